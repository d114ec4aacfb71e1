import type { Entry, Message } from './entry.ts';
import type { Replies, ThreadStore, TicketStore } from './ports.ts';
import type { Thread, ThreadEntry } from './thread.ts';
import { newestFirst, type Position, type Ticket } from './ticket.ts';
import { isMerge } from './unseen.ts';

/** Returns true if one is before another in a conversation. */
export const isOlder = (one: Position, other: Position): boolean => newestFirst(one, other) > 0;

/** Returns the message that a merged ticket began with, as the survivor has it: version 1, under the ticket's own id. */
const firstMessage = ({ id, createdAt, message, attachments, mail }: Ticket): Message => ({
  id,
  version: 1,
  kind: 'reply',
  author: { type: 'customer' },
  createdAt,
  changes: [],
  body: message,
  ...(attachments && { attachments }),
  ...(mail && { mail }),
});

/** Returns the entries of a merged ticket, if wanted with its first message. The survivor itself tells of the merge. */
export function withFirst({ ticket, entries, confirmation }: Thread, isWanted: boolean): readonly ThreadEntry[] {
  const first = isWanted ? [{ ...firstMessage(ticket), delivery: confirmation, subject: ticket.subject }] : [];
  return [...first, ...entries.filter(({ changes }) => !isMerge(changes))].map((entry) => ({
    ...entry,
    ticketId: ticket.id,
  }));
}

interface World {
  readonly tickets: Pick<TicketStore, 'get'>;
  readonly threads: Pick<ThreadStore, 'replies'>;
}

/** Returns the newest messages of a ticket and of those merged into it, or those before a position, oldest first: what its customer may read. Throws `unavailable`. */
export async function readReplies(
  { tickets, threads }: World,
  { id, merged = [] }: Ticket,
  limit: number,
  before?: Position,
): Promise<Replies> {
  const ofMerged = merged.map(async (one): Promise<Replies> => {
    const [ticket, replies] = await Promise.all([tickets.get(one), threads.replies(one, limit, before)]);
    const isNext = ticket && !replies.more && (!before || isOlder(ticket, before));
    return isNext ? { ...replies, messages: [firstMessage(ticket), ...replies.messages] } : replies;
  });
  const parts = await Promise.all([threads.replies(id, limit, before), ...ofMerged]);
  const messages = parts.flatMap((part) => part.messages).toSorted((a, b) => (isOlder(a, b) ? -1 : 1));
  return { messages: messages.slice(-limit), more: messages.length > limit || parts.some(({ more }) => more) };
}

/** Yields a ticket and those that were merged into it. */
export async function* withMerged({ tickets }: Pick<World, 'tickets'>, ticket: Ticket): AsyncGenerator<Ticket> {
  yield ticket;
  for (const id of ticket.merged ?? []) {
    const one = await tickets.get(id);
    if (one) yield one;
  }
}

/** Returns the ticket that a ticket lives on in: itself, unless it was merged. */
export const liveOn = async ({ tickets }: Pick<World, 'tickets'>, ticket: Ticket): Promise<Ticket> =>
  (ticket.mergedInto && (await tickets.get(ticket.mergedInto.id))) ?? ticket;

/** A ticket, and entries of it, oldest first, in parts as they are read. */
type Newer = readonly [ticket: Ticket, entries: AsyncIterable<readonly Entry[]>];

/**
 * Returns what is newer than a version of a ticket: its own entries; and, if it lives on in a survivor, those of that one. Reading them throws `unavailable`.
 */
export function newerThan(
  threads: Pick<ThreadStore, 'since' | 'entry'>,
  named: Ticket,
  version: number,
  live: Ticket,
): readonly Newer[] {
  const own = [named, threads.since(named.id, version)] as const;
  return live.id === named.id ? [own] : [own, [live, newerInSurvivor(threads, named, version, live)]];
}

async function* newerInSurvivor(
  threads: Pick<ThreadStore, 'since' | 'entry'>,
  { id, createdAt }: Ticket,
  version: number,
  survivor: Ticket,
): AsyncGenerator<readonly Entry[]> {
  const time = (await threads.entry(id, version))?.createdAt ?? createdAt;
  if (survivor.createdAt > time) yield [firstMessage(survivor)];
  for await (const entries of threads.since(survivor.id, 1)) {
    yield entries.filter((entry) => entry.createdAt > time);
  }
}
