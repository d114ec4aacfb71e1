import { describe, expect, it } from 'vitest';
import { patience } from '../../functions/adapters/aws-client.ts';
import { audit } from './audit.ts';
import { requestsTo } from './exchanges.ts';
import { type Fault, fatesUnder, faults } from './fates.ts';
import { startFaultyDesk } from './faulty-desk.ts';
import { runWorkload, submitPairs } from './workload.ts';

/** `FAULT_OPERATIONS` under each fault; without, as many as fit: stalls take their time, conflicts none. */
const asked = process.env.FAULT_OPERATIONS;
const fitting: Partial<Record<Fault, number>> = { 'stall past the timeout': 100, 'lost answers and conflicts': 600 };
const operationsUnder = (fault: Fault) => Number(asked ?? fitting[fault] ?? 250);
/** More of them while most of them wait. */
const clientsUnder = (fault: Fault) => (fault === 'stall past the timeout' ? 50 : 24);
const PATIENCE_MS = asked ? 1_800_000 : 60_000;

const names = Object.keys(faults) as Fault[];

describe.concurrent('under faults between functions and database', () => {
  it.for(names.map((name, index) => [name, index + 1] as const))(
    'nothing acknowledged is lost, nothing is done twice, no conflict is false: %s',
    { timeout: PATIENCE_MS },
    async ([fault, seed], { onTestFinished }) => {
      const clients = clientsUnder(fault);
      const desk = await startFaultyDesk();
      onTestFinished(desk.close);
      const requests = requestsTo(desk);
      const pairs = await submitPairs(requests, clients);
      desk.decideBy(fatesUnder(fault, seed));
      await runWorkload(requests, pairs, seed, operationsUnder(fault), clients);
      const items = await desk.end();
      const { exchanges } = requests;
      expect(audit(exchanges, items).slice(0, 10)).toEqual([]);
      const answers = Object.fromEntries(Map.groupBy(exchanges, ({ status }) => status));
      // Faults that nothing survives would prove nothing.
      expect(answers[200]?.length).toBeGreaterThan(exchanges.length / 3);
    },
  );

  it('a request that the database lets crawl is told within 8 seconds to try again', async ({ onTestFinished }) => {
    const desk = await startFaultyDesk();
    onTestFinished(desk.close);
    const requests = requestsTo(desk);
    const { body } = await requests.submit('customer', 'Need help');
    let attempts = 0;
    // Agent, ticket and change are each answered, at the last attempt: twelve seconds together.
    desk.decideBy(() => (++attempts % patience.maxAttempts === 0 ? 'passes' : 'stalls before'));
    expect(await requests.close('agent', body.ticket_id)).toMatchObject({ status: 503 });
    expect(audit(requests.exchanges, await desk.end())).toEqual([]);
  });
});
