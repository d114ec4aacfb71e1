import type { Attachment } from '#core/files/attachment.ts';
import type { ByMail, UnsentReason } from '#core/inbound/by-mail.ts';
import type { Delivery } from '#core/mail/delivery.ts';
import type { Entry } from '#core/ticket/entry.ts';
import type { MailProblem } from '#core/ticket/ticket.ts';

/** The entry that made a version of the ticket: a message, a change, or both. */
export interface ThreadEntry extends Omit<Entry, 'body'> {
  readonly message: ThreadMessage | undefined;
  /** The subject of a merged ticket, with the message that it began with. */
  readonly subject?: string | undefined;
}

/** The mail that a message arrived by. */
export interface ReceivedMail {
  /** The sender's address. */
  readonly from: string;
  readonly verified: boolean;
  /** True if it came from another address than the customer's. */
  readonly forwarded: boolean;
  /** The kind of automatic mail; null if a person wrote it. */
  readonly automatic: ByMail['automatic'];
  /** The reason why an agent's mail wasn't sent to the customer; null if it was, or a customer wrote it. */
  readonly unsent: UnsentReason | null;
  /** Quoted history and signature, which the message leaves out. */
  readonly quoted: string;
  /** Sentences for agents, such as one about a part that couldn't be read. */
  readonly remarks: readonly string[];
  /** True if it has HTML. */
  readonly formatted?: boolean;
}

/** The way by which a message arrived, with its mail; `email` is null or absent if it was written on the website. */
export interface Arrival {
  readonly channel?: 'website' | 'mail' | 'held_mail';
  readonly email?: ReceivedMail | null;
}

/** A message's text, files, arrival and delivery. */
interface ThreadMessage extends Arrival {
  readonly body: string;
  readonly attachments?: readonly Attachment[];
  /** Of the mail that went to the customer; null if none did yet. */
  readonly delivery: Delivery | null;
}

/** A ticket's entries, oldest first, as far as they were loaded. */
export interface Thread {
  /** The ticket's version that it was read with. */
  readonly version: number;
  readonly entries: readonly ThreadEntry[];
  /** Of the ticket's own message. */
  readonly arrival?: Arrival;
  /** Of the mail that confirmed the ticket. */
  readonly confirmation: Delivery | null;
  /** The address that mail to the customer goes to now, and the reason why none does. */
  readonly contact: { readonly email: string; readonly suppressed: MailProblem | null };
  /** The address of the entries before. */
  readonly earlier: string | undefined;
}

/** A thread with what was just read of it; earlier entries that were read before stay, unless all of it was read: then a merge was undone. */
export function joined(known: Thread | undefined, read: Thread): Thread {
  if (!known || read.earlier === undefined) return read;
  const first = read.entries[0]?.createdAt;
  const before = known.entries.filter(({ createdAt }) => !first || createdAt < first);
  return { ...read, entries: [...before, ...read.entries], earlier: before.length > 0 ? known.earlier : read.earlier };
}

/** A thread with the part before what is known. */
export const extended = (known: Thread, part: Thread): Thread => ({
  ...known,
  entries: [...part.entries, ...known.entries],
  earlier: part.earlier,
});

/** A thread with what came after a version of it, oldest first; as it was if something between is missing. */
export function continued(known: Thread, entries: readonly ThreadEntry[]): Thread {
  const newer = entries.filter(({ version }) => version > known.version);
  const last = newer.at(-1);
  if (!last || newer[0]?.version !== known.version + 1) return known;
  return { ...known, version: last.version, entries: [...known.entries, ...newer] };
}

const MAIL_EXPECTED_MS = 60_000;

/** Returns true if the desk may still learn what became of a mail, `now` in milliseconds since 1970. */
export const awaitsMail = ({ entries, confirmation }: Thread, submittedAt: string, now: number): boolean =>
  isUnderWay(confirmation, submittedAt, now) ||
  entries.some(
    ({ kind, author, createdAt, message }) =>
      kind === 'reply' && author.type === 'agent' && isUnderWay(message?.delivery ?? null, createdAt, now),
  );

const UNSETTLED: readonly Delivery['state'][] = ['queued', 'sending'];

const isUnderWay = (delivery: Delivery | null, since: string, now: number) =>
  (delivery === null || UNSETTLED.includes(delivery.state)) &&
  Date.parse(delivery?.at ?? since) + MAIL_EXPECTED_MS > now;
