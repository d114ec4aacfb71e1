import type { Team } from '#core/agents/team.ts';
import { DeskError, invalidFields } from '#core/errors.ts';
import type { ContactStore } from '#core/mail/contact.ts';
import type { ChangeWorld } from '#core/ticket/change-ticket.ts';
import type { TicketStore } from '#core/ticket/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { addMail, mailOperation } from './add-mail.ts';
import type { ByMail } from './by-mail.ts';
import type { HeldMailStore, StoredHeldMail } from './held-mail.ts';
import { isCustomers } from './is-customers.ts';
import { keepUnsent } from './keep-unsent.ts';
import { type NewTicketWorld, payingCustomer, ticketByMail } from './new-ticket.ts';

/** The ports that accepting held mail needs. */
export interface AcceptingWorld extends ChangeWorld, NewTicketWorld {
  readonly tickets: Pick<TicketStore, 'add' | 'get' | 'change' | 'ofCustomer'>;
  readonly contacts: Pick<ContactStore, 'of' | 'withAddress'>;
  readonly clock: ChangeWorld['clock'];
  readonly held: Pick<HeldMailStore, 'get' | 'claim' | 'done'>;
  readonly team: Team;
}

/**
 * Adds a held mail to a ticket, or stores it as a new ticket of the customer who sent it; one to an agent's address isn't sent to the customer, but kept for that
 * agent. Accepting it again for the same ticket changes nothing. Returns the
 * ticket. Throws `not_found`, `invalid_fields` if that can't be its ticket, `contended`, `unavailable`.
 */
export async function acceptHeldMail(world: AcceptingWorld, id: string, ticketId: string | undefined): Promise<Ticket> {
  const mail = await findHeldMail(world, id);
  const asNew = mailOperation(mail.mailId);
  const target = ticketId ?? mail.acceptedFor ?? asNew;
  const known = await world.tickets.get(target);
  if (!known && target !== asNew) throw refused('is the id of no ticket');
  if (!known && !(mail.from !== null && (await payingCustomer(world, mail.from)))) {
    throw refused(
      'is required: the sender is no customer who has bought credits, so that the mail can’t be a new ticket',
    );
  }
  const claimed = await world.held.claim(id, target);
  if (claimed === undefined) throw heldMailNotFound();
  if (claimed !== target) throw refused(`is another ticket than the one it was accepted for, ${claimed}`);
  const ticket = await accept(world, mail, target === asNew ? undefined : known);
  await world.held.done(id);
  return ticket;
}

async function accept(world: AcceptingWorld, mail: StoredHeldMail, ticket: Ticket | undefined): Promise<Ticket> {
  const { mailId, from, isVerified, automatic, quoted, remarks, subject, text, reply } = mail;
  const agent = world.team.agents.find(({ id }) => id === reply?.agentId);
  const known: ByMail = {
    id: mailId,
    from: from ?? '',
    isVerified,
    isForwarded: ticket !== undefined && !agent && !(await isCustomers(world, ticket, from ?? '')),
    wasHeld: true,
    automatic,
    quoted,
    remarks,
  };
  if (ticket && agent) {
    const version = reply && ticket.id === mail.ticketId ? reply.version : 1;
    return keepUnsent(world, ticket.id, agent, { body: text, mail: known, version }, 'held');
  }
  if (ticket) return addMail(world, ticket.id, text, known);
  const added = await ticketByMail(world, { subject, body: text }, known);
  if (!added) throw heldMailNotFound();
  return added;
}

/** Returns the held mail, or throws `not_found`. */
async function findHeldMail({ held }: { held: Pick<HeldMailStore, 'get'> }, id: string): Promise<StoredHeldMail> {
  const mail = await held.get(id);
  if (!mail) throw heldMailNotFound();
  return mail;
}

const heldMailNotFound = () => new DeskError('not_found', 'There is no held mail with this id.');

const refused = (detail: string) => invalidFields([{ pointer: '#/ticket_id', detail }]);
