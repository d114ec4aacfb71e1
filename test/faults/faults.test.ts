import { describe, expect, it } from 'vitest';
import { patience } from '#adapters/aws-client.ts';
import { audit } from '#test/faults/audit/audit.ts';
import { requestsTo } from './exchanges.ts';
import { type Fault, fatesUnder, faults } from './fates.ts';
import { startFaultyDesk } from './faulty-desk.ts';
import { runWorkload, submitPairs } from './workload.ts';

/** `FAULT_OPERATIONS` under each fault; by default, as many as fit the time. */
const asked = process.env.FAULT_OPERATIONS;
const fitting: Partial<Record<Fault, number>> = { 'stall past the timeout': 100, 'lost responses and conflicts': 250 };
const operationsUnder = (fault: Fault) => Number(asked ?? fitting[fault] ?? 100);
/** More clients while most of them wait. */
const clientsUnder = (fault: Fault) => (fault === 'stall past the timeout' ? 50 : 24);
const PATIENCE_MS = asked ? 1_800_000 : 240_000;

const names = Object.keys(faults) as Fault[];
/** Under these, clients wait rather than work. */
const slow: readonly Fault[] = ['stall past the timeout', 'ThrottlingException'];
const quick = names.filter((fault) => !slow.includes(fault));

describe.concurrent('under faults between functions and database', () => {
  // One desk runs the quick faults, one after another; meanwhile the slow ones have a desk of their own.
  it.for([[quick], [slow]])(
    'nothing acknowledged is lost, nothing happens twice, no conflict is false: %s',
    { timeout: PATIENCE_MS },
    async ([all = []], { onTestFinished }) => {
      const desk = await startFaultyDesk();
      onTestFinished(desk.close);
      await desk.warmUp();
      const requests = requestsTo(desk);
      const workloads = all.map((name) => ({
        name,
        seed: names.indexOf(name) + 1,
        operations: operationsUnder(name),
        clients: clientsUnder(name),
      }));
      const pairs = await Promise.all(workloads.map((workload) => submitPairs(requests, workload)));
      for (const [index, workload] of workloads.entries()) {
        desk.decideBy(fatesUnder(workload.name, workload.seed));
        await runWorkload(requests, pairs[index] ?? [], workload);
      }
      const { exchanges } = requests;
      expect(audit(exchanges, await desk.end()).slice(0, 10)).toEqual([]);
      // Faults that nothing survives would prove nothing.
      for (const name of all) {
        const under = exchanges.filter((exchange) => exchange.name.startsWith(name));
        expect(under.filter(({ status }) => status === 200).length).toBeGreaterThan(under.length / 3);
      }
    },
  );

  it('a request to a very slow database fails within 8 seconds and says to try again', async ({ onTestFinished }) => {
    const desk = await startFaultyDesk();
    onTestFinished(desk.close);
    const requests = requestsTo(desk);
    const { body } = await requests.submit('customer', 'Need help');
    let attempts = 0;
    // Agent, ticket and change each get a response at the last attempt: twelve seconds together.
    desk.decideBy(() => (++attempts % patience.maxAttempts === 0 ? 'passes' : 'stalls before'));
    expect(await requests.close('agent', body.ticket_id)).toMatchObject({ status: 503 });
    expect(audit(requests.exchanges, await desk.end())).toEqual([]);
  });
});
