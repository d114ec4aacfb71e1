import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runDeskCommand } from '#bin/desk-commands.ts';
import { DevFolder } from '#bin/dev-folder.ts';
import { apiClient } from '#test/api/client.ts';
import { type Desk, localDocumentClient, startDesk, tables } from '#test/local/desk.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';

let folder: DevFolder;
let desk: Desk;
beforeEach(async () => {
  folder = new DevFolder(await mkdtemp(join(tmpdir(), 'support-desk-failed-')));
  desk = await startDesk({ failedPath: folder.failedPath });
  await folder.setRunning({
    pid: process.pid,
    url: desk.url,
    dynamoDb: desk.dynamoDb,
    s3: desk.s3,
    lambda: desk.lambda,
  });
});
afterEach(async () => {
  await desk.close();
  await rm(folder.path, { recursive: true });
});

async function submit(): Promise<void> {
  const headers = { authorization: `Bearer ${await desk.token()}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ subject: 'Need help', message: 'It does not work.' });
  const { status } = await apiClient(desk.url)('POST', '/api/support/contact', { headers, body });
  expect(status).toBe(200);
}

async function open(): Promise<number> {
  const headers = { 'x-admin-key': desk.adminKey };
  return (await apiClient(desk.url)('GET', '/api/admin/support-stats', { headers })).json.open;
}

const client = () => localDocumentClient(desk.dynamoDb);

/** Returns an item in a ticket's place that isn't a ticket. */
const poison = (id: string) =>
  client().send(new PutCommand({ TableName: tables.tickets, Item: { id, entry: 'ticket', version: 'many' } }));

async function putAside(): Promise<{ payload: unknown }[]> {
  const entries = await readdir(folder.failedPath, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async ({ parentPath, name }) => JSON.parse(await readFile(join(parentPath, name), 'utf8'))),
  );
}

async function run(...args: string[]): Promise<string> {
  const lines: string[] = [];
  await runDeskCommand(args, folder, (line) => lines.push(line));
  return lines.join('\n');
}

describe('a change that cannot be applied', () => {
  it('delays no other, is set aside unchanged, and is reported', async () => {
    await submit();
    for (let index = 0; index < 8; index += 1) await poison(`poison-${index}`);
    for (let index = 0; index < 5; index += 1) await submit();
    await desk.settled();
    expect(await open()).toBe(6);
    const aside = JSON.stringify(await putAside());
    for (let index = 0; index < 8; index += 1) expect(aside).toContain(`poison-${index}`);
    await expect(run('replay')).rejects.toThrow('8 changes failed again');
    expect(await putAside()).not.toEqual([]);
    expect(await run('views', 'verify')).toMatch(
      /The item poison-\d can’t be counted as a ticket, and was left out\.[\s\S]*The views match the tickets\./,
    );
  });
});

describe('changes while there are no views', () => {
  it('are set aside, and replayed when there are views again', async () => {
    await submit();
    await desk.settled();
    await client().send(new DeleteTableCommand({ TableName: tables.views }));
    await submit();
    await submit();
    await desk.settled();
    expect(await putAside()).not.toEqual([]);
    await createTables(client(), tables);
    expect(await run('replay')).toContain('2 changes were applied.');
    expect(await putAside()).toEqual([]);
    expect(await open()).toBe(2);
    await run('views', 'rebuild');
    expect(await open()).toBe(3);
    expect(await run('views', 'verify')).toContain('The views match the tickets.');
  });
});

describe('the commands', () => {
  it('say what is missing when no desk is running and no table is named', async () => {
    await folder.setRunning(undefined);
    await expect(run('views', 'rebuild')).rejects.toThrow('--tickets-table (the stack output TicketsTableName)');
    await expect(run('views', 'rebuild', '--tickets-table', 'x')).rejects.toThrow('--views-table');
    await expect(run('replay')).rejects.toThrow('--views-table (the stack output ViewsTableName)');
    await expect(run('views', 'renew')).rejects.toThrow('Usage:');
  });

  it('fail for a desk whose views differ from the tickets', async () => {
    await submit();
    await desk.settled();
    await desk.consumers.stop();
    await submit();
    const lines: string[] = [];
    const verify = runDeskCommand(['views', 'verify'], folder, (line) => lines.push(line));
    await expect(verify).rejects.toThrow('npm run desk -- views rebuild');
    expect(lines.join('\n')).toMatch(/version of ticket .*: 0 in the views, 1 in the tickets/);
    desk.consumers.start();
  });
});
