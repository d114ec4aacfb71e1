import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ticket } from '#core/ticket/ticket.ts';
import { COUNTS, contributionOf } from '#core/views/contribution.ts';
import { type Counters, none, sum } from '#core/views/counters.ts';
import { type Applied, fold, type Known, type TicketChange } from '#core/views/fold.ts';
import { SEPARATOR } from '#core/views/names.ts';
import { termCountersOf } from '#core/views/terms.ts';
import { openTicket } from '#test/core/arbitraries.ts';
import { leftOf, moved, noon, ticketLives } from './ticket-lives.ts';

/** Every change at least once, some twice, in any order, cut into batches at arbitrary points. */
const deliveries = ticketLives.chain((lives) => {
  const records = lives.flat();
  const again = records.length > 0 ? fc.array(fc.constantFrom(...records), { maxLength: 10 }) : fc.constant([]);
  return fc.record({
    lives: fc.constant(lives),
    records: again.chain((more) => {
      const sent = [...records, ...more];
      return fc.shuffledSubarray(sent, { minLength: sent.length });
    }),
    batch: fc.integer({ min: 1, max: 5 }),
  });
});

function deliver(records: readonly TicketChange[], batch: number): Counters {
  const applied = new Map<string, Applied>();
  let counters = none;
  for (let start = 0; start < records.length; start += batch) {
    const { steps, added } = fold(records.slice(start, start + batch), { applied, others: new Map(), terms: counters });
    for (const { id, after } of steps) applied.set(id, after);
    counters = sum(counters, added);
  }
  return counters;
}

const truth = (lives: readonly (readonly TicketChange[])[]) =>
  sum(...leftOf(lives).flatMap((ticket) => [contributionOf(ticket), termCountersOf(ticket)]));

const unknown: Known = { applied: new Map(), others: new Map(), terms: none };

describe('folding change records', () => {
  it('results in what the tickets add up to, however the records are repeated, delayed and cut', () => {
    fc.assert(
      fc.property(deliveries, ({ lives, records, batch }) => {
        expect(deliver(records, batch)).toEqual(truth(lives));
      }),
    );
  });

  it('changes nothing when everything is replayed', () => {
    fc.assert(
      fc.property(deliveries, ({ lives, records, batch }) => {
        expect(deliver([...records, ...records], batch)).toEqual(truth(lives));
      }),
    );
  });

  it('writes no step for a version that isn’t newer', () => {
    fc.assert(
      fc.property(openTicket, (ticket) => {
        const closed = { ...moved(ticket, 'closed', noon(3)), version: 3 };
        const known = { version: 3, contribution: contributionOf(closed) };
        const changes = [{ ticket }, { ticket: closed }];
        expect(fold(changes, { ...unknown, applied: new Map([[ticket.id, known]]) })).toEqual({
          steps: [],
          moves: [],
          listMoves: [],
          added: none,
        });
        const { steps } = fold(changes.toReversed(), unknown);
        expect(steps.map(({ after }) => after.version)).toEqual([3]);
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
    createdAt: noon(1),
    assignee: null,
    snoozedUntil: null,
    targets: undefined,
  };

  it('is a count, its day and its terms', () => {
    expect(contributionOf(submitted)).toEqual(
      new Map([
        [
          COUNTS,
          new Map([
            [['tickets', 'open', 'high', 'Email (48h response)'].join(SEPARATOR), 1],
            [['queue', 'none'].join(SEPARATOR), 1],
          ]),
        ],
        [
          '2026-11-01',
          new Map([
            ['opened', 1],
            ['unclosed', 1],
          ]),
        ],
      ]),
    );
    expect(termCountersOf(submitted)).toEqual(
      new Map([
        [
          '2026-11-01#terms',
          new Map([
            [`subject${SEPARATOR}refund for refund of my order #4711`, 1],
            [`word${SEPARATOR}refund`, 1],
            [`word${SEPARATOR}order`, 1],
          ]),
        ],
      ]),
    );
  });

  it('includes, with targets, whether the first reply and closing were in time, by tier and assignee, each on its day', () => {
    const at = (day: number) => Date.parse(noon(day));
    const targets = { calendar: null, replyDueAt: at(2), resolveDueAt: at(3), repliedAt: at(2), pausedAt: null };
    const assignee = { id: 'a1', name: 'Dana' };
    const counted = (of: Partial<Ticket>) => contributionOf({ ...submitted, targets, assignee, ...of });
    const name = (...parts: string[]) => parts.join(SEPARATOR);
    const tier = 'Email (48h response)';
    expect(counted({}).get('2026-11-02')).toEqual(
      new Map([
        ['replied', 1],
        ['seconds_to_reply', 86_400],
        [name('to_reply', '120'), 1],
        [name('reply', 'met', tier, 'a1'), 1],
      ]),
    );
    const late = counted({ targets: { ...targets, repliedAt: at(2) + 1 }, assignee: null }).get('2026-11-02');
    expect(late?.get(name('reply', 'missed', tier, ''))).toBe(1);
    const closed = (day: number) =>
      contributionOf({ ...moved(submitted, 'closed', noon(day)), targets }).get(`2026-11-0${day}`);
    expect(closed(3)?.get(name('resolve', 'met', tier, ''))).toBe(1);
    expect(closed(4)?.get(name('resolve', 'missed', tier, ''))).toBe(1);
    expect([...counted({ targets: { ...targets, repliedAt: null } }).keys()]).toEqual([COUNTS, '2026-11-01']);
  });

  it('includes, once closed, the time that took, on the day of closing, until it is reopened', () => {
    const closed = moved(submitted, 'closed', noon(3));
    expect(contributionOf(closed).get('2026-11-03')).toEqual(
      new Map([
        ['closed', 1],
        ['seconds_to_close', 172_800],
        [`to_close${SEPARATOR}127`, 1],
      ]),
    );
    expect(contributionOf(closed).get('2026-11-01')).toEqual(new Map([['opened', 1]]));
    const sameDay = contributionOf(moved(submitted, 'closed', noon(1))).get('2026-11-01');
    expect([sameDay?.get('opened'), sameDay?.get('closed'), sameDay?.get('unclosed')]).toEqual([1, 1, undefined]);
    expect([...contributionOf(moved(closed, 'open', noon(4))).keys()]).toEqual([COUNTS, '2026-11-01']);
  });
});
