import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Report, run, type Target } from '#dashboard/bulk/run.ts';
import type { BulkResult, ChangeTickets } from '#dashboard/wire/bulk-api.ts';
import { ProblemError, Unreachable } from '#dashboard/wire/errors.ts';
import { numbered } from '#test/dashboard/tickets.ts';

const targetsOf = (count: number): Target[] =>
  Array.from({ length: count }, (_, number) => {
    const before = numbered(number);
    return { id: before.id, version: before.version, before };
  });

/** A desk that changes each ticket once for a key, as far as its `mood` lets it: what each request meets, and then nothing more. */
function moodyDesk(moods: readonly (Mood | undefined)[], refuses: (id: string) => boolean = () => false) {
  const requests: { readonly ids: readonly string[]; readonly key: string }[] = [];
  const changes = new Map<string, number>();
  const done = new Set<string>();
  const send: ChangeTickets = async (tickets, _, key) => {
    const mood = moods[requests.length];
    requests.push({ ids: tickets.map(({ id }) => id), key });
    if (mood === 'offline') throw new Unreachable('No response');
    if (mood === 'busy') throw new ProblemError(503, 'Busy');
    if (mood === 'signedOut') throw new ProblemError(401, 'Unknown key');
    const results = tickets.map(({ id, version }, place): BulkResult => {
      const of = (status: number) => ({ id, status, ticket: undefined, detail: `${status}` });
      if (mood === 'slow' && place % 2 === 1) return of(503);
      if (refuses(id)) return of(412);
      if (!done.has(`${key} ${id}`)) changes.set(id, (changes.get(id) ?? 0) + 1);
      done.add(`${key} ${id}`);
      return { ...of(200), ticket: { ...numbered(0), id, version: version + 1 } };
    });
    if (mood === 'lost') throw new Unreachable('No response');
    return results;
  };
  return { requests, changes, send };
}
type Mood = 'offline' | 'busy' | 'lost' | 'slow' | 'signedOut';

function world(send: ChangeTickets, stop = new AbortController(), onWait = () => {}) {
  const waits: number[] = [];
  const told: number[] = [];
  const taken: Omit<Report, 'left'>[] = [];
  const wait = async (milliseconds: number) => {
    waits.push(milliseconds);
    onWait();
  };
  return {
    waits,
    told,
    taken,
    of: {
      send,
      key: 'key-1',
      signal: stop.signal,
      wait,
      tell: ({ through }: { readonly through: number }) => void told.push(through),
      take: (report: Omit<Report, 'left'>) => void taken.push(report),
    },
  };
}

const change = { status: 'closed' } as const;
const idsOf = (targets: readonly { readonly target: Target }[]) => targets.map(({ target }) => target.id);

describe('a run', () => {
  it('sends a hundred at a time under one key, and tells how far it is', async () => {
    const desk = moodyDesk([]);
    const { of, told } = world(desk.send);
    const { done, refused, left } = await run([{ change, targets: targetsOf(240) }], of);
    expect(desk.requests.map(({ ids, key }) => [ids.length, key])).toEqual([
      [100, 'key-1'],
      [100, 'key-1'],
      [40, 'key-1'],
    ]);
    expect(told).toEqual([0, 100, 200]);
    expect([done.length, refused, left]).toEqual([240, [], []]);
  });

  it('repeats what got no response for as long as it takes, with longer and longer pauses', async () => {
    const desk = moodyDesk(['lost', 'offline', 'offline', 'offline', 'offline', 'offline', 'lost']);
    const { of, waits } = world(desk.send);
    const { done } = await run([{ change, targets: targetsOf(3) }], of);
    expect(done).toHaveLength(3);
    expect([...desk.changes.values()]).toEqual([1, 1, 1]);
    expect(waits).toEqual([1000, 3000, 10_000, 30_000, 30_000, 30_000, 30_000]);
  });

  it('tries again those that the desk had no time for, and gives up after five times', async () => {
    const slow = moodyDesk(['slow', 'slow']);
    const { of } = world(slow.send);
    expect((await run([{ change, targets: targetsOf(4) }], of)).done).toHaveLength(4);
    expect(slow.requests.map(({ ids }) => ids.length)).toEqual([4, 2, 1]);

    const busy = moodyDesk(Array.from({ length: 9 }, () => 'busy' as const));
    const { refused } = await run([{ change, targets: targetsOf(2) }], world(busy.send).of);
    expect(busy.requests).toHaveLength(5);
    expect(refused.map(({ reason }) => reason)).toEqual(['Busy', 'Busy']);
  });

  it('stops after the batch under way when it is canceled, and knows what is in doubt', async () => {
    const stop = new AbortController();
    const desk = moodyDesk([undefined, 'lost']);
    const { of } = world(desk.send, stop, () => stop.abort());
    const { done, refused, left } = await run([{ change, targets: targetsOf(250) }], of);
    expect([done.length, refused.length, left.length]).toEqual([100, 100, 50]);
    expect(refused[0]).toMatchObject({ result: undefined, reason: undefined });
  });

  it('stops when the key is refused: the others are left', async () => {
    const { done, refused, left } = await run(
      [{ change, targets: targetsOf(250) }],
      world(moodyDesk([undefined, 'signedOut']).send).of,
    );
    expect([done.length, refused.length, left.length]).toEqual([100, 100, 50]);
  });

  it('accounts for every ticket once, and changes none twice, whatever happens', async () => {
    const moods = fc.array(
      fc.constantFrom<(Mood | undefined)[]>(undefined, 'offline', 'busy', 'lost', 'slow', 'signedOut'),
      { maxLength: 8 },
    );
    const settings = {
      count: fc.integer({ min: 0, max: 320 }),
      moods,
      refused: fc.integer({ min: 1, max: 9 }),
      stopAt: fc.integer({ min: 1, max: 20 }),
    };
    await fc.assert(
      fc.asyncProperty(fc.record(settings), async ({ count, moods, refused: every, stopAt }) => {
        const targets = targetsOf(count);
        const isRefused = (id: string) => targets.findIndex((target) => target.id === id) % every === 0;
        const desk = moodyDesk(moods, isRefused);
        const stop = new AbortController();
        let waited = 0;
        const { of, taken } = world(desk.send, stop, () => {
          waited += 1;
          if (waited === stopAt) stop.abort();
        });
        const { done, refused, left } = await run([{ change, targets }], of);
        const all = [...idsOf(done), ...idsOf(refused), ...left.map(({ id }) => id)];
        expect(all.toSorted()).toEqual(targets.map(({ id }) => id).toSorted());
        expect([...desk.changes.values()].every((times) => times === 1)).toBe(true);
        // What is said to be done is, and what is said not to have been tried was not changed.
        expect(idsOf(done).every((id) => desk.changes.has(id))).toBe(true);
        expect(left.some(({ id }) => desk.changes.has(id))).toBe(false);
        expect(taken.flatMap((report) => idsOf(report.done))).toEqual(idsOf(done));
        expect(taken.flatMap((report) => idsOf(report.refused))).toEqual(idsOf(refused));
      }),
      { numRuns: 60 },
    );
  });
});
