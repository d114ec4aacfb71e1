import { timeLeft, withinDeadline } from '#core/deadline.ts';
import { DeskError, isPassing } from '#core/errors.ts';
import { hashOf } from '#core/idempotency.ts';
import type { Searcher } from '#core/search/check.ts';
import type { Count, CountMatches } from '#core/search/count-matches.ts';
import type { People } from '#core/search/filter.ts';
import { type Query, readQuery } from '#core/search/query.ts';
import type { ViewsState } from '#core/views/generation.ts';
import { INDEX_LAG_MS } from '#core/views/poll-tag.ts';
import type { SavedView } from './saved-view.ts';

/** A count, and everything that it was taken of. */
export interface KeptCount {
  readonly generation: number;
  readonly revision: number;
  /** The team's version: an inactive agent's tickets are nobody's. */
  readonly team: number;
  /** The revision of what the agent had read, if the query asks that; else 0. */
  readonly reads: number;
  /** Milliseconds since the epoch, before anything was read. */
  readonly readAt: number;
  readonly count: Count | null;
}

/** Keeps the latest count of each query. Every method throws `unavailable`. */
export interface SavedCounts {
  /** Returns the counts of at most 100 hashes, by them; may be a moment old. */
  of(hashes: readonly string[]): Promise<ReadonlyMap<string, KeptCount>>;
  keep(hash: string, count: KeptCount): Promise<void>;
}

/** The most counts that are taken for one response, all at once; and the milliseconds that are left to respond after them. */
export const MAX_COUNTED = 5;
const RESPONDING_MS = 1500;

interface World {
  readonly counts: SavedCounts;
  readonly countMatches: CountMatches;
}

interface Asked {
  readonly agent: Searcher;
  /** Read before the views were. */
  readonly state: ViewsState;
  readonly reads: number;
  readonly now: number;
}

/** The counts of saved views by their ids; with `isComplete` none is of an earlier revision, so they hold until the next. */
export interface CountedViews {
  readonly counts: ReadonlyMap<string, Count | null>;
  readonly isComplete: boolean;
}

/**
 * Returns the counts of an agent's views. A count is taken once for each revision, by whichever agent asks first, or twice if that was before an index
 * was sure to show the change; with `is:unread` it is one agent's. A response takes a few at most, beginning with those that are furthest behind: the
 * others are as they were, or null if they were never taken, until the next response. A query that no longer can be read has none.
 */
export async function countViews(
  { counts, countMatches }: World,
  { agent, state, reads, now }: Asked,
  views: readonly SavedView[],
): Promise<CountedViews> {
  const asked = views.flatMap((view) => countOf(view, agent, reads));
  const kept = new Map(await counts.of([...new Set(asked.map(({ hash }) => hash))]));
  const { generation, revision } = state;
  const isCurrent = ({ hash, reads }: CountAsked) => {
    const known = kept.get(hash);
    if (known?.generation !== generation || known.revision !== revision) return false;
    if (known.team !== agent.team.version || known.reads !== reads) return false;
    return known.readAt >= state.changedAt + INDEX_LAG_MS || now < state.changedAt + INDEX_LAG_MS;
  };
  const behind = new Map(asked.filter((one) => !isCurrent(one)).map((one) => [one.hash, one]));
  const age = ({ hash }: CountAsked) => kept.get(hash)?.readAt ?? 0;
  const next = [...behind.values()].sort((a, b) => age(a) - age(b)).slice(0, MAX_COUNTED);
  await withinDeadline(timeLeft() - RESPONDING_MS, () =>
    Promise.all(
      next.map(async ({ hash, query, reads }) => {
        try {
          const count = await countMatches(query, agent);
          const taken = { generation, revision, team: agent.team.version, reads, readAt: now, count };
          kept.set(hash, taken);
          behind.delete(hash);
          await counts.keep(hash, taken);
        } catch (error) {
          // The count stays as it was, or is forgotten, and the next response tries again.
          if (!isPassing(error)) throw error;
        }
      }),
    ),
  );
  return {
    counts: new Map(asked.map(({ id, hash }) => [id, kept.get(hash)?.count ?? null])),
    isComplete: behind.size === 0,
  };
}

interface CountAsked {
  readonly id: string;
  readonly query: Query;
  /** Of everything that distinguishes counts of one moment: queries that mean the same have one. */
  readonly hash: string;
  readonly reads: number;
}

function countOf({ id, query: text }: SavedView, { id: me, team }: Asked['agent'], reads: number): CountAsked[] {
  const query = readOrNone(text, { me, agents: team.agents });
  if (query === undefined) return [];
  const asksRead = query.filters.some((filter) => filter.key === 'is' && filter.value === 'unread');
  return [{ id, query, hash: hashOf(JSON.stringify(query), asksRead && me), reads: asksRead ? reads : 0 }];
}

/** A query that was right when it was saved may name an agent who has another name now. */
function readOrNone(text: string, people: People): Query | undefined {
  try {
    return readQuery(text, people);
  } catch (error) {
    if (error instanceof DeskError && error.refusal === 'invalid_fields') return undefined;
    throw error;
  }
}
