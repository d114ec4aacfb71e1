import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statuses } from '#core/ticket/ticket.ts';
import { corrected, countOf, include, moved } from '#dashboard/model/counts.ts';
import { numbered } from '#test/dashboard/tickets.ts';

const counts = { open: 3, in_progress: 2, closed: 1 };
const close = { from: 'open', to: 'closed', at: 100_000 } as const;

describe('counts', () => {
  it('follow the agent’s own changes', () => {
    expect(moved(counts, [close])).toEqual({ open: 2, in_progress: 2, closed: 2 });
  });

  it('come back to what they were when every change is undone', () => {
    const status = fc.constantFrom(...statuses);
    const changes = fc.array(fc.record({ from: status, to: status, at: fc.constant(0) }), { maxLength: 5 });
    fc.assert(
      fc.property(changes, (moves) => {
        const many = { open: 9, in_progress: 9, closed: 9 };
        const undone = moves.map(({ from, to, at }) => ({ from: to, to: from, at }));
        expect(moved(moved(many, moves), undone)).toEqual(many);
      }),
    );
  });

  it('are not taken from an answer that may be older than a change', () => {
    expect(include([close], 115_000)).toBe(false);
    expect(include([close], 115_001)).toBe(true);
    expect(include([], 0)).toBe(true);
  });

  it('are corrected by a list that is loaded to its end', () => {
    expect(corrected(counts, 'open', [numbered(1)])).toEqual({ ...counts, open: 1 });
    expect(corrected(counts, 'all', [numbered(1), numbered(2, { status: 'closed' })])).toEqual({
      open: 1,
      in_progress: 0,
      closed: 1,
    });
  });

  it('add up to the total', () => {
    expect(countOf(counts, 'all')).toBe(6);
    expect(countOf(counts, 'in_progress')).toBe(2);
  });
});
