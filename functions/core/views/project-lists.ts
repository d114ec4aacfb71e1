import type { PostingStore } from '#core/search/ports.ts';
import { dictionaryWords, listsUntilChanged, type Postings } from '#core/search/postings.ts';
import type { TicketChange } from './fold.ts';
import type { ViewStore } from './ports.ts';

/** Lists that a ticket is in for good by its own item or an entry, which is new, or was removed. */
export interface ChangedPostings extends Postings {
  readonly by: 'ticket' | 'entry' | 'removal';
}

/**
 * Puts tickets into the lists of their new items, and the words of all changes into the dictionary. Must be done before a fold begins the next revision, as
 * whoever reads that revision finds the tickets.
 */
export async function putInLists(
  index: Pick<PostingStore, 'put'>,
  postings: readonly ChangedPostings[],
  changes: readonly TicketChange[],
): Promise<void> {
  const lists = [
    ...postings.flatMap((one) => (one.by === 'removal' ? [] : one.lists)),
    ...changes.flatMap(({ ticket }) => listsUntilChanged(ticket)),
  ];
  await index.put({
    fresh: postings.filter(({ by }) => by === 'ticket'),
    other: postings.filter(({ by }) => by === 'entry'),
    words: dictionaryWords(lists),
  });
}

interface World {
  readonly index: Pick<PostingStore, 'remove'>;
  readonly views: Pick<ViewStore, 'state' | 'known'>;
}

/** The most tickets that one request reads. */
const CHUNK = 100;

/**
 * Removes tickets from the lists of their removed items, once the tickets themselves are removed: until then, other items may have put them there, too. What
 * stays of an item that was removed before its ticket, a rebuild removes.
 */
export async function removeFromLists({ index, views }: World, postings: readonly ChangedPostings[]): Promise<void> {
  const removed = postings.filter(({ by }) => by === 'removal');
  if (removed.length === 0) return;
  const { generation } = await views.state({ consistent: true });
  const ids = [...new Set(removed.map(({ ticket }) => ticket.id))];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const { applied } = await views.known(generation, { ids: ids.slice(start, start + CHUNK), terms: [] });
    await index.remove(removed.filter(({ ticket }) => applied.get(ticket.id)?.contribution.size === 0));
  }
}
