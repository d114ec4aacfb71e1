import type { AgentReply } from '#core/mail/agent-replies.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import type { Arrival } from './arrival.ts';
import { type HeldReason, heldMailExpiry, heldMailId } from './held-mail.ts';
import { type IncomingMail, UnreadableMail } from './incoming-mail.ts';
import { isVerified } from './is-verified.ts';
import { textOf } from './mail-text.ts';
import { inboundText } from './messages.ts';
import type { Receiving } from './ports.ts';

const DAY_MS = 86_400_000;

/** The names of a mail's files that are told. */
const MAX_NAMES = 10;

/** The reason why a mail is held, the ticket that its reply address stands for, and the agent if it is an agent's. */
interface Held {
  readonly reason: HeldReason;
  readonly ticket?: Ticket;
  readonly reply?: AgentReply;
}

/** Holds a mail for an agent, once. Throws `unavailable`. */
export async function hold(
  { held, due, inbound }: Pick<Receiving, 'held' | 'due' | 'inbound'>,
  arrival: Arrival,
  mail: IncomingMail | UnreadableMail,
  { reason, ticket, reply }: Held,
): Promise<void> {
  const received = new Date(arrival.receivedAt);
  const about = mail instanceof UnreadableMail ? unread(mail) : readable(mail, arrival);
  const id = heldMailId(arrival);
  const expiresAt = withNanos(new Date(received.getTime() + inbound.heldDays * DAY_MS));
  // First, so that a mail that is held has an end whatever happens.
  await due.put(heldMailExpiry({ id, expiresAt }));
  await held.add({
    id,
    mailId: arrival.id,
    ...about,
    reason,
    ticketId: ticket?.id ?? null,
    ...(reply && { reply: { agentId: reply.agentId, version: reply.version } }),
    receivedAt: withNanos(received),
    expiresAt,
  });
}

const withNanos = (time: Date): string => time.toISOString().replace('Z', '000000Z');

const unread = ({ message }: UnreadableMail) => ({
  from: null,
  name: null,
  isVerified: false,
  automatic: null,
  subject: '',
  text: '',
  quoted: '',
  remarks: [message],
});

function readable(mail: IncomingMail, arrival: Arrival) {
  const { body: text, quoted, remarks } = textOf(mail);
  const { from, subject, automatic, attachments } = mail;
  const names = attachments.slice(0, MAX_NAMES).map(({ name }) => name);
  const files = names.length > 0 ? [inboundText.files(names, attachments.length - names.length)] : [];
  const sender = { from: from?.address ?? null, name: from?.name ?? null };
  return {
    ...sender,
    isVerified: isVerified(mail, arrival),
    automatic,
    subject,
    text,
    quoted,
    remarks: [...files, ...remarks],
  };
}
