import type { Team } from '#core/agents/team.ts';
import { readWith } from '#core/ticket/assignee.ts';
import type { ThreadStore, TicketStore } from '#core/ticket/ports.ts';
import type { ReadMarks } from '#core/ticket/read-marks.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { type Budget, unitsOfItems, unitsOfText } from './budget.ts';
import { factList, noteWordList, wordList } from './lists.ts';
import { has, matches } from './matches.ts';
import { placeOf, positionOf } from './place.ts';
import type { Place, PostingLists } from './ports.ts';
import type { Query, Term } from './query.ts';
import { passes } from './tells.ts';
import { entryTexts, ticketTexts } from './texts.ts';
import type { Candidate } from './walk.ts';
import { wordsOf } from './words-of.ts';

/** The stores that a search reads. */
export interface World {
  readonly postings: PostingLists;
  readonly tickets: Pick<TicketStore, 'all'>;
  readonly threads: Pick<ThreadStore, 'since'>;
  readonly marks: Pick<ReadMarks, 'ofEach'>;
}

/** Whoever searches, in their team. */
export interface Searcher {
  readonly id: string;
  readonly team: Team;
}

/**
 * Returns the tickets of at most 100 candidates that match a query, as they read with the team, in the order of the candidates. The lists may be behind
 * and say nothing about phrases, so the tickets are asked, and where that isn't enough their threads. Throws `unavailable`.
 */
export async function matching(
  world: World,
  query: Query,
  candidates: readonly Candidate[],
  { id, team }: Searcher,
  budget: Budget,
): Promise<readonly Ticket[]> {
  const places = candidates.map(({ place }) => positionOf(place));
  budget.nextRound();
  budget.spend(unitsOfItems(places.length));
  const asksUnread = query.filters.some((filter) => filter.key === 'is' && filter.value === 'unread');
  if (asksUnread) budget.spend(unitsOfItems(places.length));
  const [found, read, excluded] = await Promise.all([
    world.tickets.all(
      places.map((place) => place.id),
      { eventual: true },
    ),
    asksUnread ? world.marks.ofEach(id, places) : new Map<string, number>(),
    excludedBy(world.postings, query, candidates, budget),
  ]);
  const byId = new Map(found.map((ticket) => [ticket.id, readWith(team, ticket)]));
  const phrases = query.terms.filter(({ words }) => words.length > 1);
  const hits = await Promise.all(
    candidates.map(async ({ place, doubtful }) => {
      const ticket = byId.get(positionOf(place).id);
      const mayMatch =
        ticket &&
        !ticket.mergedInto &&
        placeOf(ticket) === place &&
        !excluded.has(place) &&
        passes(ticket, query.filters, read) &&
        doubtful.every((term) => isTag(ticket, term)) &&
        !query.terms.some((term) => term.isNot && isTag(ticket, term));
      return mayMatch && (await hasPhrases(world, ticket, phrases, budget)) ? [ticket] : [];
    }),
  );
  return hits.flat();
}

const isTag = ({ tags }: Ticket, term: Term): boolean => tags.some((tag) => has(wordsOf(tag), term));

/** Returns the places of tickets that have a word, a file or a note which they must not have. */
async function excludedBy(
  postings: PostingLists,
  { terms, filters }: Query,
  candidates: readonly Candidate[],
  budget: Budget,
): Promise<ReadonlySet<Place>> {
  const places = candidates.map(({ place }) => place);
  const words = terms.flatMap(({ isNot, words: [word, ...others] }) =>
    isNot && word !== undefined && others.length === 0 ? [wordList(word), noteWordList(word)] : [],
  );
  const contents = filters.flatMap((filter) =>
    filter.key === 'has' && filter.isNot ? [factList('has', filter.value)] : [],
  );
  const lists = [...words, ...contents];
  budget.spend(unitsOfItems(lists.length * places.length));
  const having = await Promise.all(lists.map((list) => postings.having(list, places)));
  return new Set(having.flatMap((some) => [...some]));
}

/** Returns true if a ticket's texts match phrases; its thread is read only if its own texts leave that open. */
async function hasPhrases(
  { tickets, threads }: Pick<World, 'tickets' | 'threads'>,
  ticket: Ticket,
  phrases: readonly Term[],
  budget: Budget,
): Promise<boolean> {
  const texts = [...ticketTexts(ticket), ...ticket.tags];
  if (phrases.every(({ isNot }) => !isNot) && matches(phrases, texts)) return true;
  const { merged = [] } = ticket;
  if (merged.length > 0) texts.push(...(await tickets.all(merged, { eventual: true })).flatMap(ticketTexts));
  for (const id of [ticket.id, ...merged]) {
    for await (const entries of threads.since(id, 1)) {
      const more = entries.flatMap(entryTexts);
      budget.spend(unitsOfText(more));
      texts.push(...more);
    }
  }
  return matches(phrases, texts);
}
