import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOG_BYTES, requests, TICKET_BYTES } from '../../bin/cost/requests.ts';
import { usageOfAgents } from '../../bin/cost/workload.ts';
import { fill } from '../bench/fill.ts';
import { rounds } from '../bench/metering-proxy.ts';
import { type Stage, setStage } from '../bench/stage.ts';
import { startDesk } from '../local/desk.ts';

const STORED = 600;
const OPEN = 100;

let stage: Stage;
beforeAll(async () => {
  stage = await setStage(process.env.SUPPORT_DESK_BUILD ?? '', { metered: true });
  await fill(stage.client, STORED - OPEN);
  await fill(stage.client, OPEN, { status: 'open', statusBeforeClosing: null, closedAt: null });
});
afterAll(() => stage.close());

/** What a call in a process that knows no key yet asks of DynamoDB, and its answer. */
async function used(...[entry, event]: Parameters<Stage['call']>) {
  stage.meter.take();
  const { body = '' } = await stage.call(entry, event);
  const asked = stage.meter.take();
  const total = (units: 'readUnits' | 'writeUnits') => asked.reduce((sum, request) => sum + request[units], 0);
  return { body, use: { readUnits: total('readUnits'), writeUnits: total('writeUnits'), rounds: rounds(asked) } };
}

describe('what the bill says a request uses is what the engine counts:', () => {
  const draft = JSON.stringify({ subject: 'Need help', message: 'It does not work. '.repeat(20) });

  it('an access check', async () => {
    const { use } = await used('check-access', { headers: stage.asCustomer });
    expect(requests.access).toMatchObject(use);
  });

  it('a submit, and a close', async () => {
    const submitted = await used('submit-ticket', { headers: stage.asCustomer, body: draft });
    expect(requests.submit).toMatchObject(submitted.use);
    const pathParameters = { ticket_id: JSON.parse(submitted.body).ticket_id };
    expect(requests.close).toMatchObject((await used('close-ticket', { headers: stage.asAgent, pathParameters })).use);
  });

  it('a poll: the key, the open tickets, and the whole index for the counts', async () => {
    const list = await used('list-tickets', { headers: stage.asAgent, queryStringParameters: { status: 'open' } });
    const counts = await used('get-stats', { headers: stage.asAgent });
    expect(requests.list).toMatchObject({ rounds: list.use.rounds, writeUnits: 0 });
    const reckoned = usageOfAgents({ agents: 1, hours: 1 / 120, days: 1, stored: STORED, open: OPEN }).readUnit;
    const counted = list.use.readUnits + counts.use.readUnits;
    expect(reckoned / counted).toBeGreaterThan(0.9);
    expect(reckoned / counted).toBeLessThan(1.25);
  });

  it('the lines that a function logs', async () => {
    let bytes = 0;
    const count = (line: string) => {
      bytes += Buffer.byteLength(line) + 1;
    };
    const desk = await startDesk({ onLog: count });
    const headers = { authorization: `Bearer ${await desk.token()}`, 'content-type': 'application/json' };
    await fetch(`${desk.url}/api/support/contact`, { method: 'POST', headers, body: draft });
    await desk.close();
    expect(bytes).toBeGreaterThan(300);
    expect(bytes).toBeLessThan(LOG_BYTES - 700);
  });

  it('a ticket with a message of 200 characters', async () => {
    const { body } = await used('list-tickets', { headers: stage.asAgent });
    const bytes = Buffer.byteLength(body) / JSON.parse(body).length;
    expect(bytes).toBeGreaterThan(TICKET_BYTES * 0.8);
    expect(bytes).toBeLessThan(TICKET_BYTES * 1.2);
  });
});
