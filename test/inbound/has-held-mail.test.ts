import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoHeldMail } from '#adapters/dynamo/dynamo-held-mail.ts';
import { hasHeldMail } from '#core/inbound/has-held-mail.ts';
import { startEngine } from '#test/adapters/dynamo/engine.ts';
import { exampleHeldMail } from './example-held-mail.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

it('mail is held for a ticket if a person wrote it to its address, or to that of one merged into it, and it waits', async () => {
  const held = dynamoHeldMail(engine.tables.tickets, engine.client);
  const isFor = (id: string, merged?: readonly string[]) => hasHeldMail(held, { id, merged });
  await held.add(exampleHeldMail({ ticketId: null }));
  await held.add(exampleHeldMail({ ticketId: 'machine', automatic: 'auto_reply' }));
  const letter = exampleHeldMail({ ticketId: 'one' });
  await held.add(letter);
  for (const id of ['none', 'machine']) expect(await isFor(id)).toBe(false);
  expect([await isFor('one'), await isFor('two', ['zero', 'one'])]).toEqual([true, true]);
  await held.done(letter.id);
  expect([await isFor('one'), await isFor('two', ['zero', 'one'])]).toEqual([false, false]);
});

it('is found on any page', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 250 }), fc.integer({ min: 1, max: 250 }), async (place, count) => {
      const mails = Array.from({ length: count }, (_, index) =>
        exampleHeldMail({ ticketId: index === place ? 'one' : null }),
      );
      const page = async (limit: number, after?: string) => {
        const from = mails.findIndex(({ id }) => id === after) + 1;
        return { mails: mails.slice(from, from + limit), more: from + limit < count };
      };
      expect(await hasHeldMail({ page }, { id: 'one' })).toBe(place < count);
    }),
    { numRuns: 30 },
  );
});
