import type { AgentReply, StoredAgentReply } from '#core/mail/agent-replies.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { addMail, agentMailOnce, mailOnce } from './add-mail.ts';
import { readAgentAddress } from './agent-address.ts';
import type { Arrival } from './arrival.ts';
import type { ByMail } from './by-mail.ts';
import type { HeldReason } from './held-mail.ts';
import { hold } from './hold.ts';
import { type DeliveryReport, type IncomingMail, UnreadableMail } from './incoming-mail.ts';
import { isCustomers } from './is-customers.ts';
import { isVerified, passesDmarc } from './is-verified.ts';
import { mailFiles } from './mail-files.ts';
import { textOf } from './mail-text.ts';
import { inboundText } from './messages.ts';
import { ticketByMail } from './new-ticket.ts';
import { held, type Placed, placedBefore, type Received } from './placed.ts';
import { pointToPage } from './point-to-page.ts';
import type { Receiving } from './ports.ts';
import { isCurrent, isForCustomer, receiveAgentReply, senderOf } from './receive-agent-reply.ts';
import { type Addressed, readReplyAddress } from './reply-address.ts';
import { isNewAndTooMany, isTooMany } from './too-many.ts';

/**
 * Takes a mail that was received: as a message on the ticket of its reply address, as a new ticket of a customer, or held for an agent. Nothing is
 * dropped, and nothing is believed without proof. Taking it again changes nothing. Throws `contended` and `unavailable`; call it again then.
 */
export async function receiveMail(world: Receiving, arrival: Arrival): Promise<Received> {
  const [mail, before] = await Promise.all([read(world, arrival), placedBefore(world, arrival)]);
  const placed = before ?? (mail instanceof UnreadableMail ? held('unreadable') : await place(world, arrival, mail));
  if (placed.outcome === 'held') await hold(world, arrival, mail, { ...(await agentNamed(world, arrival)), ...placed });
  if (!(mail instanceof UnreadableMail) && isStranger(placed) && passesDmarc(mail, arrival)) {
    await point(world, arrival, mail);
  }
  const { ticket, reply, ...received } = placed;
  return received;
}

/** Returns true for a mail that is held because its sender isn't known, or must write elsewhere. */
const isStranger = (placed: Received): boolean =>
  placed.outcome === 'held' && (placed.reason === 'not_a_customer' || placed.reason === 'new_tickets_off');

/** Points somebody to the website; what becomes of that mail doesn't matter to theirs, which is held. */
async function point(world: Receiving, arrival: Arrival, mail: IncomingMail): Promise<void> {
  await pointToPage(world, arrival, mail).catch((error: unknown) => world.notPointed(arrival.id, error));
}

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
  const toAgent = await agentReplyTo(world, arrival.recipients);
  if (toAgent) return placeAgentReply(world, arrival, mail, toAgent);
  const found = await ticketOf(world, arrival, mail);
  if (typeof found === 'string') return held(found);
  if (found) return placeReply(world, arrival, mail, found);
  const referred = await agentReplyTo(world, mail.references);
  return referred ? placeAgentReply(world, arrival, mail, referred) : placeNew(world, arrival, mail);
}

/** Returns what an agent's address among these stands for, if there is one. */
async function agentReplyTo(
  { agentReplies, inbound }: Receiving,
  addresses: readonly string[],
): Promise<StoredAgentReply | HeldReason | undefined> {
  const tokens = addresses.flatMap((address) => readAgentAddress(address, inbound.domain) ?? []);
  const token = tokens.findLast((one) => one !== 'forged');
  if (token === undefined) return tokens.length > 0 ? 'forged_address' : undefined;
  return (await agentReplies.of(token)) ?? 'expired_address';
}

/** Returns the agent whose address a mail was sent to, whatever is wrong with it: accepted, it must not become the customer's. */
async function agentNamed(world: Receiving, { recipients }: Arrival): Promise<{ readonly reply?: AgentReply }> {
  const reply = await agentReplyTo(world, recipients);
  return typeof reply === 'object' ? { reply } : {};
}

/** Places a mail to an agent's address. Only what is proven to come from that agent reaches the customer. */
async function placeAgentReply(
  world: Receiving,
  arrival: Arrival,
  mail: IncomingMail,
  reply: StoredAgentReply | HeldReason,
): Promise<Placed> {
  if (typeof reply === 'string') return held(reply);
  if (!isCurrent(reply, arrival.receivedAt)) return held('expired_address');
  const ticket = await world.tickets.get(reply.ticketId);
  if (!ticket) return held('unknown_ticket');
  const outcome = mail.automatic ? 'automatic' : 'message';
  const operation = mail.automatic ? mailOnce(arrival) : agentMailOnce(arrival, mail);
  // Whatever has become of the agent and their limit since.
  if (await world.threads.recorded(ticket.id, operation.id)) return { outcome, ticketId: ticket.id };
  const verified = isVerified(mail, arrival);
  const sender = mail.automatic ? undefined : await senderOf(world, reply, mail, verified);
  if (typeof sender === 'string') return held(sender, ticket, reply);
  if (await isTooMany(world, arrival, mail)) return held('too_many', ticket, reply);
  const message = messageOf(arrival, mail, { isVerified: verified, isForwarded: false });
  const files = (areSent: boolean) => mailFiles(world, arrival.id, mail, areSent ? isForCustomer : undefined);
  const hasFile = mail.attachments.some((file) => !file.inline && isForCustomer(file));
  const written = { text: mail.text, ...message, files, hasFile, operation };
  if (sender) await receiveAgentReply(world, sender, reply, written);
  // An answering machine of the agent's.
  else await addMail(world, ticket.id, message.body, message.mail, files(false), { type: 'system' });
  return { outcome, ticketId: ticket.id };
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
  if (await isNewAndTooMany(world, arrival, mail, ticket)) return held('too_many', ticket);
  const { body, ...message } = messageOf(arrival, mail, { isVerified: verified, isForwarded });
  await addMail(world, ticket.id, body, message.mail, mailFiles(world, arrival.id, mail));
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
  const draft = { subject: mail.subject, body: message.body };
  const ticket = await ticketByMail(world, draft, message.mail, mailFiles(world, arrival.id, mail));
  return ticket ? { outcome: 'ticket', ticketId: ticket.id } : held('not_a_customer');
}

function messageOf(
  { id }: Arrival,
  incoming: IncomingMail,
  sender: Pick<ByMail, 'isVerified' | 'isForwarded'>,
): { readonly body: string; readonly mail: ByMail } {
  const { body, ...rest } = textOf(incoming);
  const { automatic, from, html } = incoming;
  const about = { automatic, hasHtml: html !== null, wasHeld: false };
  return { body, mail: { id, from: from?.address ?? '', ...about, ...sender, ...rest } };
}
