import { randomUUID } from 'node:crypto';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { toEntryItem } from '#adapters/dynamo/entry-items.ts';
import { mailEntry } from '#adapters/dynamo/mail-items.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { type Delivery, deliveryStates } from '#core/mail/delivery.ts';
import type { Entry, EntryKind } from '#core/ticket/entry.ts';
import type { ThreadStore, TicketStore } from '#core/ticket/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { startFaultyProxy } from '#test/faults/faulty-proxy.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { startEngine, unreachableClient } from './engine.ts';
import { dana, movedTo, written } from './stored-change.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
let tickets: TicketStore;
let threads: ThreadStore;
beforeAll(async () => {
  engine = await startEngine();
  tickets = dynamoTicketStore(engine.tables.tickets, engine.client);
  threads = dynamoThreadStore(engine.tables.tickets, engine.client);
});
afterAll(() => engine.close());

async function submitted(changes: Partial<Ticket> = {}): Promise<Ticket> {
  const createdAt = systemClock.timestamp();
  const ticket = {
    ...exampleTicket,
    id: randomUUID(),
    createdAt,
    updatedAt: createdAt,
    activityAt: createdAt,
    ...changes,
  };
  await tickets.add(ticket);
  return ticket;
}

/** Returns an entry of several kilobytes, so that a few dozen exceed one response of the database. */
function longEntry(version: number, kind: EntryKind): Entry {
  const createdAt = systemClock.timestamp();
  const body = `${version} ${'😀'.repeat(9_000)}`;
  return { id: entryIdAt(createdAt), version, kind, author: dana, createdAt, changes: [], body };
}

/** The highest version that another can follow: a sort key has nine digits. */
const MAX_VERSIONS = 999_999_998;

const BATCH = 20;

async function put(items: readonly object[]): Promise<void> {
  for (let at = 0; at < items.length; at += BATCH) {
    const requests = items.slice(at, at + BATCH).map((Item) => ({ PutRequest: { Item } }));
    await engine.client.send(new BatchWriteCommand({ RequestItems: { [engine.tables.tickets]: requests } }));
  }
}

const putEntries = (id: string, entries: readonly Entry[]) => put(entries.map((entry) => toEntryItem(id, entry)));

describe('a thread', () => {
  it('is the ticket with all its entries, as they were stored', async () => {
    const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
    const author = fc.oneof(fc.constant({ type: 'customer' } as const), any.map(authorNamed));
    const drafts = fc.array(
      fc.record({ body: any, author, kind: fc.constantFrom('reply', 'note'), close: fc.boolean() }),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(drafts, async (all) => {
        let ticket = await submitted();
        const entries = [];
        for (const draft of all) {
          const change = written(ticket, draft);
          expect(await tickets.change(change)).toBe(true);
          ticket = change.after;
          entries.push({ ...change.entry, ...(draft.kind === 'reply' && { delivery: undefined }) });
        }
        expect(await threads.thread(ticket.id)).toStrictEqual({
          ticket,
          entries,
          confirmation: undefined,
          earlier: undefined,
        });
      }),
      { numRuns: 15 },
    );
  });

  it('includes changes and problems with mail, which have no message', async () => {
    const ticket = await submitted();
    const closed = movedTo(ticket, 'closed');
    await tickets.change(closed);
    expect(await threads.thread(ticket.id)).toStrictEqual({
      ticket: closed.after,
      entries: [closed.entry],
      confirmation: undefined,
      earlier: undefined,
    });
    expect(closed.entry).not.toHaveProperty('body');
  });

  it('of a ticket that does not exist is undefined', async () => {
    expect(await threads.thread(randomUUID())).toBeUndefined();
    expect(await threads.thread(randomUUID(), 2)).toBeUndefined();
  });

  it('has the deliveries of its mails', async () => {
    const ticket = await submitted();
    await tickets.change(written(ticket));
    const at = systemClock.timestamp();
    const mails = {
      confirmation: { state: 'sent', at },
      reply: { state: 'failed', at, detail: 'MessageRejected' },
    };
    await put([
      { id: ticket.id, entry: 'mail#000000001#confirmation#a', ...mails.confirmation, ses_message_id: '1' },
      { id: ticket.id, entry: 'mail#000000001#notification#b', state: 'bounced', at },
      { id: ticket.id, entry: 'mail#000000002#reply#a', ...mails.reply },
    ]);
    const { confirmation, entries } = (await threads.thread(ticket.id)) ?? {};
    expect(confirmation).toEqual(mails.confirmation);
    expect(entries?.map(({ delivery }) => delivery)).toEqual([mails.reply]);
  });

  it('has the latest delivery of a mail that went to several addresses', async () => {
    const ticket = await submitted();
    await tickets.change(written(ticket));
    const [first, second] = [systemClock.timestamp(), systemClock.timestamp()];
    await put([
      { id: ticket.id, entry: 'mail#000000002#reply#b', state: 'unknown', at: first },
      { id: ticket.id, entry: 'mail#000000002#reply#a', state: 'sent', at: second, remark: 'Transient: MailboxFull' },
    ]);
    const { entries } = (await threads.thread(ticket.id)) ?? {};
    expect(entries?.map(({ delivery }) => delivery)).toEqual([
      { state: 'sent', at: second, remark: 'Transient: MailboxFull' },
    ]);
  });

  it('has an unknown delivery for a mail whose attempt should have ended', async () => {
    const ticket = await submitted();
    await tickets.change(written(ticket));
    const at = systemClock.timestamp();
    const sending = { state: 'sending', at, lease: 'a' };
    const until = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
    await put([
      { id: ticket.id, entry: 'mail#000000001#confirmation#a', ...sending, lease_until: until(60_000) },
      { id: ticket.id, entry: 'mail#000000002#reply#a', ...sending, lease_until: until(-1) },
    ]);
    const { confirmation, entries } = (await threads.thread(ticket.id)) ?? {};
    expect(confirmation).toEqual({ state: 'sending', at });
    expect(entries?.map(({ delivery }) => delivery)).toEqual([
      { state: 'unknown', at, detail: 'Sending ended without a response.' },
    ]);
  });

  it('is in the order of versions, however many digits they have', async () => {
    const version = fc.oneof(
      fc.constantFrom(2, 9, 10, 11, 99, 100, MAX_VERSIONS - 1, MAX_VERSIONS),
      fc.integer({ min: 2, max: MAX_VERSIONS }),
    );
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(version, { minLength: 1, maxLength: 8 }), fc.nat(), async (versions, pick) => {
        const all = versions.toSorted((a, b) => a - b);
        const { id } = await submitted({ version: all.at(-1) ?? 1 });
        await put(versions.map((it) => ({ ...toEntryItem(id, { ...longEntry(it, 'note'), body: 'x' }) })));
        const versionsOf = (entries: readonly Entry[] = []) => entries.map((entry) => entry.version);
        expect(versionsOf((await threads.thread(id))?.entries)).toEqual(all);
        const before = all[pick % all.length] ?? 1;
        expect(versionsOf((await threads.thread(id, before))?.entries)).toEqual(all.filter((it) => it < before));
        const since = (await Array.fromAsync(threads.since(id, before))).flat();
        expect(versionsOf(since)).toEqual(all.filter((it) => it > before));
      }),
      { numRuns: 20 },
    );
  });

  it('of more than a megabyte is read in parts, in the order of versions, with every delivery state in its place', async () => {
    const kinds = ['reply', 'note', 'reply', 'change', 'reply'] as const;
    const all = Array.from({ length: 70 }, (_, index) => longEntry(index + 2, kinds[index % kinds.length] ?? 'note'));
    const ticket = await submitted({ version: 71 });
    await putEntries(ticket.id, all);
    const at = systemClock.timestamp();
    const confirmation: Delivery = { state: 'bounced', at, detail: 'Permanent: General' };
    const states = [...deliveryStates, undefined];
    const deliveryOf = ({ kind, version }: Entry): Delivery | undefined => {
      const state = kind === 'reply' ? states[version % states.length] : undefined;
      return state && { state, at, detail: `of version ${version}` };
    };
    const mailOf = (version: number, kind: 'confirmation' | 'reply' | 'notification', delivery: Delivery) => ({
      id: ticket.id,
      entry: mailEntry({ kind, ticketId: ticket.id, version, recipient: 'a' }),
      ...delivery,
    });
    await put([
      mailOf(1, 'confirmation', confirmation),
      ...all.flatMap((entry) => {
        const delivery = deliveryOf(entry);
        return delivery ? [mailOf(entry.version, 'reply', delivery)] : [];
      }),
      // To admins, which the thread doesn't show.
      ...all.map(({ version }) => mailOf(version, 'notification', { state: 'failed', at })),
    ]);
    const parts = [];
    for (let before: number | undefined, more = true; more; more = before !== undefined) {
      const part = await threads.thread(ticket.id, before);
      expect(part).toMatchObject({ ticket, confirmation });
      parts.unshift(part?.entries ?? []);
      before = part?.earlier;
      if (before !== undefined) expect(before).toBe(part?.entries[0]?.version);
    }
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.flat()).toStrictEqual(
      all.map((entry) => ({ ...entry, ...(entry.kind === 'reply' && { delivery: deliveryOf(entry) }) })),
    );
  });

  it('has every entry up to its ticket’s version, and none after it, whatever changes while it is read', async () => {
    const proxy = await startFaultyProxy(engine.endpoint);
    onTestFinished(proxy.close);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = documentClient({ endpoint: proxy.endpoint, region: 'eu-central-1', credentials });
    const { id } = await submitted();
    for (const operation of ['GetItem', 'Query']) {
      proxy.decideBy(async (it) => {
        const ticket = await tickets.get(id);
        if (it === operation && ticket) await tickets.change(written(ticket));
        return 'passes' as const;
      });
      const thread = await dynamoThreadStore(engine.tables.tickets, client).thread(id);
      expect(thread?.entries.map(({ version }) => version)).toEqual(
        Array.from({ length: (thread?.ticket.version ?? 0) - 1 }, (_, index) => index + 2),
      );
    }
  });
});

describe('the entries after a version', () => {
  it('are complete, oldest first, in as many parts as the database returns', async () => {
    const kinds = ['reply', 'note', 'change', 'mail_bounced'] as const;
    const all = Array.from({ length: 70 }, (_, index) => longEntry(index + 2, kinds[index % kinds.length] ?? 'note'));
    const { id } = await submitted({ version: 71 });
    await putEntries(id, all);
    const at = systemClock.timestamp();
    await put([
      { id, entry: mailEntry({ kind: 'reply', ticketId: id, version: 2, recipient: 'a' }), state: 'sent', at },
    ]);
    for (const version of [0, 1, 2, 9, 10, 35, 70, 71, 100]) {
      const parts = await Array.fromAsync(threads.since(id, version));
      expect(parts.flat()).toStrictEqual(all.slice(Math.max(0, version - 1)));
      if (version === 1) expect(parts.length).toBeGreaterThan(2);
    }
  });

  it('are read only as far as they are requested', async () => {
    const proxy = await startFaultyProxy(engine.endpoint);
    onTestFinished(proxy.close);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = documentClient({ endpoint: proxy.endpoint, region: 'eu-central-1', credentials });
    const all = Array.from({ length: 40 }, (_, index) => longEntry(index + 2, 'reply'));
    const { id } = await submitted({ version: 41 });
    await putEntries(id, all);
    let queries = 0;
    proxy.decideBy((operation) => {
      if (operation === 'Query') queries += 1;
      return 'passes';
    });
    for await (const [first] of dynamoThreadStore(engine.tables.tickets, client).since(id, 1)) {
      expect(first).toEqual(all[0]);
      break;
    }
    expect(queries).toBe(1);
  });
});

describe('an entry', () => {
  const operation = { id: randomUUID(), contentHash: 'hash' };

  it('is stored with its ticket and its operation, or not at all', async () => {
    const ticket = await submitted();
    const first = written(ticket, {}, operation);
    expect(await tickets.change(first)).toBe(true);
    expect(await tickets.change(written(ticket))).toBe(false);
    const again = written(first.after, { body: 'Again.' }, operation);
    expect(await tickets.change(again)).toBe(false);
    expect(await threads.thread(ticket.id)).toMatchObject({ ticket: first.after, entries: [first.entry] });
    expect(await tickets.change({ ...again, operation: { ...operation, id: randomUUID() } })).toBe(true);
    expect((await threads.thread(ticket.id))?.entries).toMatchObject([first.entry, again.entry]);
  });

  it('is found by the operation that wrote it, on its ticket only', async () => {
    const [ticket, other] = [await submitted(), await submitted()];
    const change = written(ticket, {}, operation);
    expect(await threads.recorded(ticket.id, operation.id)).toBeUndefined();
    await tickets.change(change);
    await tickets.change(movedTo(change.after, 'closed'));
    expect(await threads.recorded(ticket.id, operation.id)).toStrictEqual({
      ticketId: ticket.id,
      entry: change.entry,
      contentHash: 'hash',
    });
    expect(await threads.recorded(other.id, operation.id)).toBeUndefined();
    expect(await threads.recorded(ticket.id, change.entry.id)).toBeUndefined();
  });
});

describe('looking up an entry', () => {
  it('finds it by its version, and a message by its id, on its ticket only', async () => {
    const [ticket, other] = [await submitted(), await submitted()];
    const contact = { userId: ticket.userId, email: 'now@example.com', creditsPurchased: 7 };
    const message = written(ticket, { author: { type: 'customer' }, contact });
    const closing = movedTo(message.after, 'closed');
    await tickets.change(message);
    await tickets.change(closing);
    expect(await threads.entry(ticket.id, 2)).toStrictEqual(message.entry);
    expect(message.entry.contact).toEqual(contact);
    expect(await threads.entry(ticket.id, 3)).toStrictEqual(closing.entry);
    for (const version of [1, 4]) expect(await threads.entry(ticket.id, version)).toBeUndefined();
    expect(await threads.entry(other.id, 2)).toBeUndefined();
    expect(await threads.find(ticket.id, message.entry.id)).toStrictEqual(message.entry);
    expect(await threads.find(ticket.id, closing.entry.id)).toBeUndefined();
    expect(await threads.find(ticket.id, ticket.id)).toBeUndefined();
    expect(await threads.find(other.id, message.entry.id)).toBeUndefined();
  });

  it('finds it by its id in a thread of more than a megabyte', async () => {
    const all = Array.from({ length: 70 }, (_, index) => longEntry(index + 2, 'reply'));
    const { id } = await submitted({ version: 71 });
    await putEntries(id, all);
    for (const entry of [all[0], all.at(-1)]) expect(await threads.find(id, entry?.id ?? '')).toStrictEqual(entry);
  });
});

describe('replies', () => {
  it('come in full pages however many notes are between them, even across several responses of the database', async () => {
    const { id } = await submitted({ version: 61 });
    const kinds = Array.from({ length: 60 }, (_, index) => (index % 12 === 5 ? 'reply' : 'note'));
    const messages = kinds.map((kind, index) => longEntry(index + 2, kind));
    await putEntries(id, messages);
    const replies = messages.filter(({ kind }) => kind === 'reply');
    expect(replies).toHaveLength(5);
    expect(await threads.replies(id, 5)).toEqual({ messages: replies, more: false });
    expect(await threads.replies(id, 2)).toEqual({ messages: replies.slice(3), more: true });
    expect(await threads.replies(id, 3, replies[3])).toEqual({ messages: replies.slice(0, 3), more: false });
    expect(await threads.replies(id, 2, replies[3])).toEqual({ messages: replies.slice(1, 3), more: true });
    expect(await threads.replies(id, 2, replies[0])).toEqual({ messages: [], more: false });
  });
});

describe("a customer's tickets", () => {
  it('are found page by page, in their current state', async () => {
    const userId = randomUUID();
    const mine: Ticket[] = [];
    for (let count = 0; count < 5; count += 1) mine.unshift(await submitted({ userId }));
    await submitted({ userId: randomUUID() });
    const [ticket = exampleTicket] = mine;
    const change = written(ticket);
    await tickets.change(change);
    await expect.poll(async () => (await tickets.ofCustomer(userId, 9)).tickets.length).toBe(5);
    const now = [change.after, ...mine.slice(1)];
    expect(await tickets.ofCustomer(userId, 2)).toEqual({ tickets: now.slice(0, 2), more: true });
    expect(await tickets.ofCustomer(userId, 2, now[1])).toEqual({ tickets: now.slice(2, 4), more: true });
    expect(await tickets.ofCustomer(userId, 2, now[3])).toEqual({ tickets: now.slice(4), more: false });
    expect(await tickets.ofCustomer(randomUUID(), 2)).toEqual({ tickets: [], more: false });
  });
});

it('an unreachable database is reported as unavailable, not as empty', async () => {
  const there = dynamoThreadStore('tickets', unreachableClient());
  for (const asking of [
    there.thread('x'),
    there.replies('x', 1),
    there.recorded('x', 'y'),
    there.entry('x', 2),
    there.find('x', 'y'),
    Array.fromAsync(there.since('x', 1)),
  ]) {
    await expect(asking).rejects.toMatchObject({ refusal: 'unavailable' });
  }
});
