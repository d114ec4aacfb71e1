import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PollTag, stillHolds } from '#core/views/poll-tag.ts';

const SECOND = 1000;
const state = { generation: 2, revision: 7, changedAt: 100 * SECOND };
const tag: PollTag = { generation: 2, revision: 7, representation: 'open', readAt: 115 * SECOND };
const at = (seconds: number) => seconds * SECOND;

describe('a poll tag', () => {
  it('is valid while nothing has changed', () => {
    expect(stillHolds(tag, state, 'open', at(115))).toBe(true);
    expect(stillHolds(tag, state, 'open', at(234))).toBe(true);
  });

  it.each([
    ['something has changed', { ...state, revision: 8 }],
    ['the views were rebuilt', { ...state, generation: 3 }],
    ['the index may still have lagged when it was read', { ...state, changedAt: at(100) + 1 }],
  ])('is invalid when %s', (_, later) => {
    expect(stillHolds(tag, later, 'open', at(120))).toBe(false);
  });

  it('is invalid for another request', () => {
    expect(stillHolds(tag, state, 'closed', at(120))).toBe(false);
  });

  it('expires, because the consumer may have stopped', () => {
    expect(stillHolds(tag, state, 'open', at(235))).toBe(false);
  });

  it('is invalid if it comes from the future, from a clock that is ahead', () => {
    expect(stillHolds(tag, state, 'open', at(115) - 1)).toBe(false);
  });

  it('never hides a change for longer than two minutes plus the lag of the index, whatever the clocks, the consumer and the index do', () => {
    const times = fc.nat({ max: at(600) });
    const skew = fc.integer({ min: -5 * SECOND, max: 5 * SECOND });
    fc.assert(
      fc.property(
        fc.record({
          writtenAt: times,
          /** The delay of the index and of the consumer; the consumer may never process it. */
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
            // Only while the consumer hasn't processed it, and then not for long.
            expect(polledAt).toBeLessThan(appliedAt);
            expect(polledAt - readAt).toBeLessThan(at(130));
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
