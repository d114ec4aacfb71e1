import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoHeldMail } from '#adapters/dynamo/dynamo-held-mail.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { previewAutoClose } from '#bin/auto-close/preview.ts';
import { startEngine } from '#test/adapters/dynamo/engine.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { exampleHeldMail } from '#test/inbound/example-held-mail.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
let folder: string;
beforeAll(async () => {
  engine = await startEngine();
  folder = await mkdtemp(join(tmpdir(), 'support-desk-preview-'));
  await writeFile(join(folder, 'cdk.json'), JSON.stringify({ context: { desk: { autoClose: {} } } }));
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

it('lists what is due now, and what waits for an agent to look at held mail', async () => {
  const waiting = {
    ...exampleTicket,
    status: 'in_progress',
    version: 2,
    latestMessage: {
      createdAt: '2026-01-02T10:00:00.000000000Z',
      author: { type: 'agent', id: 'a1', name: 'Dana' },
      preview: 'Again?',
    },
    activityAt: '2026-01-02T10:00:00.000000000Z',
  } as const;
  const store = dynamoTicketStore(engine.tables.tickets, engine.client);
  await store.add({ ...waiting, id: '11111111-0000-4000-8000-000000000000', subject: 'No mail' });
  await store.add({ ...waiting, id: '22222222-0000-4000-8000-000000000000', subject: 'Held mail' });
  await dynamoHeldMail(engine.tables.tickets, engine.client).add(
    exampleHeldMail({ ticketId: '22222222-0000-4000-8000-000000000000' }),
  );
  const lines: string[] = [];
  const database = async () => ({ client: engine.client, tickets: engine.tables.tickets }) as never;
  const options = { preview: true, settings: 'desk' };
  await previewAutoClose(options, join(folder, 'cdk.json'), database, (line) => lines.push(line));
  const [header, ...listed] = lines.map((line) => line.replaceAll(/from \d{4}-.*Z\)/g, 'from TIME)'));
  expect(header).toBe(`autoClose { days: 14, remindDays: 3 } (as in ${join(folder, 'cdk.json')})`);
  expect(listed.sort()).toEqual([
    '2026-01-13T10:00Z  remind  #22222222  Held mail (to close from TIME) (waiting until its held mail is accepted or deleted)',
    'Waiting for their customers: 2. To be reminded now: 1, to be closed now: 0.',
    'now                remind  #11111111  No mail (to close from TIME)',
  ]);
});
