import { describe, expect, it, vi } from 'vitest';
import { unavailable } from '#core/errors.ts';
import { countViews, type KeptCount, MAX_COUNTED } from '#core/saved-views/count-saved-views.ts';
import type { SavedView } from '#core/saved-views/saved-view.ts';
import type { Count, CountMatches } from '#core/search/count-matches.ts';
import { INDEX_LAG_MS } from '#core/views/poll-tag.ts';

const CHANGED_AT = 1_000_000;
const LATER = CHANGED_AT + INDEX_LAG_MS;
const state = { generation: 1, revision: 5, changedAt: CHANGED_AT };
const member = { email: null, role: 'agent', isActive: true, createdAt: null } as const;
const team = { version: 3, agents: [{ id: 'ben', name: 'Ben', ...member }] };
const agent = { id: 'dana', team };
const asked = { agent, state, reads: 0, now: LATER };

const view = (id: string, query: string): SavedView => ({
  id,
  name: id,
  query,
  sort: 'newest',
  isShared: false,
  position: 0,
});

/** A desk in which every query matches as many tickets as `count` says; what is counted is kept from request to request. */
function deskWhere(count: () => Count | null = () => 1) {
  const kept = new Map<string, KeptCount>();
  const countMatches = vi.fn<CountMatches>(async () => count());
  const counts = {
    of: async (hashes: readonly string[]) =>
      new Map(hashes.flatMap((hash) => (kept.has(hash) ? [[hash, kept.get(hash) as KeptCount] as const] : []))),
    keep: async (hash: string, one: KeptCount) => void kept.set(hash, one),
  };
  const world = { counts, countMatches };
  return {
    kept,
    countMatches,
    /** Returns what an agent is shown, and how often something was counted for it. */
    ask: async (views: readonly SavedView[], changes: Partial<typeof asked> = {}) => {
      countMatches.mockClear();
      const { counts, isComplete } = await countViews(world, { ...asked, ...changes }, views);
      return { counts: Object.fromEntries(counts), isComplete, counted: countMatches.mock.calls.length };
    },
  };
}

describe('the count of a saved view', () => {
  it('is taken once for a revision, whoever asks, and again for the next', async () => {
    const { ask } = deskWhere(() => '100+');
    const views = [view('a', 'refund')];
    expect(await ask(views)).toEqual({ counts: { a: '100+' }, isComplete: true, counted: 1 });
    expect(await ask(views, { agent: { ...agent, id: 'eve' }, reads: 7 })).toMatchObject({ counted: 0 });
    expect(await ask(views, { state: { ...state, revision: 6 } })).toMatchObject({ counted: 1 });
    expect(await ask(views, { state: { ...state, generation: 2 } })).toMatchObject({ counted: 1 });
  });

  it('is one for queries that mean the same, and each agent’s own if it names them', async () => {
    const { ask } = deskWhere();
    expect(await ask([view('a', 'refund '), view('b', '"REFUND"')])).toMatchObject({
      counts: { a: 1, b: 1 },
      counted: 1,
    });
    const mine = [view('c', 'assignee:me')];
    expect(await ask(mine)).toMatchObject({ counted: 1 });
    expect(await ask([view('d', 'assignee:ben')], { agent: { ...agent, id: 'ben' } })).toMatchObject({ counted: 1 });
    expect(await ask(mine, { agent: { ...agent, id: 'ben' } })).toMatchObject({ counted: 0 });
  });

  it('is one agent’s own with is:unread, and changes with what they have read', async () => {
    const { ask } = deskWhere();
    const views = [view('a', 'is:unread')];
    expect(await ask(views, { reads: 1 })).toMatchObject({ counted: 1 });
    expect(await ask(views, { reads: 1 })).toMatchObject({ counted: 0 });
    expect(await ask(views, { reads: 2 })).toMatchObject({ counted: 1 });
    expect(await ask(views, { reads: 2, agent: { ...agent, id: 'eve' } })).toMatchObject({ counted: 1 });
  });

  it('changes with the team: what an inactive agent had is nobody’s', async () => {
    const { ask } = deskWhere();
    const views = [view('a', 'is:unassigned')];
    await ask(views);
    expect(await ask(views, { agent: { ...agent, team: { ...team, version: 4 } } })).toMatchObject({ counted: 1 });
  });

  it('is taken again once an index is sure to show the change, if it was taken before', async () => {
    const { ask } = deskWhere();
    const views = [view('a', 'refund')];
    expect(await ask(views, { now: CHANGED_AT + 1 })).toMatchObject({ counted: 1 });
    expect(await ask(views, { now: LATER - 1 })).toMatchObject({ counted: 0 });
    expect(await ask(views, { now: LATER })).toMatchObject({ counted: 1 });
    expect(await ask(views, { now: LATER + 1_000_000 })).toMatchObject({ counted: 0 });
  });

  it('stays as it was while too many are behind, and each gets its turn', async () => {
    let matches = 1;
    const { ask } = deskWhere(() => matches);
    const views = Array.from({ length: MAX_COUNTED + 2 }, (_, index) => view(`${index}`, `word${index}`));
    const first = await ask(views);
    expect(first).toMatchObject({ isComplete: false, counted: MAX_COUNTED });
    expect(Object.values(first.counts).filter((count) => count === null)).toHaveLength(2);
    expect(await ask(views, { now: LATER + 1 })).toMatchObject({ isComplete: true, counted: 2 });
    matches = 2;
    const next = await ask(views, { state: { ...state, revision: 6 }, now: LATER + 2 });
    expect(next).toMatchObject({ isComplete: false, counts: { 0: 2, [MAX_COUNTED]: 1, [MAX_COUNTED + 1]: 1 } });
  });

  it('stays as it was while the tickets can’t be read', async () => {
    const { ask, countMatches } = deskWhere();
    const views = [view('a', 'refund')];
    await ask(views);
    countMatches.mockRejectedValueOnce(unavailable('The database is too busy. Try again.'));
    const later = { state: { ...state, revision: 6 } };
    expect(await ask(views, later)).toEqual({ counts: { a: 1 }, isComplete: false, counted: 1 });
    expect(await ask(views, later)).toMatchObject({ isComplete: true, counted: 1 });
    countMatches.mockRejectedValueOnce(new Error('a bug'));
    await expect(ask(views)).rejects.toThrow('a bug');
  });

  it('is null if counting takes too long, and while the query can’t be read', async () => {
    const { ask } = deskWhere(() => null);
    expect(await ask([view('a', 'refund')])).toEqual({ counts: { a: null }, isComplete: true, counted: 1 });
    expect(await ask([view('b', 'assignee:gone')])).toEqual({ counts: {}, isComplete: true, counted: 0 });
  });
});
