import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runDeskCommand } from '#bin/desk-commands.ts';
import { DevFolder } from '#bin/dev-folder.ts';
import { apiClient } from '#test/api/client.ts';
import { type Desk, startDesk } from '#test/local/desk.ts';

let folder: DevFolder;
let desk: Desk;
beforeAll(async () => {
  folder = new DevFolder(await mkdtemp(join(tmpdir(), 'support-desk-rebuild-')));
  desk = await startDesk({ delivery: { twice: 'in turn', cut: (records) => Math.ceil(Math.random() * records) } });
  await folder.setRunning({
    pid: process.pid,
    url: desk.url,
    dynamoDb: desk.dynamoDb,
    s3: desk.s3,
    lambda: desk.lambda,
  });
});
afterAll(async () => {
  await desk.close();
  await rm(folder.path, { recursive: true });
});

const call = (...[method, path, init]: Parameters<ReturnType<typeof apiClient>>) =>
  apiClient(desk.url)(method, path, init);

async function submitAndClose(): Promise<void> {
  const headers = { authorization: `Bearer ${await desk.token()}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ subject: 'Need help', message: 'It does not work.' });
  const { json } = await call('POST', '/api/support/contact', { headers, body });
  const agent = { headers: { 'x-admin-key': desk.adminKey } };
  await call('POST', `/api/admin/support-tickets/${json.ticket_id}/close`, agent);
}

async function desks(...args: string[]): Promise<string> {
  const lines: string[] = [];
  await runDeskCommand(args, folder, (line) => lines.push(line)).catch((cause) => {
    throw new Error(lines.join('\n'), { cause });
  });
  return lines.join('\n');
}

it('views rebuilt three times while tickets come and go, with every record twice, match the tickets', async () => {
  const traffic = async () => {
    for (let round = 0; round < 8; round += 1)
      await Promise.all([submitAndClose(), submitAndClose(), submitAndClose()]);
  };
  const rebuilds = async () => {
    for (let round = 0; round < 3; round += 1) await desks('views', 'rebuild');
  };
  await Promise.all([traffic(), rebuilds()]);
  await desk.settled();
  const { json } = await call('GET', '/api/admin/support-stats', { headers: { 'x-admin-key': desk.adminKey } });
  expect([json.open, json.closed, json.today]).toEqual([0, 24, { opened: 24, closed: 24 }]);
  expect(await desks('views', 'verify')).toBe('The views match the tickets.');
});
