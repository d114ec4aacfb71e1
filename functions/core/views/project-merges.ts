import type { PostingStore } from '#core/search/ports.ts';
import { lastingLists } from '#core/search/postings.ts';
import type { ThreadStore, TicketStore } from '#core/ticket/ports.ts';
import type { Position } from '#core/ticket/ticket.ts';

/** A ticket that was merged into a survivor, or taken out of it. */
export interface ChangedMerge {
  readonly id: string;
  readonly survivor: Position;
}

interface World {
  readonly index: Pick<PostingStore, 'put' | 'remove'>;
  readonly tickets: Pick<TicketStore, 'get'>;
  readonly threads: Pick<ThreadStore, 'since'>;
}

/**
 * Puts survivors into the lists of the tickets that were merged into them, so that they are found by those words; once a merge is undone, takes them out of
 * those that nothing else of theirs demands. It reads the tickets as they are, so that a change that arrives late or again does no harm. Throws `unavailable`.
 */
export async function projectMerges(world: World, merges: readonly ChangedMerge[]): Promise<void> {
  for (const { id, survivor } of merges) {
    const ticket = await world.tickets.get(id);
    const lists = await listsOf(world, [id]);
    if (ticket?.mergedInto?.id === survivor.id) {
      await put(world, survivor, lists);
      continue;
    }
    const demanded = new Set(await listsAbout(world, survivor));
    await world.index.remove([{ ticket: survivor, lists: lists.filter((list) => !demanded.has(list)) }]);
    // Something may have come meanwhile with a word whose place was still there, and was then removed.
    await put(world, survivor, await listsAbout(world, survivor));
  }
}

const put = ({ index }: World, ticket: Position, lists: readonly string[]) =>
  index.put({ fresh: [], other: [{ ticket: { id: ticket.id, createdAt: ticket.createdAt }, lists }], words: [] });

/** Returns the lists that a survivor and what is merged into it put it into. */
async function listsAbout(world: World, { id }: Position): Promise<readonly string[]> {
  const survivor = await world.tickets.get(id);
  return survivor ? listsOf(world, [id, ...(survivor.merged ?? [])]) : [];
}

/** Returns the lists that tickets and their entries put them into for good. */
async function listsOf({ tickets, threads }: World, ids: readonly string[]): Promise<readonly string[]> {
  const conversations = ids.map(async (id) => {
    const ticket = await tickets.get(id);
    const entries = (await Array.fromAsync(threads.since(id, 1))).flat();
    return ticket ? lastingLists({ ticket, entries }) : [];
  });
  return [...new Set((await Promise.all(conversations)).flat())];
}
