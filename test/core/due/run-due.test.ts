import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withinDeadline } from '#core/deadline.ts';
import { type DueEntry, later } from '#core/due/due-entry.ts';
import { paceOf } from '#core/due/pace.ts';
import { type Act, runDue } from '#core/due/run-due.ts';
import { memoryDueStore } from './memory-due-store.ts';

const noon = '2026-11-24T12:00:00.000000000Z';
const MINUTE = 60_000;
const minute = (minutes: number) => later(noon, minutes * MINUTE);
const now = (minutes: number) => Date.parse(noon) + minutes * MINUTE;
const mail = (subject: string, minutes: number, version = 1): DueEntry => ({
  kind: 'mail',
  subject,
  at: minute(minutes),
  version,
});
const inTurn = { turn: async () => {}, adapt: () => {} };

function worldOf(act: Act, ...entries: readonly DueEntry[]) {
  const { store, all } = memoryDueStore(...entries);
  const failures: unknown[] = [];
  const world = {
    due: store,
    acts: { mail: act, held_mail: act, snooze: act, auto_close: act },
    pace: inTurn,
    failed: (_: DueEntry, error: unknown) => void failures.push(error),
  };
  return { world, all, failures, run: (minutes: number) => runDue(world, now(minutes)) };
}

/** Notes which tickets it looks after, from which version on; nothing is owed afterwards. */
function noting() {
  const noted: string[] = [];
  const act: Act = async (subject, version) => {
    noted.push(`${subject} ${version}`);
    return { next: undefined };
  };
  return { noted, act };
}

describe('a run of the sweeper', () => {
  it('looks after what is due, earliest first, and removes what is done; the rest waits', async () => {
    const { noted, act } = noting();
    const entries = ['d', 'c', 'b', 'a', 'e', 'f'].map((subject, minute) => mail(subject, minute));
    const { run, all } = worldOf(act, ...entries);
    expect(await run(-1)).toEqual({ done: 0, later: 0, failed: 0, left: 0 });
    expect(await run(4.5)).toEqual({ done: 5, later: 0, failed: 0, left: 0 });
    expect(noted).toEqual(['d 1', 'c 1', 'b 1', 'a 1', 'e 1']);
    expect(all()).toEqual([mail('f', 5)]);
  });

  it('looks after a ticket with several entries once, from its earliest version on', async () => {
    const { noted, act } = noting();
    const { run, all } = worldOf(act, mail('a', 1, 4), mail('a', 2, 3), mail('b', 2, 2));
    expect(await run(3)).toMatchObject({ done: 2 });
    expect(noted).toEqual(['a 3', 'b 2']);
    expect(all()).toEqual([]);
  });

  it('puts off what is still owed, as one entry', async () => {
    const next = { at: minute(30), version: 3 };
    const { run, all } = worldOf(async () => ({ next }), mail('a', 1, 4), mail('a', 2, 3));
    expect(await run(3)).toEqual({ done: 0, later: 1, failed: 0, left: 0 });
    expect(all()).toEqual([mail('a', 30, 3)]);
  });

  it('leaves an entry that is due again at the same time', async () => {
    const next = { at: minute(1), version: 4 };
    const { run, all } = worldOf(async () => ({ next }), mail('a', 1, 4));
    await run(3);
    expect(all()).toEqual([mail('a', 1, 4)]);
  });

  it('leaves an entry that a newer version replaced meanwhile', async () => {
    const newer = mail('a', 1, 2);
    const { run, all, world } = worldOf(
      async () => {
        await world.due.put(newer);
        return { next: undefined };
      },
      mail('a', 1, 1),
    );
    await run(3);
    expect(all()).toEqual([newer]);
  });

  it('leaves an entry whose work fails, says why, and looks after the others', async () => {
    const { noted, act } = noting();
    const defect = new Error('A defect.');
    const failing: Act = async (subject, ...of) => {
      if (subject === 'b') throw defect;
      return act(subject, ...of);
    };
    const { run, all, failures } = worldOf(failing, ...['a', 'b', 'c', 'd', 'e'].map((id, minute) => mail(id, minute)));
    expect(await run(9)).toEqual({ done: 4, later: 0, failed: 1, left: 0 });
    expect(noted).toHaveLength(4);
    expect(failures).toEqual([defect]);
    expect(all()).toEqual([mail('b', 1)]);
  });

  it('ends before its deadline, and leaves the rest to the next', async () => {
    const { noted, act } = noting();
    const { world, run, all } = worldOf(act, ...['a', 'b', 'c', 'd'].map((id, minute) => mail(id, minute)));
    const ran = await withinDeadline(1_000, () => runDue(world, now(9)));
    expect(ran).toMatchObject({ done: 0, left: 3 });
    expect(noted).toEqual([]);
    expect(all()).toHaveLength(4);
    expect(await run(9)).toMatchObject({ done: 4, left: 0 });
  });

  it('keeps to the pace, and slows down for a busy service', async () => {
    const adapted: boolean[] = [];
    let turns = 0;
    const { world } = worldOf(
      async (subject) => ({ next: undefined, isBusy: subject === 'b' }),
      ...['a', 'b', 'c'].map((id, minute) => mail(id, minute)),
    );
    const pace = { turn: async () => void turns++, adapt: (isBusy: boolean) => void adapted.push(isBusy) };
    await runDue({ ...world, pace }, now(9));
    expect(turns).toBe(3);
    expect(adapted).toEqual([false, true, false]);
  });
});

it('whatever order runs come in, whenever, at once and on replayed entries, nothing owed is forgotten, and nothing due is left', async () => {
  const entry = fc.record({
    subject: fc.constantFrom('a', 'b', 'c', 'd'),
    minutes: fc.integer({ min: 0, max: 60 }),
    version: fc.integer({ min: 1, max: 4 }),
  });
  const step = fc.oneof(
    fc.record({ what: fc.constant('run' as const), at: fc.integer({ min: -10, max: 70 }), times: fc.nat({ max: 3 }) }),
    fc.record({ what: fc.constant('replay' as const), entry: fc.nat() }),
  );
  const entries = fc.array(entry, { minLength: 1, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(entries, fc.array(step, { maxLength: 15 }), async (owed, steps) => {
      const stored = owed.map(({ subject, minutes, version }) => mail(subject, minutes, version));
      const done = new Set<string>();
      const act: Act = async (subject, from) => {
        await Promise.resolve();
        for (const { subject: whose, version } of stored) {
          if (whose === subject && version >= from) done.add(`${subject} ${version}`);
        }
        return { next: undefined };
      };
      const { world, all, run } = worldOf(act);
      for (const one of stored) await world.due.put(one);
      for (const one of steps) {
        if (one.what === 'replay') await world.due.put(stored[one.entry % stored.length] as DueEntry);
        else await Promise.all(Array.from({ length: one.times }, () => run(one.at)));
      }
      await run(70);
      expect(all()).toEqual([]);
      const newestAt = new Map<string, DueEntry>();
      for (const one of stored) {
        const key = one.at + one.subject;
        if (one.version > (newestAt.get(key)?.version ?? 0)) newestAt.set(key, one);
      }
      for (const { subject, version } of newestAt.values()) expect(done).toContain(`${subject} ${version}`);
    }),
  );
});

describe('the pace', () => {
  function paced(perSecond: number) {
    const clock = { now: 0 };
    const pace = paceOf(
      perSecond,
      () => clock.now,
      async (milliseconds) => {
        clock.now += milliseconds;
      },
    );
    return { clock, pace };
  }

  it('is at most as many turns a second as it says, and never catches up', async () => {
    const { clock, pace } = paced(200);
    for (let turns = 0; turns < 401; turns += 1) await pace.turn();
    expect(clock.now).toBeCloseTo(2_000);
    clock.now += 60_000;
    const before = clock.now;
    for (let turns = 0; turns < 201; turns += 1) await pace.turn();
    expect(clock.now - before).toBeCloseTo(1_000);
  });

  it('halves with each busy answer, down to a turn in five seconds, and recovers step by step', async () => {
    const { clock, pace } = paced(200);
    const interval = async () => {
      await pace.turn();
      const before = clock.now;
      await pace.turn();
      return clock.now - before;
    };
    pace.adapt(true);
    expect(await interval()).toBeCloseTo(10);
    for (let times = 0; times < 20; times += 1) pace.adapt(true);
    expect(await interval()).toBeCloseTo(5_000);
    pace.adapt(false);
    expect(await interval()).toBeCloseTo(4_000);
    for (let times = 0; times < 60; times += 1) pace.adapt(false);
    expect(await interval()).toBeCloseTo(5);
  });
});
