import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoCorrespondence } from '#adapters/dynamo/dynamo-correspondence.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { toEntryItem } from '#adapters/dynamo/entry-items.ts';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { later } from '#core/due/due-entry.ts';
import { addressHash } from '#core/mail/address.ts';
import type { MailName } from '#core/mail/mail.ts';
import type { Entry } from '#core/ticket/entry.ts';
import type { NewItem } from '#core/ticket/new-item.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { startEngine, unreachableClient } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const start = exampleTicket.createdAt;
const HOUR = 3_600_000;
const atVersion = (version: number) => later(start, (version - 1) * HOUR);

/** Stores a ticket of so many versions, an hour apart. */
async function stored(versions: number, mark: object = {}, changes: Partial<Entry> = {}) {
  const id = randomUUID();
  const put = (Item: object) => engine.client.send(new PutCommand({ TableName: engine.tables.tickets, Item }));
  await put({ ...toItem({ ...exampleTicket, id, version: versions }, 'a write', undefined), ...mark });
  for (let version = 2; version <= versions; version += 1) {
    const createdAt = atVersion(version);
    const entry = {
      id: randomUUID(),
      version,
      kind: 'reply',
      author: authorNamed('Dana'),
      createdAt,
      changes: [],
    } as const;
    await put({ ...toEntryItem(id, { ...entry, body: 'Try again.', ...changes }), ...mark });
  }
  return id;
}

const versionsOf = (items: readonly NewItem[] = []) =>
  items.map((item) => (item.type === 'ticket' ? 1 : item.entry.version));
const read = (...of: Parameters<ReturnType<typeof dynamoCorrespondence>>) =>
  dynamoCorrespondence(engine.tables.tickets, engine.client)(...of);

describe('the correspondence of a ticket', () => {
  it('begins with a version or a time, whichever is earlier, oldest first', async () => {
    const id = await stored(5);
    const from = async (version: number, time: string) => versionsOf((await read(id, version, time))?.items);
    expect(await from(4, atVersion(5))).toEqual([4, 5]);
    expect(await from(5, atVersion(3))).toEqual([4, 5]);
    expect(await from(1, atVersion(5))).toEqual([1, 2, 3, 4, 5]);
    expect(await from(6, later(start, -1))).toEqual([1, 2, 3, 4, 5]);
    expect(await from(6, start)).toEqual([2, 3, 4, 5]);
    expect(await from(6, atVersion(5))).toEqual([]);
  });

  it('is whole, however long it is', async () => {
    const id = await stored(50);
    const all = Array.from({ length: 50 }, (_, index) => index + 1);
    expect(versionsOf((await read(id, 1, atVersion(50)))?.items)).toEqual(all);
    expect(versionsOf((await read(id, 50, atVersion(9)))?.items)).toEqual(all.slice(9));
    expect(versionsOf((await read(id, 49, atVersion(50)))?.items)).toEqual([49, 50]);
  });

  it('says what was imported', async () => {
    const id = await stored(2, { imported: true });
    const items = (await read(id, 1, start))?.items ?? [];
    expect(items.map(({ imported }) => imported)).toEqual([true, true]);
  });

  it('has the deliveries of its mails, also of one about an earlier version that was resent', async () => {
    const id = await stored(4, {}, { kind: 'mail_resent', body: undefined, resends: 2 });
    const ledger = dynamoMailLedger(engine.tables.tickets, engine.client);
    const mail = (version: number, address: string): MailName => ({
      kind: 'reply',
      ticketId: id,
      version,
      recipient: addressHash(address),
    });
    await ledger.report(mail(2, 'old@example.com'), { state: 'failed', at: atVersion(2) });
    await ledger.report(mail(2, 'new@example.com'), { state: 'queued', at: atVersion(4) });
    const { latest, delivery } = (await read(id, 4, atVersion(4))) ?? {};
    expect(latest?.({ kind: 'reply', version: 2 })?.state).toBe('queued');
    expect(delivery?.(mail(2, 'old@example.com'))?.state).toBe('failed');
    expect(delivery?.(mail(2, 'other@example.com'))).toBeUndefined();
    expect(latest?.({ kind: 'confirmation', version: 1 })).toBeUndefined();
  });

  it('is none if there is no such ticket, and unavailable while the database is unreachable', async () => {
    expect(await read(randomUUID(), 1, start)).toBeUndefined();
    const unreachable = dynamoCorrespondence('tickets', unreachableClient());
    await expect(unreachable('t1', 1, start)).rejects.toMatchObject({ refusal: 'unavailable' });
  });
});
