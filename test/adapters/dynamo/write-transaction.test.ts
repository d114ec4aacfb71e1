import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import type { DynamoDBDocumentClient, TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { dynamoCannedReplies } from '#adapters/dynamo/dynamo-canned-replies.ts';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoViewStore } from '#adapters/dynamo/dynamo-view-store.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { projectChanges } from '#core/views/project-changes.ts';
import { conflict, type Fate } from '#test/faults/fates.ts';
import { startFaultyProxy } from '#test/faults/faulty-proxy.ts';
import { exampleTicket as ticket } from '#test/http/ticket/example-ticket.ts';
import { startEngine } from './engine.ts';
import { movedTo } from './stored-change.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

type Write = () => Promise<unknown>;

/** Two writes, one after another, of each store that writes transactions. */
const writers: Readonly<Record<string, (client: DynamoDBDocumentClient) => Promise<readonly [Write, Write]>>> = {
  'the ticket store, even where two changes share an entry id': async (client) => {
    const tickets = dynamoTicketStore(engine.tables.tickets, client);
    await tickets.add(ticket);
    const closed = movedTo(ticket, 'closed');
    const opened = movedTo(closed.after, 'open');
    const { id } = closed.entry;
    return [() => tickets.change(closed), () => tickets.change({ ...opened, entry: { ...opened.entry, id } })];
  },
  'canned replies': async (client) => {
    const replies = dynamoCannedReplies(engine.tables.tickets, client);
    const reply = { id: ticket.id, name: 'Thanks', body: 'Thank you!', updatedAt: ticket.createdAt };
    return [() => replies.put(reply, 0), () => replies.put(reply, 1)];
  },
  'the views': async (client) => {
    const world = { views: dynamoViewStore(engine.tables.views, client), clock: systemClock };
    const { after } = movedTo(ticket, 'closed');
    return [() => projectChanges(world, [{ ticket }]), () => projectChanges(world, [{ ticket: after }])];
  },
};

/** Returns the transactions that are sent, in order; the first ones meet these fates, later ones pass. */
async function sentUnder(...fates: Fate[]) {
  const proxy = await startFaultyProxy(engine.endpoint);
  onTestFinished(proxy.close);
  const sent: TransactWriteCommandInput[] = [];
  proxy.decideBy((operation, body) => {
    if (operation !== 'TransactWriteItems') return 'passes';
    sent.push(JSON.parse(body.toString()));
    return fates.shift() ?? 'passes';
  });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return { sent, client: documentClient({ endpoint: proxy.endpoint, region: 'eu-central-1', credentials }) };
}

describe.each(Object.entries(writers))('a transaction of %s', (_, writesOf) => {
  it('is retried with the same token after a lost response and a conflict; the next one has another', async () => {
    const { sent, client } = await sentUnder('is dropped after', conflict('TransactWriteItems'));
    const [write, next] = await writesOf(client);
    await write();
    const first = sent.splice(0);
    expect(first).toHaveLength(3);
    expect(first).toEqual(Array(3).fill(first[0]));
    await next();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.ClientRequestToken).toMatch(/^[0-9a-f-]{36}$/);
    expect(sent[0]?.ClientRequestToken).not.toBe(first[0]?.ClientRequestToken);
  });
});

it('nothing else sends a transaction', async () => {
  const root = join(import.meta.dirname, '../../..');
  const files = await Array.fromAsync(glob('{bin,functions,lib}/**/*.ts', { cwd: root }));
  const senders = files.filter((file) => /\bTransactWrite\w*Command\(/.test(readFileSync(join(root, file), 'utf8')));
  expect(senders).toEqual(['functions/adapters/dynamo/write-transaction.ts']);
});
