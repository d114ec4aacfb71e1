import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoUploads } from '#adapters/dynamo/dynamo-uploads.ts';
import { systemClock } from '#adapters/system-clock.ts';
import type { Claim, Upload, Uploader, Uploads } from '#core/files/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { type Fate, inProgress } from '#test/faults/fates.ts';
import { startFaultyProxy } from '#test/faults/faulty-proxy.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { startEngine, unreachableClient } from './engine.ts';
import { written } from './stored-change.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const at = (client: DynamoDBDocumentClient = engine.client) => ({
  uploads: dynamoUploads(engine.tables.personal, client),
  tickets: dynamoTicketStore(engine.tables.tickets, client, engine.tables.personal),
  threads: dynamoThreadStore(engine.tables.tickets, client),
});

/** The stores behind a network that does this to an operation's requests, one after another; later ones pass. */
async function behind(operation: string, ...fates: Fate[]) {
  const proxy = await startFaultyProxy(engine.endpoint);
  proxy.decideBy((it) => (it === operation ? fates.shift() : undefined) ?? 'passes');
  onTestFinished(proxy.close);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return at(documentClient({ endpoint: proxy.endpoint, region: 'eu-central-1', credentials }));
}

const newUpload = (): Upload => ({
  id: randomUUID(),
  name: 'a.txt',
  type: 'text/plain',
  size: 7,
  expiresAt: '2099-01-01T00:00:00.000000000Z',
});
const newCustomer = (): Uploader => ({ type: 'customer', issuer: 'https://shop.example', userId: randomUUID() });
const newTicket = (): Ticket => {
  const createdAt = systemClock.timestamp();
  return { ...exampleTicket, id: randomUUID(), createdAt, updatedAt: createdAt };
};

/** Stores uploads, and returns the claim of the first. */
async function claimOf(uploader: Uploader, ...unclaimed: Upload[]): Promise<Claim> {
  const { uploads } = at();
  const before = await uploads.of(uploader);
  const stored = { ...before, unclaimed, day: '2026-11-29', bytes: 7, revision: before.revision + 1 };
  expect(await uploads.change({ uploader, before, after: stored })).toBe(true);
  return {
    uploader,
    before: stored,
    after: { ...stored, unclaimed: unclaimed.slice(1), revision: stored.revision + 1 },
  };
}

describe('the store of uploads', () => {
  it('has none of whoever never uploaded', async () => {
    const none: Uploads = { unclaimed: [], day: '', bytes: 0, revision: 0 };
    expect(await at().uploads.of(newCustomer())).toEqual(none);
    expect(await at().uploads.of({ type: 'agent', id: randomUUID() })).toEqual(none);
  });

  it('tells customers of different issuers apart, and customers from agents', async () => {
    const userId = randomUUID();
    await claimOf({ type: 'customer', issuer: 'a', userId }, newUpload());
    for (const other of [
      { type: 'customer', issuer: 'b', userId },
      { type: 'customer', issuer: '', userId },
      { type: 'agent', id: userId },
    ] as const) {
      expect(await at().uploads.of(other)).toMatchObject({ unclaimed: [] });
    }
  });

  it('lets exactly one of many racing changes of a revision happen', async () => {
    const claim = await claimOf(newCustomer(), newUpload());
    const changed = await Promise.all(Array.from({ length: 20 }, () => at().uploads.change(claim)));
    expect(changed.filter(Boolean)).toHaveLength(1);
    expect(await at().uploads.of(claim.uploader)).toEqual(claim.after);
  });

  it('is unavailable if the database does not respond', async () => {
    const { uploads } = at(unreachableClient());
    await expect(uploads.of(newCustomer())).rejects.toMatchObject({ refusal: 'unavailable' });
  });
});

describe('a ticket with uploads', () => {
  it('is stored with its claim, and read with its files', async () => {
    const upload = newUpload();
    const claim = await claimOf(newCustomer(), upload, newUpload());
    const { expiresAt: _, ...file } = upload;
    const ticket = { ...newTicket(), attachments: [file] };
    expect(await at().tickets.add(ticket, 'hash', claim)).toEqual({ outcome: 'stored' });
    expect(await at().tickets.submitted(ticket.id)).toEqual({ ticket, contentHash: 'hash' });
    expect(await at().uploads.of(claim.uploader)).toEqual(claim.after);
  });

  it('is not stored if the uploads changed meanwhile', async () => {
    const claim = await claimOf(newCustomer(), newUpload());
    const [first, second] = [newTicket(), newTicket()];
    await at().tickets.add(first, undefined, claim);
    expect(await at().tickets.add(second, undefined, claim)).toEqual({ outcome: 'claim_lost' });
    expect(await at().tickets.get(second.id)).toBeUndefined();
  });

  it('claims nothing if its id is taken', async () => {
    const ticket = newTicket();
    await at().tickets.add(ticket, 'hash');
    const claim = await claimOf(newCustomer(), newUpload());
    const taken = { outcome: 'taken', ticket, contentHash: 'hash' };
    expect(await at().tickets.add(ticket, 'other', claim)).toEqual(taken);
    expect(await at().uploads.of(claim.uploader)).toEqual(claim.before);
  });

  it.each<[string, Fate[]]>([
    ['the response is lost', ['is dropped after']],
    ['all responses are lost', Array(3).fill('is dropped after')],
    ['an earlier attempt is not done yet', [inProgress('TransactWriteItems')]],
    ['it arrives late', ['is dropped before']],
  ])('is stored once if %s', async (_, fates) => {
    const claim = await claimOf(newCustomer(), newUpload());
    const ticket = newTicket();
    const { tickets } = await behind('TransactWriteItems', ...fates);
    expect(await tickets.add(ticket, 'hash', claim)).toEqual({ outcome: 'stored' });
    expect(await at().tickets.get(ticket.id)).toEqual(ticket);
    expect(await at().uploads.of(claim.uploader)).toEqual(claim.after);
  });

  it('is unavailable if it never arrives, and then nothing is claimed', async () => {
    const claim = await claimOf(newCustomer(), newUpload());
    const ticket = newTicket();
    const { tickets } = await behind('TransactWriteItems', ...Array<Fate>(3).fill('is dropped before'));
    await expect(tickets.add(ticket, 'hash', claim)).rejects.toMatchObject({ refusal: 'unavailable' });
    expect(await at().tickets.get(ticket.id)).toBeUndefined();
    expect(await at().uploads.of(claim.uploader)).toEqual(claim.before);
  });
});

describe('a message with uploads', () => {
  const { expiresAt: _, ...file } = newUpload();

  async function replied() {
    const ticket = newTicket();
    await at().tickets.add(ticket);
    const claim = await claimOf(newCustomer(), newUpload());
    const change = written(ticket);
    return { ticket, claim, change: { ...change, entry: { ...change.entry, attachments: [file] }, claim } };
  }

  it('is stored with its claim, and found by its file', async () => {
    const { ticket, claim, change } = await replied();
    expect(await at().tickets.change(change)).toBe(true);
    expect(await at().uploads.of(claim.uploader)).toEqual(claim.after);
    const found = await at().threads.withFile(ticket.id, file.id);
    expect(found).toMatchObject({ id: change.entry.id, attachments: [file] });
    expect(await at().threads.withFile(ticket.id, randomUUID())).toBeUndefined();
  });

  it('is not stored if the uploads changed meanwhile, and claims nothing if the ticket did', async () => {
    const { ticket, claim, change } = await replied();
    const other = await replied();
    expect(
      await at().tickets.change({ ...change, claim: { ...claim, before: { ...claim.before, revision: 9 } } }),
    ).toBe(false);
    expect(await at().tickets.get(ticket.id)).toEqual(ticket);
    await at().tickets.change(written(other.ticket));
    expect(await at().tickets.change(other.change)).toBe(false);
    expect(await at().uploads.of(other.claim.uploader)).toEqual(other.claim.before);
  });

  it('is stored once if all responses are lost', async () => {
    const { ticket, claim, change } = await replied();
    const { tickets } = await behind('TransactWriteItems', ...Array<Fate>(3).fill('is dropped after'));
    expect(await tickets.change(change)).toBe(true);
    expect(await at().tickets.get(ticket.id)).toEqual(change.after);
    expect(await at().uploads.of(claim.uploader)).toEqual(claim.after);
  });
});
