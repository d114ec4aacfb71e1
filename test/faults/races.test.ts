import { expect, it, onTestFinished } from 'vitest';
import { requestsTo } from './exchanges.ts';
import { startFaultyDesk } from './faulty-desk.ts';

const RACERS = 64;
const race = <T>(run: (racer: number) => Promise<T>) => Promise.all(Array.from({ length: RACERS }, (_, n) => run(n)));

async function desk() {
  const started = await startFaultyDesk();
  onTestFinished(started.close);
  return { ...started, ...requestsTo(started) };
}

it('64 racing submits with one Idempotency-Key create one ticket, and all get the same response', async () => {
  const { submit, end } = await desk();
  const answers = await race((racer) => submit(`racer-${racer}`, 'Need help', 'one-key'));
  const items = await end();
  expect(items).toHaveLength(1);
  const same = {
    success: true,
    ticket_id: items[0]?.id,
    support_level: items[0]?.user_support_tier,
    email: items[0]?.user_email,
  };
  expect(answers.map(({ status, body }) => ({ status, body }))).toEqual(
    Array.from({ length: RACERS }, () => ({ status: 200, body: same })),
  );
});

it('64 racing closes make one transition, with one entry and one closing time', async () => {
  const { submit, close, end } = await desk();
  const { ticket_id } = (await submit('customer', 'Need help')).body;
  const answers = await race((racer) => close(`racer-${racer}`, ticket_id));
  const items = await end();
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const [entry, ...others] = items.filter((item) => item.entry !== 'ticket');
  expect(others).toEqual([]);
  expect(entry).toMatchObject({
    id: ticket_id,
    version: 2,
    changes: [{ field: 'status', from: 'open', to: 'closed' }],
  });
  expect(items.find((item) => item.entry === 'ticket')).toMatchObject({
    status: 'closed',
    version: 2,
    closed_at: entry?.created_at,
  });
});
