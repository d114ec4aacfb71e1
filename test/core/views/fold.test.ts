import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withStatus } from '../../../functions/core/change-status.ts';
import type { Ticket } from '../../../functions/core/ticket.ts';
import { COUNTS, contributionOf, SEPARATOR } from '../../../functions/core/views/contribution.ts';
import { type Counters, none, sum } from '../../../functions/core/views/counters.ts';
import { type Applied, fold } from '../../../functions/core/views/fold.ts';
import { anyStatus, openTicket } from '../arbitraries.ts';

const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T12:00:00.000000000Z`;

/** A ticket's versions, from its submission on. */
const life = fc
  .tuple(openTicket, fc.array(fc.tuple(anyStatus, fc.integer({ min: 2, max: 28 })), { maxLength: 6 }))
  .map(([ticket, changes]) => {
    const versions = [ticket];
    let last = ticket;
    for (const [status, day] of changes) {
      const next = withStatus(last, status, at(day));
      if (next !== last) versions.push(next);
      last = next;
    }
    return versions;
  });
const lives = fc.uniqueArray(life, { selector: ([first]) => first?.id, maxLength: 6 });

/** Every version at least once, some twice, in any order, cut into batches anywhere. */
const deliveries = lives.chain((all) => {
  const records = all.flat();
  return fc.record({
    lives: fc.constant(all),
    records: fc
      .array(fc.constantFrom(...(records.length > 0 ? records : [undefined])), { maxLength: 10 })
      .chain((again) => {
        const sent = [...records, ...again].filter((record) => record !== undefined);
        return fc.shuffledSubarray(sent, { minLength: sent.length });
      }),
    batch: fc.integer({ min: 1, max: 5 }),
  });
});

function deliver(records: readonly Ticket[], batch: number): Counters {
  const known = new Map<string, Applied>();
  let counters = none;
  for (let start = 0; start < records.length; start += batch) {
    const { steps, added } = fold(records.slice(start, start + batch), known);
    for (const { id, after } of steps) known.set(id, after);
    counters = sum(counters, added);
  }
  return counters;
}

const truth = (all: readonly (readonly Ticket[])[]) =>
  sum(...all.map((versions) => versions.at(-1)).map((ticket) => (ticket ? contributionOf(ticket) : none)));

describe('folding change records', () => {
  it('comes to what the tickets as they are add up to, however the records are repeated, delayed and cut', () => {
    fc.assert(
      fc.property(deliveries, ({ lives: all, records, batch }) => {
        expect(deliver(records, batch)).toEqual(truth(all));
      }),
    );
  });

  it('changes nothing when everything is replayed', () => {
    fc.assert(
      fc.property(deliveries, ({ lives: all, records, batch }) => {
        expect(deliver([...records, ...records], batch)).toEqual(truth(all));
      }),
    );
  });

  it('writes no step for a version that is not newer', () => {
    fc.assert(
      fc.property(life, (versions) => {
        const [first, last] = [versions[0], versions.at(-1)];
        fc.pre(first !== undefined && last !== undefined);
        const known = new Map([[last.id, { version: last.version, contribution: contributionOf(last) }]]);
        expect(fold(versions, known)).toEqual({ steps: [], added: none });
        expect(fold([last, first], new Map()).steps.map(({ after }) => after.version)).toEqual([last.version]);
      }),
    );
  });
});

describe('what a ticket contributes', () => {
  const [ticket] = fc.sample(openTicket, { numRuns: 1, seed: 1 });
  if (!ticket) throw new Error('There is a sample.');
  const submitted: Ticket = {
    ...ticket,
    subject: ' Refund for  REFUND of my order #4711 ',
    priority: 'high',
    supportTier: 'Email (48h response)',
    createdAt: at(1),
  };

  it('is itself, its day, and what it is about', () => {
    expect(contributionOf(submitted)).toEqual(
      new Map([
        [COUNTS, new Map([[['tickets', 'open', 'high', 'Email (48h response)'].join(SEPARATOR), 1]])],
        ['day#2026-11-01', new Map([['opened', 1]])],
        [
          'terms#2026-11-01',
          new Map([
            [`subject${SEPARATOR}refund for refund of my order #4711`, 1],
            [`word${SEPARATOR}refund`, 1],
            [`word${SEPARATOR}order`, 1],
            [`word${SEPARATOR}4711`, 1],
          ]),
        ],
      ]),
    );
  });

  it('is, once closed, how long that took, on the day of the closing; and no longer when it is reopened', () => {
    const closed = withStatus(submitted, 'closed', at(3));
    expect(contributionOf(closed).get('day#2026-11-03')).toEqual(
      new Map([
        ['closed', 1],
        ['seconds_to_close', 172_800],
        [`to_close${SEPARATOR}127`, 1],
      ]),
    );
    const sameDay = contributionOf(withStatus(submitted, 'closed', at(1))).get('day#2026-11-01');
    expect([sameDay?.get('opened'), sameDay?.get('closed')]).toEqual([1, 1]);
    const reopened = withStatus(closed, 'open', at(4));
    expect([...contributionOf(reopened).keys()]).toEqual([COUNTS, 'day#2026-11-01', 'terms#2026-11-01']);
  });
});
