import type { FilesToAttach } from '#core/files/attach-files.ts';
import type { Calendar } from '#core/hours/calendar.ts';
import { hashOf } from '#core/idempotency.ts';
import { addressHash } from '#core/mail/address.ts';
import type { Contact, ContactStore } from '#core/mail/contact.ts';
import { oneLine } from '#core/mail/subject.ts';
import type { Announce, Clock } from '#core/ports.ts';
import { draftLimits } from '#core/text/draft-limits.ts';
import { beginning, VISIBLE } from '#core/text/text.ts';
import type { TicketStore } from '#core/ticket/ports.ts';
import { newTicket, ticketLine } from '#core/ticket/submit-ticket.ts';
import type { SupportTier } from '#core/ticket/support-tier.ts';
import { targetsFrom } from '#core/ticket/targets.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { mailOperation } from './add-mail.ts';
import type { ByMail } from './by-mail.ts';
import { inboundText } from './messages.ts';

/** The ports that a new ticket by mail needs. */
export interface NewTicketWorld {
  readonly tickets: Pick<TicketStore, 'add' | 'get' | 'ofCustomer' | 'keepCalendar'>;
  readonly contacts: Pick<ContactStore, 'withAddress'>;
  readonly tiers: readonly SupportTier[];
  readonly hours?: Calendar | undefined;
  readonly clock: Pick<Clock, 'timestamp'>;
  readonly announce: Announce;
}

/**
 * Stores a mail as a new ticket of the customer whose latest known address it came from, once, with the snapshots of their newest ticket. Returns undefined
 * if it is no address of a customer who has bought credits. Throws `unavailable`.
 */
export async function ticketByMail(
  world: NewTicketWorld,
  { subject, body }: { readonly subject: string; readonly body: string },
  mail: ByMail,
  files?: Pick<FilesToAttach, 'attach'>,
): Promise<Ticket | undefined> {
  const id = mailOperation(mail.id);
  const stored = await world.tickets.get(id);
  if (stored) return stored;
  const customer = await payingCustomer(world, mail.from);
  if (!customer) return undefined;
  const { contact, newest } = customer;
  const tier = world.tiers.find(({ name }) => name === newest.supportTier);
  const at = world.clock.timestamp();
  const targets = tier && targetsFrom(tier, world.hours, at);
  const ticket = {
    ...newTicket(
      id,
      {
        userId: contact.userId,
        email: contact.email,
        creditsPurchased: contact.creditsPurchased,
        ...(newest.userName !== null && { name: newest.userName }),
      },
      { name: newest.supportTier, priority: tier?.priority ?? 'normal' },
      { subject: subjectOf(subject), message: body },
      at,
    ),
    ...(targets && { targets }),
    mail,
    ...(await files?.attach(id)),
  };
  if (targets && world.hours) await world.tickets.keepCalendar(world.hours);
  const added = await world.tickets.add(ticket, hashOf(mail.id));
  if (added.outcome === 'taken') return added.ticket;
  world.announce(ticketLine(ticket));
  return ticket;
}

/** Returns the customer who wrote from an address last, with their newest ticket; undefined without credits. */
export async function payingCustomer(
  { contacts, tickets }: Pick<NewTicketWorld, 'contacts' | 'tickets'>,
  address: string,
) {
  const [contact] = (await contacts.withAddress(addressHash(address))).toSorted(latestFirst);
  if (!contact || contact.creditsPurchased <= 0) return undefined;
  const [newest] = (await tickets.ofCustomer(contact.userId, 1)).tickets;
  return newest && { contact, newest };
}

const latestFirst = (a: Contact, b: Contact): number => (a.at < b.at ? 1 : -1);

function subjectOf(text: string): string {
  const line = oneLine(text);
  return VISIBLE.test(line) ? beginning(line, draftLimits.subject).trim() : inboundText.noSubject;
}
