import type { MessageKind } from '../../functions/core/message.ts';
import type { Delivery } from '../../functions/core/thread.ts';
import type { Status } from '../../functions/core/ticket.ts';

type Author = { readonly type: 'customer' | 'system' } | { readonly type: 'agent'; readonly name: string };

/** What somebody wrote. */
interface ThreadMessage {
  readonly type: 'message';
  readonly id: string;
  readonly kind: MessageKind;
  readonly author: Author;
  readonly body: string;
  readonly createdAt: string;
  readonly version: number;
  /** Of the mail that went to the customer; null if none did yet. */
  readonly delivery: Delivery | null;
}

/** A line of the audit trail. */
export interface ThreadEvent {
  readonly type: 'event';
  readonly id: string;
  readonly kind: 'status_changed' | 'message_added' | 'mail_bounced' | 'mail_complained';
  readonly author: Author;
  readonly createdAt: string;
  readonly version: number;
  readonly before: Status;
  readonly after: Status;
}

export type ThreadEntry = ThreadMessage | ThreadEvent;

/** What happened to a ticket, oldest first, as far as it was read. */
export interface Thread {
  /** The ticket's version that it was read with. */
  readonly version: number;
  readonly entries: readonly ThreadEntry[];
  /** Of the mail that confirmed the ticket. */
  readonly confirmation: Delivery | null;
  /** Where what was earlier can be read. */
  readonly earlier: string | undefined;
}

interface CommonJson {
  readonly id: string;
  readonly author: Author;
  readonly created_at: string;
  readonly version: number;
}
type MessageJson = CommonJson & Pick<ThreadMessage, 'type' | 'kind' | 'body' | 'delivery'>;
type EventJson = CommonJson &
  Pick<ThreadEvent, 'type' | 'kind'> & { readonly before: { status: Status }; readonly after: { status: Status } };

/** Entries on the wire (functions/http/thread-json.ts). */
export type EntryJson = MessageJson | EventJson;

export const readEntry = (json: EntryJson): ThreadEntry => {
  const { id, author, created_at: createdAt, version } = json;
  const common = { id, author, createdAt, version };
  if (json.type === 'message') {
    const { type, kind, body, delivery } = json;
    return { ...common, type, kind, body, delivery };
  }
  return { ...common, type: json.type, kind: json.kind, before: json.before.status, after: json.after.status };
};

/** A thread with what was just read of it: entries are taken over by their ids; earlier ones that were read before stay. */
export function joined(known: Thread | undefined, read: Thread): Thread {
  if (!known) return read;
  const ids = new Set(read.entries.map(({ id }) => id));
  const [first] = read.entries;
  const before = known.entries.filter((entry) => !ids.has(entry.id) && (!first || comesBefore(entry, first)));
  return { ...read, entries: [...before, ...read.entries], earlier: before.length > 0 ? known.earlier : read.earlier };
}

/** A thread with the part before what is known. */
export const extended = (known: Thread, part: Thread): Thread => ({
  ...known,
  entries: [...part.entries, ...known.entries],
  earlier: part.earlier,
});

/** A thread with entries that were just added to it. */
export function added(known: Thread, entries: readonly ThreadEntry[], version: number): Thread {
  const ids = new Set(known.entries.map(({ id }) => id));
  return { ...known, version, entries: [...known.entries, ...entries.filter(({ id }) => !ids.has(id))] };
}

const comesBefore = (entry: ThreadEntry, other: ThreadEntry) =>
  entry.version !== other.version ? entry.version < other.version : entry.createdAt < other.createdAt;

/** Whether an entry has something to tell beside the message it came with. */
export const isTold = (entry: ThreadEntry): boolean =>
  entry.type === 'message' || entry.kind !== 'message_added' || entry.before !== entry.after;

const MAIL_EXPECTED_MS = 60_000;

/** Whether the desk may still learn what became of a mail, `now` in milliseconds since 1970. */
export const awaitsMail = ({ entries, confirmation }: Thread, createdAt: string, now: number): boolean =>
  isUnderWay(confirmation, createdAt, now) ||
  entries.some(
    (entry) =>
      entry.type === 'message' &&
      entry.kind === 'reply' &&
      entry.author.type === 'agent' &&
      isUnderWay(entry.delivery, entry.createdAt, now),
  );

const isUnderWay = (delivery: Delivery | null, since: string, now: number) =>
  (delivery === null || delivery.state === 'sending' || delivery.state === 'failed') &&
  Date.parse(since) + MAIL_EXPECTED_MS > now;
