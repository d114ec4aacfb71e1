import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { statuses } from '#core/ticket/ticket.ts';
import { apiClient } from '#test/api/client.ts';
import { json } from '#test/api/desk-under-test.ts';
import { type Desk, startDesk } from '#test/local/desk.ts';

let desk: Desk;
/** The end of the next batch, and whether it is delivered twice, drawn by the history under test. */
let cut: (records: number) => number = (records) => records;
beforeAll(async () => {
  desk = await startDesk({ delivery: { twice: 'in turn', cut: (records) => cut(records) } });
});
afterAll(() => desk.close());

const call = (...[method, path, init]: Parameters<ReturnType<typeof apiClient>>) =>
  apiClient(desk.url)(method, path, init);
const asAgent = (method: string, path: string, init: RequestInit = {}) =>
  call(method, `/api/admin/${path}`, {
    ...init,
    headers: { ...Object.fromEntries(new Headers(init.headers)), 'x-admin-key': desk.adminKey },
  });

const ids: string[] = [];
const steps = {
  submit: async () => {
    const headers = { authorization: `Bearer ${await desk.token()}` };
    const { json: answer } = await call('POST', '/api/support/contact', json({ subject: 'A', message: 'B' }, headers));
    ids.push(answer.ticket_id);
  },
  change: async (pick: number, status: string) => {
    const id = ids[pick % ids.length];
    if (id !== undefined) await asAgent('PATCH', `support-tickets/${id}`, json({ status }));
  },
  replay: async () => desk.consumers.replay(),
};

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant(() => steps.submit()) },
  {
    weight: 6,
    arbitrary: fc.tuple(fc.nat(), fc.constantFrom(...statuses)).map(
      ([pick, status]) =>
        () =>
          steps.change(pick, status),
    ),
  },
  { weight: 1, arbitrary: fc.constant(() => steps.replay()) },
);

/** Counts all tickets, one by one. */
async function counted(): Promise<Record<string, number>> {
  const all = { open: 0, in_progress: 0, closed: 0 };
  for (const id of ids) all[(await asAgent('GET', `support-tickets/${id}`)).json.status as keyof typeof all] += 1;
  return all;
}

async function told(): Promise<Record<string, number>> {
  const { open, in_progress, closed } = (await asAgent('GET', 'support-stats')).json;
  return { open, in_progress, closed };
}

it('the counts converge whatever happens in whatever order, over all shards, with lagging indexes, arbitrary batches and everything delivered twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 25 }),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
      async (history, cuts) => {
        let batches = 0;
        cut = (records) => Math.min(records, cuts[batches++ % cuts.length] ?? 1);
        const release = desk.holdIndexes();
        for (const one of history) await one();
        await desk.settled();
        const lagging = await told();
        await release();
        expect(lagging).toEqual(await counted());
        await desk.consumers.replay();
        await desk.settled();
        expect(await told()).toEqual(lagging);
      },
    ),
    { numRuns: Number(process.env.VIEW_RUNS ?? 5) },
  );
});
