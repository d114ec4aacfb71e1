import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statuses } from '#core/ticket/ticket.ts';
import { awake, corrected, include, isMove, moved } from '#dashboard/model/counts.ts';
import { numbered } from '#test/dashboard/tickets.ts';

const me = 'dana';
const counts = { open: 3, in_progress: 2, snoozed: 1, closed: 1, all: 7, mine: 2, unassigned: 1 };
const open = numbered(1);
const closed = numbered(1, { status: 'closed' });
const mine = numbered(1, { assignee: { id: me, name: 'Dana' } });
const close = { from: open, to: closed, at: 100_000 };

describe('counts', () => {
  it('follow the agent’s own changes', () => {
    expect(moved(counts, [close], me)).toEqual({ ...counts, open: 2, closed: 2, unassigned: 0 });
    expect(moved(counts, [{ from: open, to: mine }], me)).toEqual({ ...counts, mine: 3, unassigned: 0 });
    expect(moved(counts, [{ from: open, to: mine }], 'ben')).toEqual({ ...counts, unassigned: 0 });
  });

  it('come back to what they were when every change is undone', () => {
    const ticket = fc
      .record({
        status: fc.constantFrom(...statuses),
        assignee: fc.constantFrom(null, { id: me, name: 'Dana' }, { id: 'ben', name: 'Ben' }),
        snoozedUntil: fc.constantFrom(null, '2026-11-30T09:00:00.000000000Z'),
      })
      .map((changes) => numbered(1, changes));
    const changes = fc.array(fc.record({ from: ticket, to: ticket }), { maxLength: 5 });
    fc.assert(
      fc.property(changes, (moves) => {
        const many = { open: 9, in_progress: 9, snoozed: 9, closed: 9, all: 36, mine: 9, unassigned: 9 };
        const undone = moves.map(({ from, to }) => ({ from: to, to: from }));
        expect(moved(moved(many, moves, me), undone, me)).toEqual(many);
      }),
    );
  });

  it('are changed by what takes a ticket from one list to another', () => {
    expect(isMove(open, closed, me)).toBe(true);
    expect(isMove(open, mine, me)).toBe(true);
    expect(isMove(open, { ...open, priority: 'high' }, me)).toBe(false);
  });

  it('leave snoozed tickets out of what the desk counts, and change as they are snoozed', () => {
    const snoozed = { open: 2, in_progress: 1, queues: { mine: 1, unassigned: 2 } };
    const known = awake({ open: 5, in_progress: 3, closed: 1 }, { mine: 3, unassigned: 3 }, snoozed);
    expect(known).toEqual({ open: 3, in_progress: 2, snoozed: 3, closed: 1, all: 9, mine: 2, unassigned: 1 });
    const alone = awake({ open: 5, in_progress: 3, closed: 1 }, null, { ...snoozed, queues: null });
    expect(alone).toEqual({ ...known, mine: 0, unassigned: 0 });
    const asleep = numbered(1, { snoozedUntil: '2026-11-30T09:00:00.000000000Z' });
    expect(moved(known, [{ from: open, to: asleep }], me)).toEqual({ ...known, open: 2, snoozed: 4, unassigned: 0 });
    expect(moved(known, [{ from: asleep, to: { ...asleep, status: 'closed' } }], me)).toEqual({
      ...known,
      snoozed: 2,
      closed: 2,
    });
  });

  it('are not taken from an answer that may be older than a change', () => {
    expect(include([close], 115_000)).toBe(false);
    expect(include([close], 115_001)).toBe(true);
    expect(include([], 0)).toBe(true);
  });

  it('are corrected by a list that is loaded to its end', () => {
    expect(corrected(counts, 'open', [open])).toEqual({ ...counts, open: 1 });
    expect(corrected(counts, 'mine', [mine])).toEqual({ ...counts, mine: 1 });
    expect(corrected(counts, 'all', [open, numbered(2, { status: 'closed' })])).toEqual({
      ...counts,
      open: 1,
      in_progress: 0,
      snoozed: 0,
      closed: 1,
      all: 2,
    });
  });
});
