import { randomUUID } from 'node:crypto';
import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoThreadStore } from '../../functions/adapters/dynamo-thread-store.ts';
import { dynamoTicketStore } from '../../functions/adapters/dynamo-ticket-store.ts';
import { messageIdAt } from '../../functions/adapters/message-id.ts';
import { systemClock } from '../../functions/adapters/system-clock.ts';
import { toMessageItem } from '../../functions/adapters/thread-items.ts';
import { type Message, type MessageDraft, withMessage } from '../../functions/core/message.ts';
import type { ThreadStore, TicketStore } from '../../functions/core/ports.ts';
import type { Ticket } from '../../functions/core/ticket.ts';
import type { TicketEvent } from '../../functions/core/ticket-event.ts';
import { exampleTicket } from '../http/example-ticket.ts';
import { startEngine, unreachableClient } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
let tickets: TicketStore;
let threads: ThreadStore;
beforeAll(async () => {
  engine = await startEngine();
  tickets = dynamoTicketStore(engine.tables.tickets, engine.client);
  threads = dynamoThreadStore(engine.tables.tickets, engine.client);
});
afterAll(() => engine.close());

const dana = { type: 'agent', name: 'Dana' } as const;

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

/** A change with a message, ready to be stored. */
function written(before: Ticket, draft: Partial<MessageDraft> = {}): [Ticket, Ticket, TicketEvent, Message] {
  const at = systemClock.timestamp();
  const whole = { kind: 'reply', author: dana, body: 'Try again.', ...draft } as const;
  const after = withMessage(before, whole, at);
  const { kind, author, body } = whole;
  const message = { id: messageIdAt(at), kind, author, body, createdAt: at, version: after.version };
  const event = {
    op: randomUUID(),
    kind: 'message_added',
    author,
    at,
    from: before.status,
    to: after.status,
    version: after.version,
    messageId: message.id,
    contentHash: 'hash',
  } as const;
  return [before, after, event, message];
}

describe('a thread', () => {
  it('is the ticket with all that was written, as it was given', async () => {
    const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
    const author = fc.oneof(
      fc.constant({ type: 'customer' } as const),
      any.map((name) => ({ type: 'agent', name }) as const),
    );
    const drafts = fc.array(fc.record({ body: any, author, kind: fc.constantFrom('reply', 'note') }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(drafts, async (all) => {
        let ticket = await submitted();
        const entries = [];
        for (const draft of all) {
          const change = written(ticket, draft);
          expect(await tickets.change(...change)).toBe(true);
          const [, after, event, message] = change;
          ticket = after;
          entries.push({ type: 'message', message, delivery: undefined }, { type: 'event', event });
        }
        expect(await threads.thread(ticket.id)).toEqual({
          ticket,
          entries,
          confirmation: undefined,
          earlier: undefined,
        });
      }),
      { numRuns: 15 },
    );
  });

  it('of a ticket that is not there is none', async () => {
    expect(await threads.thread(randomUUID())).toBeUndefined();
    expect(await threads.thread(randomUUID(), 'event#x')).toBeUndefined();
  });

  it('tells what became of its mails', async () => {
    const ticket = await submitted();
    const [, after, event, message] = written(ticket);
    await tickets.change(ticket, after, event, message);
    const at = systemClock.timestamp();
    const mails = {
      confirmation: { state: 'sent', at },
      [`reply#${message.id}`]: { state: 'failed', at, detail: 'MessageRejected' },
    };
    for (const [purpose, mail] of Object.entries(mails)) {
      const Item = { id: ticket.id, entry: `outbox#${purpose}`, ...mail };
      await engine.client.send(new PutCommand({ TableName: engine.tables.tickets, Item }));
    }
    expect(await threads.thread(ticket.id)).toMatchObject({
      confirmation: mails.confirmation,
      entries: [{ delivery: mails[`reply#${message.id}`] }, { type: 'event' }],
    });
  });

  it('knows events from before there were conversations', async () => {
    const ticket = await submitted();
    const at = systemClock.timestamp();
    const Item = {
      id: ticket.id,
      entry: 'event#1',
      op: '1',
      kind: 'status_changed',
      agent: 'Dana',
      at,
      from: 'open',
      to: 'closed',
    };
    await engine.client.send(new PutCommand({ TableName: engine.tables.tickets, Item }));
    const { id: _, entry: __, agent: ___, ...event } = Item;
    expect((await threads.thread(ticket.id))?.entries).toEqual([
      { type: 'event', event: { ...event, author: dana, version: 0 } },
    ]);
  });
});

describe('a message', () => {
  it('is stored with its ticket and its event, or not at all', async () => {
    const ticket = await submitted();
    const first = written(ticket);
    expect(await tickets.change(...first)).toBe(true);
    expect(await tickets.change(...written(ticket))).toBe(false);
    const [, now, { op }, message] = first;
    const [, after, event, another] = written(now);
    expect(await tickets.change(now, after, { ...event, op }, another)).toBe(false);
    expect(await threads.thread(ticket.id)).toMatchObject({ ticket: now, entries: [{ message }, { type: 'event' }] });
  });

  it('is found by the operation that wrote it', async () => {
    const ticket = await submitted();
    const [, after, event, message] = written(ticket);
    expect(await threads.recorded(ticket.id, event.op)).toBeUndefined();
    await tickets.change(ticket, after, event, message);
    expect(await threads.recorded(ticket.id, event.op)).toEqual({ event, message });
  });
});

describe('replies', () => {
  it('come in full pages however many notes lie between them, even in more than one answer of the database', async () => {
    const { id } = await submitted();
    const kinds = Array.from({ length: 60 }, (_, index) => (index % 12 === 5 ? 'reply' : 'note'));
    const messages = kinds.map((kind, index): Message => {
      const createdAt = systemClock.timestamp();
      return {
        id: messageIdAt(createdAt),
        kind,
        author: dana,
        body: `${index} ${'😀'.repeat(9_000)}`,
        createdAt,
        version: index + 2,
      };
    });
    for (let at = 0; at < messages.length; at += 20) {
      const requests = messages
        .slice(at, at + 20)
        .map((message) => ({ PutRequest: { Item: toMessageItem(id, message) } }));
      await engine.client.send(new BatchWriteCommand({ RequestItems: { [engine.tables.tickets]: requests } }));
    }
    const replies = messages.filter(({ kind }) => kind === 'reply');
    expect(replies).toHaveLength(5);
    expect(await threads.replies(id, 5)).toEqual({ messages: replies, more: false });
    expect(await threads.replies(id, 2)).toEqual({ messages: replies.slice(3), more: true });
    expect(await threads.replies(id, 3, replies[3]?.id)).toEqual({ messages: replies.slice(0, 3), more: false });
    expect(await threads.replies(id, 2, replies[3]?.id)).toEqual({ messages: replies.slice(1, 3), more: true });
    expect(await threads.replies(id, 2, replies[0]?.id)).toEqual({ messages: [], more: false });
  });
});

describe("a customer's tickets", () => {
  it('are found page by page, as they are now', async () => {
    const userId = randomUUID();
    const mine: Ticket[] = [];
    for (let count = 0; count < 5; count += 1) mine.unshift(await submitted({ userId }));
    await submitted({ userId: randomUUID() });
    const [ticket = exampleTicket] = mine;
    const change = written(ticket);
    await tickets.change(...change);
    await expect.poll(async () => (await tickets.ofCustomer(userId, 9)).tickets.length).toBe(5);
    const now = [change[1], ...mine.slice(1)];
    expect(await tickets.ofCustomer(userId, 2)).toEqual({ tickets: now.slice(0, 2), more: true });
    expect(await tickets.ofCustomer(userId, 2, now[1])).toEqual({ tickets: now.slice(2, 4), more: true });
    expect(await tickets.ofCustomer(userId, 2, now[3])).toEqual({ tickets: now.slice(4), more: false });
    expect(await tickets.ofCustomer(randomUUID(), 2)).toEqual({ tickets: [], more: false });
  });
});

it('a database that cannot be reached is unavailable, not empty', async () => {
  const there = dynamoThreadStore('tickets', unreachableClient());
  for (const asking of [there.thread('x'), there.replies('x', 1), there.recorded('x', 'y')]) {
    await expect(asking).rejects.toMatchObject({ refusal: 'unavailable' });
  }
});
