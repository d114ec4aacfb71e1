import type { Team } from '#core/agents/team.ts';
import { Budget } from '#core/search/budget.ts';
import type { World } from '#core/search/check.ts';
import { has } from '#core/search/matches.ts';
import { placeOf } from '#core/search/place.ts';
import type { Order, PostingLists } from '#core/search/ports.ts';
import { dictionaryWords, listsOfEntry, listsOfTicket, listsUntilChanged } from '#core/search/postings.ts';
import type { Query, Term } from '#core/search/query.ts';
import { searchTickets } from '#core/search/search-tickets.ts';
import { passes } from '#core/search/tells.ts';
import { entryTexts, ticketTexts } from '#core/search/texts.ts';
import { wordsOf } from '#core/search/words-of.ts';
import { readWith } from '#core/ticket/assignee.ts';
import type { Entry } from '#core/ticket/entry.ts';
import { newestFirst, type Position, type Ticket } from '#core/ticket/ticket.ts';

type Limits = ConstructorParameters<typeof Budget>[0];

/** A ticket with its entries. */
export interface Stored {
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
}

/** Tickets with their lists in memory, of which a page has at most `pageSize` places. `stale` has lists by ticket in which they still are. */
export function searchedDesk(
  desk: readonly Stored[],
  {
    team,
    read = new Map(),
    pageSize = 1000,
    stale = new Map(),
  }: {
    readonly team: Team;
    readonly read?: ReadonlyMap<string, number>;
    readonly pageSize?: number;
    readonly stale?: ReadonlyMap<string, readonly string[]>;
  },
) {
  const lists = new Map<string, Set<string>>();
  const words = new Set<string>();
  for (const { ticket, entries } of desk) {
    const own = [
      ...listsOfTicket(ticket),
      ...listsUntilChanged(ticket),
      ...entries.flatMap(listsOfEntry),
      ...(stale.get(ticket.id) ?? []),
    ];
    for (const list of own) lists.set(list, (lists.get(list) ?? new Set()).add(placeOf(ticket)));
    for (const word of dictionaryWords(own)) words.add(word);
  }
  let requests = 0;
  const postings: PostingLists = {
    async page(list, { start, end, order }, limit) {
      requests += 1;
      const [from, to] = order === 'newest' ? [end, start] : [start, end];
      if (from > to) throw new Error('DynamoDB refuses an empty span.');
      const sorted = [...(lists.get(list) ?? [])].filter((place) => place >= from && place <= to).sort();
      if (order === 'newest') sorted.reverse();
      const places = sorted.slice(0, Math.min(limit, pageSize));
      return { places, more: places.length < sorted.length };
    },
    async having(list, places) {
      requests += 1;
      return new Set(places.filter((place) => lists.get(list)?.has(place)));
    },
    async completions(beginning, most) {
      return [...words]
        .filter((word) => word.startsWith(beginning))
        .sort()
        .slice(0, most);
    },
  };
  const world: World = {
    postings,
    tickets: { all: async (ids) => desk.map(({ ticket }) => ticket).filter(({ id }) => ids.includes(id)) },
    threads: {
      async *since(id) {
        yield desk.find(({ ticket }) => ticket.id === id)?.entries ?? [];
      },
    },
    marks: { ofEach: async () => read },
  };
  return {
    world,
    requests: () => requests,
    /** Returns the ids of all that a search finds, page after page. */
    async find(query: Query, order: Order, limit: number, most?: Limits): Promise<readonly string[]> {
      const ids: string[] = [];
      let after: Position | undefined;
      do {
        const found = await searchTickets(world, query, { order, limit, after }, { id: 'me', team }, new Budget(most));
        ids.push(...found.tickets.map(({ id }) => id));
        if (found.tickets.length > limit) throw new Error('The page is too long.');
        after = found.next;
      } while (after);
      return ids;
    },
    /** Returns the same by looking at each ticket. */
    scan(query: Query, order: Order): readonly string[] {
      const hits = desk
        .map((one) => ({ ...one, ticket: readWith(team, one.ticket) }))
        .filter((one) => isHit(one, query, read))
        .map(({ ticket }) => ticket)
        .toSorted(newestFirst)
        .map(({ id }) => id);
      return order === 'newest' ? hits : hits.toReversed();
    },
  };
}

function isHit({ ticket, entries }: Stored, { terms, filters }: Query, read: ReadonlyMap<string, number>): boolean {
  const texts = [...ticketTexts(ticket), ...ticket.tags, ...entries.flatMap(entryTexts)].map(wordsOf);
  const holds = (term: Term) => {
    // A single character stands for itself alone.
    const isPrefix = term.isPrefix && [...(term.words.at(-1) ?? '')].length > 1;
    return texts.some((text) => has(text, { ...term, isPrefix }));
  };
  const files = [ticket, ...entries].some(({ attachments = [] }) => attachments.length > 0);
  const notes = entries.some(({ kind }) => kind === 'note');
  return (
    terms.every((term) => holds(term) !== term.isNot) &&
    passes(ticket, filters, read) &&
    filters.every((filter) => filter.key !== 'has' || (filter.value === 'file' ? files : notes) !== filter.isNot)
  );
}
