import type { Ticket } from '#core/ticket/ticket.ts';
import { addMail, mailOperation } from './add-mail.ts';
import type { Arrival } from './arrival.ts';
import type { ByMail } from './by-mail.ts';
import type { HeldReason } from './held-mail.ts';
import { hold } from './hold.ts';
import { type DeliveryReport, type IncomingMail, UnreadableMail } from './incoming-mail.ts';
import { isCustomers } from './is-customers.ts';
import { isVerified, passesDmarc } from './is-verified.ts';
import { textOf } from './mail-text.ts';
import { inboundText } from './messages.ts';
import { ticketByMail } from './new-ticket.ts';
import type { Receiving } from './ports.ts';
import { type Addressed, readReplyAddress } from './reply-address.ts';

/** The outcome of a mail: where it is now. */
export type Received =
  | { readonly outcome: 'message' | 'automatic' | 'ticket'; readonly ticketId: string }
  | { readonly outcome: 'held'; readonly reason: HeldReason };

/** The most messages from an address in an hour. */
export const MAILS_PER_HOUR = 20;

/**
 * Takes a mail that was received: as a message on the ticket of its reply address, as a new ticket of a customer, or held for an agent. Nothing is
 * dropped, and nothing is believed without proof. Taking it again changes nothing. Throws `contended` and `unavailable`; call it again then.
 */
export async function receiveMail(world: Receiving, arrival: Arrival): Promise<Received> {
  const mail = await read(world, arrival);
  const placed = mail instanceof UnreadableMail ? held('unreadable') : await place(world, arrival, mail);
  if (placed.outcome === 'held') await hold(world, arrival, mail, placed.reason, placed.ticket);
  const { ticket, ...received } = placed;
  return received;
}

/** The place where a mail belongs; a held one with the ticket of its reply address. */
type Placed = Received & { readonly ticket?: Ticket };

const held = (reason: HeldReason, ticket?: Ticket): Placed => ({ outcome: 'held', reason, ...(ticket && { ticket }) });

async function read(world: Receiving, { id }: Arrival): Promise<IncomingMail | UnreadableMail> {
  const raw = await world.originals.read(id);
  try {
    return await world.readMail(raw);
  } catch (error) {
    if (error instanceof UnreadableMail) return error;
    throw error;
  }
}

async function place(world: Receiving, arrival: Arrival, mail: IncomingMail): Promise<Placed> {
  const { virus, spam } = arrival.verdicts;
  if (virus === 'fail') return held('virus');
  if (spam === 'fail') return held('spam');
  if (!mail.from && !mail.automatic) return held('unverified_sender');
  if (mail.from && (await world.blocked.isBlocked(mail.from.address))) return held('blocked');
  if (mail.text.trim() === '' && mail.attachments.length === 0) return held('empty');
  const found = await ticketOf(world, arrival, mail);
  if (typeof found === 'string') return held(found);
  return found ? placeReply(world, arrival, mail, found) : placeNew(world, arrival, mail);
}

/** Returns the ticket that a mail is for: by an address that it was delivered to, else by the desk's mail that it replies to. */
async function ticketOf(
  world: Receiving,
  arrival: Arrival,
  mail: IncomingMail,
): Promise<Ticket | HeldReason | undefined> {
  const { domain } = world.inbound;
  const addresses = [...mail.references, ...arrival.recipients];
  const readAll = async (refresh = false) => {
    const keys = await world.replyKeys(refresh);
    return addresses.map((address) => readReplyAddress(address, keys, domain));
  };
  let read = await readAll();
  // It may have been signed with a key that was made a moment ago.
  if (!read.some(isTicket) && read.some(isForged)) read = await readAll(true);
  const found = read.findLast(isTicket);
  if (found) return (await world.tickets.get(found.ticketId)) ?? 'unknown_ticket';
  return read.slice(mail.references.length).some(isForged) ? 'forged_address' : undefined;
}

const isForged = ({ kind }: Addressed): boolean => kind === 'forged';
const isTicket = (addressed: Addressed) => addressed.kind === 'ticket';

async function placeReply(world: Receiving, arrival: Arrival, mail: IncomingMail, ticket: Ticket): Promise<Placed> {
  const isForwarded = !(await isCustomers(world, ticket, mail.from?.address ?? ''));
  const verified = isVerified(mail, arrival);
  // An automatic mail is for agents only, and its sender is a server as often as the customer.
  if (isForwarded && !verified && !mail.automatic) return held('unverified_sender', ticket);
  // One that was added before isn't refused when it arrives again.
  const isKnown = await world.threads.recorded(ticket.id, mailOperation(arrival.id));
  if (!isKnown && (await isTooMany(world, arrival, mail))) return held('too_many', ticket);
  const { body, ...message } = messageOf(arrival, mail, { isVerified: verified, isForwarded });
  await addMail(world, ticket.id, body, message.mail);
  if (mail.report) await markBounced(world, ticket.id, mail.report);
  return { outcome: mail.automatic ? 'automatic' : 'message', ticketId: ticket.id };
}

/**
 * Marks the mail that a delivery report names as bounced. Nothing else follows from it, because anybody can write such a report: the mail service itself
 * tells which addresses get no more mail.
 */
async function markBounced({ ledger, clock }: Receiving, ticketId: string, report: DeliveryReport): Promise<void> {
  const { action, messageId, status } = report;
  const [serviceId = ''] = messageId?.split('@') ?? [];
  const mail = action === 'failed' && serviceId !== '' ? await ledger.named(ticketId, serviceId) : undefined;
  const detail = inboundText.bounced(status);
  if (mail) await ledger.report(mail, { state: 'bounced', at: clock.timestamp(), detail });
}

/** Places a mail that replies to nothing. Only a policy of the sender's domain proves where it came from. */
async function placeNew(world: Receiving, arrival: Arrival, mail: IncomingMail): Promise<Placed> {
  if (mail.automatic) return held('automatic');
  if (world.inbound.newTickets === 'off') return held('new_tickets_off');
  if (!passesDmarc(mail, arrival)) return held('unverified_sender');
  if (await isTooMany(world, arrival, mail)) return held('too_many');
  const message = messageOf(arrival, mail, { isVerified: true, isForwarded: false });
  const ticket = await ticketByMail(world, { subject: mail.subject, body: message.body }, message.mail);
  return ticket ? { outcome: 'ticket', ticketId: ticket.id } : held('not_a_customer');
}

/** Mails that name no sender, like delivery reports, share what one sender may send. */
const isTooMany = async ({ senders }: Receiving, { id, receivedAt }: Arrival, { from }: IncomingMail) =>
  (await senders.count(from?.address ?? '', id, receivedAt)) > MAILS_PER_HOUR;

function messageOf(
  { id }: Arrival,
  incoming: IncomingMail,
  sender: Pick<ByMail, 'isVerified' | 'isForwarded'>,
): { readonly body: string; readonly mail: ByMail } {
  const { body, ...rest } = textOf(incoming);
  const { automatic, from } = incoming;
  return { body, mail: { id, from: from?.address ?? '', automatic, wasHeld: false, ...sender, ...rest } };
}
