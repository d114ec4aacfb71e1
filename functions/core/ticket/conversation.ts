import { isOlder, withFirst } from './merged-messages.ts';
import type { ThreadStore } from './ports.ts';
import type { Thread, ThreadEntry } from './thread.ts';
import type { Position } from './ticket.ts';

/** A place in a conversation: before a version of the ticket, and before a position among the messages that were merged into it, if there are any. */
export interface Place {
  readonly version: number;
  readonly position?: Position | undefined;
}

/** A thread with those of the tickets that were merged into its ticket, in order of time. */
export interface Conversation extends Omit<Thread, 'earlier'> {
  /** The place before which the earlier part ends; undefined if there is none. */
  readonly earlier: Place | undefined;
  /** The version of the ticket before which this part ends. */
  readonly end: number;
}

/** A part of a thread; whole if it begins where the thread does. */
interface Part {
  readonly entries: readonly ThreadEntry[];
  readonly isWhole: boolean;
}

/**
 * Returns a ticket with the latest entries of its conversation, or with those before a place: a merge of the threads by time, which ends where one of them
 * wasn't read further. Undefined if there is no such ticket. Throws `unavailable`.
 */
export async function readConversation(
  threads: Pick<ThreadStore, 'thread'>,
  id: string,
  before?: Place,
): Promise<Conversation | undefined> {
  const own = await threads.thread(id, before?.version);
  if (!own) return undefined;
  const merged = await Promise.all((own.ticket.merged ?? []).map((one) => partOf(threads, one, before?.position)));
  const parts: readonly Part[] = [{ entries: own.entries, isWhole: own.earlier === undefined }, ...merged];
  const [from] = parts
    .flatMap(({ entries: [first], isWhole }) => (isWhole || !first ? [] : first))
    .toSorted((a, b) => (isOlder(a, b) ? 1 : -1));
  const entries = parts
    .flatMap((part) => part.entries)
    .filter((entry) => !from || !isOlder(entry, from))
    .toSorted((a, b) => (isOlder(a, b) ? -1 : 1));
  const conversation = { ...own, entries, end: before?.version ?? own.ticket.version + 1, earlier: undefined };
  return from ? { ...conversation, earlier: placeBefore(conversation, 0) } : conversation;
}

/** Returns the place before the entry at an index of a conversation. */
export function placeBefore({ ticket, entries, end }: Conversation, index: number): Place {
  const isOwn = ({ ticketId }: ThreadEntry) => ticketId === undefined;
  const next = entries.slice(index).find(isOwn)?.version;
  const last = entries.slice(0, index).findLast(isOwn)?.version;
  const version = next ?? (last === undefined ? end : last + 1);
  const first = entries[index];
  return ticket.merged && first ? { version, position: { createdAt: first.createdAt, id: first.id } } : { version };
}

/** Reads the thread of a merged ticket, with its first message, on to where something is before a position. */
async function partOf(threads: Pick<ThreadStore, 'thread'>, id: string, before: Position | undefined): Promise<Part> {
  for (let version: number | undefined; ; ) {
    const thread = await threads.thread(id, version);
    if (!thread) return { entries: [], isWhole: true };
    const isWhole = thread.earlier === undefined;
    const entries = withFirst(thread, isWhole).filter((entry) => !before || isOlder(entry, before));
    if (isWhole || entries.length > 0) return { entries, isWhole };
    version = thread.earlier;
  }
}
