import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { batchGet } from '#adapters/dynamo/batch-get.ts';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { recordTrouble } from '#core/mail/record-trouble.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { mailTo } from '#test/core/mail/world.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { startEngine } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

it('sixteen concurrent writers to one ticket all succeed, and leave sixteen entries in one order', async () => {
  const tickets = dynamoTicketStore(engine.tables.tickets, engine.client);
  const threads = dynamoThreadStore(engine.tables.tickets, engine.client);
  const world = { tickets, threads, clock: systemClock, newEntryId: entryIdAt, pause: randomPause };
  const { id } = exampleTicket;
  await tickets.add({ ...exampleTicket, id });
  const bodies = Array.from({ length: 16 }, (_, index) => `Message ${index}`);
  await Promise.all(bodies.map((body) => addMessage(world, id, { kind: 'note', author: authorNamed('Dana'), body })));
  const thread = await threads.thread(id);
  expect(thread?.ticket.version).toBe(17);
  expect(thread?.entries.map((entry) => entry.body).sort()).toEqual(bodies.toSorted());
  const times = thread?.entries.map((entry) => entry.createdAt);
  expect(times).toEqual(times?.toSorted());
});

it('four mails of one ticket that bounce at once make four separate entries', async () => {
  const tickets = dynamoTicketStore(engine.tables.tickets, engine.client);
  const threads = dynamoThreadStore(engine.tables.tickets, engine.client);
  const ledger = dynamoMailLedger(engine.tables.tickets, engine.client);
  const world = { tickets, threads, ledger, clock: systemClock, newEntryId: entryIdAt, pause: randomPause };
  const ticket = { ...exampleTicket, id: randomUUID() };
  await tickets.add(ticket);
  const mails = [1, 2, 3, 4].map((version) => mailTo(ticket.userEmail, ticket, 'reply', version));
  const bounced = { problem: 'bounced', addresses: [ticket.userEmail], detail: 'Permanent: General' } as const;
  await Promise.all(mails.map((mail) => recordTrouble(world, { ...bounced, mail })));
  const { entries = [] } = (await threads.thread(ticket.id)) ?? {};
  expect(entries.map(({ kind, version }) => `${version}: ${kind}`).sort()).toEqual(
    [2, 3, 4, 5].map((version) => `${version}: mail_bounced`),
  );
  expect(new Set(entries.map(({ id }) => id)).size).toBe(4);
});

describe('keys that the database leaves unprocessed', () => {
  /** A database that returns one key of a batch, `times` times, and then all; counts the requests. */
  async function busy(times: number) {
    const asked: number[] = [];
    const server = createServer(async (request, response) => {
      const { RequestItems } = JSON.parse((await request.toArray()).join(''));
      const { Keys } = RequestItems.things;
      asked.push(Keys.length);
      const read = asked.length > times ? Keys : Keys.slice(0, 1);
      const left = Keys.slice(read.length);
      const UnprocessedKeys = left.length > 0 ? { things: { Keys: left } } : {};
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(JSON.stringify({ Responses: { things: read }, UnprocessedKeys }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = documentClient({ endpoint, region: 'eu-central-1', credentials });
    onTestFinished(() => {
      client.destroy();
      server.close();
    });
    return { asked, client };
  }
  const keys = Array.from({ length: 20 }, () => ({ id: randomUUID() }));

  it('are requested again, and none is read twice', async () => {
    const { asked, client } = await busy(3);
    expect(await batchGet(client, 'things', keys)).toEqual(keys);
    expect(asked).toEqual([20, 19, 18, 17]);
  });

  it('are an outage after ten attempts', async () => {
    const { asked, client } = await busy(100);
    await expect(batchGet(client, 'things', keys)).rejects.toMatchObject({ refusal: 'unavailable' });
    expect(asked).toHaveLength(10);
  });
});
