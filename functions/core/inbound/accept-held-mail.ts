import type { Team } from '#core/agents/team.ts';
import { DeskError, invalidFields } from '#core/errors.ts';
import type { FileStore } from '#core/files/ports.ts';
import { addressHash } from '#core/mail/address.ts';
import type { ContactStore } from '#core/mail/contact.ts';
import type { AgentRef } from '#core/ticket/author.ts';
import type { ChangeWorld } from '#core/ticket/change-ticket.ts';
import type { TicketStore } from '#core/ticket/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { addMail, mailOperation } from './add-mail.ts';
import type { ByMail } from './by-mail.ts';
import type { HeldMail, HeldMailStore, StoredHeldMail } from './held-mail.ts';
import { type IncomingMail, type ReadMail, UnreadableMail } from './incoming-mail.ts';
import { isCustomers } from './is-customers.ts';
import { keepUnsent } from './keep-unsent.ts';
import { mailFiles } from './mail-files.ts';
import { textOf } from './mail-text.ts';
import { inboundText } from './messages.ts';
import { type NewTicketWorld, payingCustomer, ticketByMail } from './new-ticket.ts';
import { findHeldMail, heldMailNotFound } from './original.ts';
import type { ReceivedMails } from './ports.ts';

/** The ports that accepting held mail needs. */
export interface AcceptingWorld extends ChangeWorld, NewTicketWorld {
  readonly tickets: Pick<TicketStore, 'add' | 'get' | 'change' | 'ofCustomer' | 'calendar' | 'keepCalendar'>;
  readonly contacts: Pick<ContactStore, 'of' | 'withAddress'>;
  readonly clock: ChangeWorld['clock'];
  readonly held: Pick<HeldMailStore, 'get' | 'claim' | 'done'>;
  readonly team: Team;
  readonly originals: Pick<ReceivedMails, 'read'>;
  readonly readMail: ReadMail;
  readonly files: Pick<FileStore, 'put'>;
}

/**
 * Adds a held mail with its files to a ticket, or stores it as a new ticket of the customer who sent it; one to an agent's address isn't sent to the customer,
 * but kept for that agent, unless it is the customer's own. Accepting it again for the same ticket changes nothing. Returns the ticket. Throws `not_found`,
 * `invalid_fields` if that can't be its ticket, `contended`, `unavailable`.
 */
export async function acceptHeldMail(world: AcceptingWorld, id: string, ticketId: string | undefined): Promise<Ticket> {
  const mail = await findHeldMail(world.held, id);
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
  const { mailId, isVerified, automatic, quoted, subject, reply } = mail;
  const from = mail.from ?? '';
  const ofCustomer = ticket !== undefined && (await isCustomers(world, ticket, from));
  const agent = agentOf(world.team, mail, ofCustomer);
  const original = await readAgain(world, mail);
  const files = original && mailFiles(world, mailId, original);
  const known: ByMail = {
    id: mailId,
    from,
    isVerified,
    isForwarded: ticket !== undefined && !agent && !ofCustomer,
    wasHeld: true,
    automatic,
    quoted,
    remarks: original ? textOf(original).remarks : mail.remarks,
    hasHtml: typeof original?.html === 'string',
  };
  const body = mail.text || inboundText.noText;
  if (ticket && agent) {
    if (automatic !== null) return addMail(world, ticket.id, body, known, files, { type: 'system' });
    const version = reply && ticket.id === mail.ticketId ? reply.version : 1;
    return keepUnsent(world, ticket.id, agent, { body, mail: known, version, files }, 'held');
  }
  if (ticket) return addMail(world, ticket.id, body, known, files);
  const added = await ticketByMail(world, { subject, body }, known, files);
  if (!added) throw heldMailNotFound();
  return added;
}

/** Returns the agent whose address a mail was sent to, unless the customer replied to an agent's mail with it. The team may be older than the agent. */
function agentOf({ agents }: Team, { reply, from }: HeldMail, ofCustomer: boolean): AgentRef | undefined {
  if (!reply) return undefined;
  const { agentId: id } = reply;
  const agent = agents.find((one) => one.id === id);
  const isOwn = agent?.email != null && addressHash(agent.email) === addressHash(from ?? '');
  return ofCustomer && !isOwn ? undefined : (agent ?? { id, name: from ?? id });
}

/** Returns the mail as it was received, whose files weren't kept; undefined if they stay there: it can't be read, is gone or has a virus. */
async function readAgain(
  { originals, readMail }: Pick<AcceptingWorld, 'originals' | 'readMail'>,
  { mailId, reason }: StoredHeldMail,
): Promise<IncomingMail | undefined> {
  if (reason === 'virus') return undefined;
  try {
    return await readMail(await originals.read(mailId));
  } catch (error) {
    if (error instanceof UnreadableMail || (error instanceof DeskError && error.refusal === 'not_found'))
      return undefined;
    throw error;
  }
}

const refused = (detail: string) => invalidFields([{ pointer: '#/ticket_id', detail }]);
