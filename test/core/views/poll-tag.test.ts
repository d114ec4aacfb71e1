import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PollTag, stillHolds } from '#core/views/poll-tag.ts';

const SECOND = 1000;
const state = { generation: 2, revision: 7, changedAt: 100 * SECOND };
const tag: PollTag = { generation: 2, revision: 7, representation: 'open', readAt: 115 * SECOND };
const at = (seconds: number) => seconds * SECOND;

describe('a poll tag', () => {
  it('holds while nothing has changed', () => {
    expect(stillHolds(tag, state, 'open', at(115))).toBe(true);
    expect(stillHolds(tag, state, 'open', at(234))).toBe(true);
  });

  it.each([
    ['something has changed', { ...state, revision: 8 }],
    ['the views were made anew', { ...state, generation: 3 }],
    ['the index may still have lagged when it was read', { ...state, changedAt: at(100) + 1 }],
  ])('does not hold when %s', (_, later) => {
    expect(stillHolds(tag, later, 'open', at(120))).toBe(false);
  });

  it('does not hold for another question', () => {
    expect(stillHolds(tag, state, 'closed', at(120))).toBe(false);
  });

  it('does not hold for ever: the consumer may have stopped', () => {
    expect(stillHolds(tag, state, 'open', at(235))).toBe(false);
  });

  it('does not hold if it comes from the future, of a clock that is ahead', () => {
    expect(stillHolds(tag, state, 'open', at(115) - 1)).toBe(false);
  });

  it('never lets a client miss a change for longer than two minutes and the lag of the index, whatever the clocks, the consumer and the index do', () => {
    const times = fc.nat({ max: at(600) });
    const skew = fc.integer({ min: -5 * SECOND, max: 5 * SECOND });
    fc.assert(
      fc.property(
        fc.record({
          writtenAt: times,
          /** How long the index and the consumer take; the consumer may never come to it. */
          indexLag: fc.nat({ max: at(5) }),
          consumerLag: fc.option(fc.nat({ max: at(300) })),
          consumerSkew: skew,
          readAt: times,
          readerSkew: skew,
          polledAt: times,
          pollerSkew: skew,
        }),
        ({ writtenAt, indexLag, consumerLag, consumerSkew, readAt, readerSkew, polledAt, pollerSkew }) => {
          fc.pre(readAt <= polledAt);
          const appliedAt = consumerLag === null ? Number.POSITIVE_INFINITY : writtenAt + consumerLag;
          const stateAt = (time: number) =>
            time >= appliedAt
              ? { generation: 1, revision: 1, changedAt: appliedAt + consumerSkew }
              : { generation: 1, revision: 0, changedAt: 0 };
          const read = { ...stateAt(readAt), representation: 'open', readAt: readAt + readerSkew };
          const missedChange = readAt < writtenAt + indexLag && polledAt >= writtenAt;
          const unchanged = stillHolds(read, stateAt(polledAt), 'open', polledAt + pollerSkew);
          if (missedChange && unchanged) {
            // Only while the consumer has not come to it, and then not for long.
            expect(polledAt).toBeLessThan(appliedAt);
            expect(polledAt - readAt).toBeLessThan(at(130));
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
