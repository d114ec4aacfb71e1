import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTicketRecord } from '#adapters/dynamo/ticket-record.ts';
import { unavailable } from '#core/errors.ts';
import { consumer, inPart, together } from '#functions/stream/consumer.ts';
import { openTicket } from '#test/core/arbitraries.ts';
import { recordOf } from './records.ts';

const record = (number: number) => ({ dynamodb: { SequenceNumber: String(number) } }) as DynamoDBRecord;
const numberOf = ({ dynamodb }: DynamoDBRecord) => Number(dynamodb?.SequenceNumber);

interface Line {
  readonly level: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly counts: readonly string[];
}

/** Returns a consumer that remembers what it applied; `poison` are numbers that can't be applied, `unreadable` those that can't be read. */
function setUp({ poison = [], unreadable = [] }: { poison?: readonly number[]; unreadable?: readonly number[] } = {}) {
  const applied = new Set<number>();
  const lines: Line[] = [];
  const write = (level: string) => (_: string, fields: Line['fields'], counts: readonly string[]) =>
    void lines.push({ level, fields, counts });
  const handler = consumer<number>({
    log: { info: write('info'), error: write('error') },
    read: (it) => {
      if (unreadable.includes(numberOf(it))) throw new Error('a customer’s text');
      return numberOf(it);
    },
    apply: together(async (numbers) => {
      if (numbers.some((number) => poison.includes(number))) throw new Error('a customer’s text');
      for (const number of numbers) applied.add(number);
    }),
    metric: 'ChangesNotApplied',
  });
  return { handler, applied, lines };
}

const failed = (answer: { batchItemFailures: { itemIdentifier: string }[] }) =>
  answer.batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier)).sort((a, b) => a - b);

describe('a consumer', () => {
  it('applies a batch at once and logs one line', async () => {
    const { handler, applied, lines } = setUp();
    expect(await handler({ Records: [record(1), record(2)] })).toEqual({ batchItemFailures: [] });
    expect([...applied]).toEqual([1, 2]);
    expect(lines).toEqual([
      { level: 'info', fields: { records: 2, failed: 0, duration_ms: expect.any(Number) }, counts: [] },
    ]);
  });

  it('applies every record that it can, at the first attempt, and reports exactly those that it can’t', async () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(numbers, numbers, async (poison, unreadable) => {
        const { handler, applied } = setUp({ poison, unreadable });
        const all = Array.from({ length: 20 }, (_, index) => index + 1);
        const bad = all.filter((number) => poison.includes(number) || unreadable.includes(number));
        expect(failed(await handler({ Records: all.map(record) }))).toEqual(bad);
        expect([...applied].sort((a, b) => a - b)).toEqual(all.filter((number) => !bad.includes(number)));
      }),
    );
  });

  it('counts a failed batch, and logs where it failed, but nothing that a customer wrote', async () => {
    const { handler, lines } = setUp({ poison: [2] });
    await handler({ Records: [record(1), record(2), record(3)] });
    expect(lines).toMatchObject([
      {
        level: 'error',
        fields: { records: 3, failed: 1, sequence_number: '2', error: 'Error' },
        counts: ['ChangesNotApplied'],
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain('customer');
  });

  it('tries once, not record by record, when the database is unreachable', async () => {
    let asked = 0;
    const handler = consumer<number>({
      log: { info: () => {}, error: () => {} },
      read: numberOf,
      apply: together(async () => {
        asked += 1;
        throw unavailable("The database didn't respond.");
      }),
      metric: 'ChangesNotApplied',
    });
    expect(failed(await handler({ Records: [record(1), record(2), record(3)] }))).toEqual([1, 2, 3]);
    expect(asked).toBe(1);
  });
});

describe('a consumer whose work may fail in part', () => {
  it('applies all at once, and reports those that failed, with the cause', async () => {
    const asked: number[][] = [];
    const lines: object[] = [];
    const handler = consumer<number>({
      log: { info: () => {}, error: (_, fields) => void lines.push(fields) },
      read: numberOf,
      apply: inPart(async (numbers) => {
        asked.push([...numbers]);
        return new Map(numbers.filter((number) => number % 2 === 0).map((number) => [number, new TypeError('No.')]));
      }),
      metric: 'ChangesNotApplied',
    });
    expect(failed(await handler({ Records: [1, 2, 3, 4].map(record) }))).toEqual([2, 4]);
    expect(asked).toEqual([[1, 2, 3, 4]]);
    expect(lines).toMatchObject([{ records: 4, failed: 2, sequence_number: '2', error: 'TypeError' }]);
  });
});

describe('a change record of a ticket', () => {
  it('contains the ticket as the change left it, or as it was before its removal', () => {
    fc.assert(
      fc.property(openTicket, fc.boolean(), (ticket, removed) => {
        const timely = { ...ticket, createdAt: '2026-11-01T10:00:00.000000000Z' };
        expect(readTicketRecord(recordOf({ ticket: timely, removed }, 1))).toEqual({ ticket: timely, removed });
      }),
    );
  });

  it.each([
    ['no image', {}],
    ['another item', { id: { S: 'x' }, entry: { S: 'ticket' } }],
    ['no time', { created_at: { S: 'yesterday' } }],
    ['a day that does not exist', { created_at: { S: '2026-11-31T10:00:00.000000000Z' } }],
    ['an hour that does not exist', { closed_at: { S: '2026-11-30T25:00:00.000000000Z' } }],
    ['no version', { version: { N: '0' } }],
    ['an unknown status', { status: { S: 'lost' } }],
  ])('with %s is refused, without quoting it', (_, image) => {
    const [ticket] = fc.sample(openTicket, { numRuns: 1, seed: 1 });
    if (!ticket) throw new Error('There is a sample.');
    const good = recordOf({ ticket }, 1);
    const whole = Object.keys(image).length === 1 ? { ...good.dynamodb?.NewImage, ...image } : image;
    const bad = { ...good, dynamodb: { ...good.dynamodb, NewImage: whole } } as DynamoDBRecord;
    expect(() => readTicketRecord(bad)).toThrow('This change record contains no ticket.');
  });
});
