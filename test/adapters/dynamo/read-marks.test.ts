import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoReadMarks } from '#adapters/dynamo/dynamo-read-marks.ts';
import type { ReadMarks } from '#core/ticket/read-marks.ts';
import { newestFirst, type Position } from '#core/ticket/ticket.ts';
import { startEngine, unreachableClient } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
let marks: ReadMarks;
beforeAll(async () => {
  engine = await startEngine();
  marks = dynamoReadMarks(engine.tables.personal, engine.client);
});
afterAll(() => engine.close());

const ticket = (second: number): Position => ({
  id: randomUUID(),
  createdAt: `2026-11-28T10:00:${String(second).padStart(2, '0')}.000000000Z`,
});

describe('the marks of what an agent has read', () => {
  it('are their own, and count up', async () => {
    const [dana, ben, one] = [randomUUID(), randomUUID(), ticket(1)];
    expect(await marks.revision(dana)).toBe(0);
    await marks.mark(dana, one, 3);
    expect(await marks.of(dana, [one])).toEqual(new Map([[one.id, 3]]));
    expect(await marks.of(ben, [one])).toEqual(new Map());
    expect([await marks.revision(dana), await marks.revision(ben)]).toEqual([1, 0]);
  });

  it('never go back, and what is read again writes nothing', async () => {
    const [dana, one] = [randomUUID(), ticket(1)];
    await Promise.all([3, 1, 2, 3].map((version) => marks.mark(dana, one, version)));
    const revision = await marks.revision(dana);
    await marks.mark(dana, one, 2);
    await marks.mark(dana, one, 3);
    expect(await marks.of(dana, [one])).toEqual(new Map([[one.id, 3]]));
    expect(await marks.revision(dana)).toBe(revision);
  });

  it('are found for any part of the list, in any order, whatever else was read', async () => {
    const all = Array.from({ length: 20 }, (_, index) => ticket(index >> 1)).sort(newestFirst);
    const dana = randomUUID();
    const read = new Map(all.filter((_, index) => index % 3 > 0).map(({ id }, index) => [id, index + 1]));
    for (const one of all) if (read.has(one.id)) await marks.mark(dana, one, read.get(one.id) ?? 0);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(all), async (page) => {
        const expected = page.flatMap(({ id }) => (read.has(id) ? [[id, read.get(id)] as const] : []));
        expect(await marks.of(dana, page)).toEqual(new Map(expected));
      }),
      { numRuns: 30 },
    );
  });

  it('are unavailable when the database is', async () => {
    const lost = dynamoReadMarks('personal', unreachableClient());
    for (const work of [lost.mark('dana', ticket(1), 1), lost.of('dana', [ticket(1)]), lost.revision('dana')]) {
      await expect(work).rejects.toMatchObject({ refusal: 'unavailable' });
    }
  });
});
