import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBRecord } from 'aws-lambda';
import { expect, it, onTestFinished, vi } from 'vitest';
import { replay } from '#bin/replay/replay.ts';
import { unreachableClient } from '#test/adapters/dynamo/engine.ts';
import { putAside } from '#test/local/discarded-batch.ts';

const record = { dynamodb: { SequenceNumber: '1' } } as DynamoDBRecord;
const database = { client: unreachableClient(), tickets: 'tickets', views: 'views' };

/** Lambda, which notes what is invoked, and responds like this. */
async function startLambda(answer: () => { body: object | null; error?: string }) {
  const invoked: { path: string; event: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
    invoked.push({ path: decodeURIComponent(request.url ?? ''), event: JSON.parse(body) });
    const { body: answered, error } = answer();
    response.writeHead(200, error === undefined ? {} : { 'x-amz-function-error': error }).end(JSON.stringify(answered));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  onTestFinished(() => void vi.unstubAllEnvs());
  return invoked;
}

async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), 'support-desk-failed-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const batch = { functionName: 'publish-events', shard: 'shard-1', records: [record], invocations: 5, thrown: false };
  await putAside(folder, batch, Date.now());
  const lines: string[] = [];
  const left = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true })).filter((it) => it.isFile()).length;
  const again = () => replay({ folder, region: 'eu-central-1' }, database, (line) => lines.push(line));
  return { folder, lines, left, again };
}

it('changes and events that were put aside are given to their functions again, and removed when that succeeds', async () => {
  const { folder, lines, left, again } = await setUp();
  const event = { 'detail-type': 'ticket.created', detail: { ticket_id: 't1' } };
  const functionArn = 'arn:aws:lambda:eu-central-1:000000000000:function:Desk-notify:$LATEST';
  await writeFile(
    join(folder, 'event.json'),
    JSON.stringify({ requestContext: { functionArn }, requestPayload: event }),
  );
  let failing = true;
  const invoked = await startLambda(() => ({
    body: failing ? { batchItemFailures: [{ itemIdentifier: '1' }] } : null,
  }));
  await expect(again()).rejects.toThrow('failed again');
  expect(await left()).toBe(2);
  failing = false;
  await again();
  expect(await left()).toBe(0);
  expect(lines.at(-1)).toBe('2 changes were applied.');
  expect(invoked.map(({ event: given }) => given)).toEqual(expect.arrayContaining([{ Records: [record] }, event]));
  expect(invoked.some(({ path }) => path.includes('function:publish-events'))).toBe(true);
});

it('what a function fails on again stays', async () => {
  const { lines, left, again } = await setUp();
  await startLambda(() => ({ body: { errorMessage: 'x' }, error: 'Unhandled' }));
  await expect(again()).rejects.toThrow('failed again');
  expect(await left()).toBe(1);
  expect(lines.join('\n')).toContain('The function failed again; see its log.');
});

it('what is no record of a failed invocation stays, is named, and keeps nothing else waiting', async () => {
  const { folder, lines, left, again } = await setUp();
  await writeFile(join(folder, 'aaa.json'), '{"payload":');
  await writeFile(join(folder, 'bbb.json'), 'null');
  await startLambda(() => ({ body: null }));
  await expect(again()).rejects.toThrow('failed again');
  expect(await left()).toBe(2);
  expect(lines).toEqual([
    `${join(folder, 'aaa.json')}: isn’t a record of a failed invocation; it was left in place.`,
    `${join(folder, 'bbb.json')}: isn’t a record of a failed invocation; it was left in place.`,
    '1 changes were applied.',
  ]);
});
