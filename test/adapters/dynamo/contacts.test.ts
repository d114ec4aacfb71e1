import { randomUUID } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { rebuildContacts } from '#adapters/dynamo/dynamo-view-builder.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { addressHash } from '#core/mail/address.ts';
import type { Contact, ContactStore } from '#core/mail/contact.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { time } from '#test/core/arbitraries.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { startEngine, unreachableClient } from './engine.ts';
import { movedTo, written } from './stored-change.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
let contacts: ContactStore;
beforeAll(async () => {
  engine = await startEngine();
  contacts = dynamoContacts(engine.tables.views, engine.client);
});
afterAll(() => engine.close());

const newContact = (changes: Partial<Contact> = {}): Contact => ({
  userId: randomUUID(),
  email: `${randomUUID()}@example.com`,
  creditsPurchased: 100,
  at: '2026-11-24T10:00:00.000000000Z',
  ...changes,
});
const LATER = '2026-11-24T11:00:00.000000000Z';

/** Returns the customers found by an address. */
async function foundBy(address: string): Promise<string[]> {
  const query = new QueryCommand({
    TableName: engine.tables.views,
    ConsistentRead: true,
    KeyConditionExpression: '#view = :view',
    ExpressionAttributeNames: { '#view': 'view' },
    ExpressionAttributeValues: { ':view': `address#${addressHash(address)}` },
  });
  return ((await engine.client.send(query)).Items ?? []).map(({ entry }) => entry);
}

describe('a customer’s contact', () => {
  it('is undefined until one is stored; then it is the latest, and found by its address', async () => {
    const contact = newContact();
    expect(await contacts.of(contact.userId)).toBeUndefined();
    await contacts.keep(contact);
    expect(await contacts.of(contact.userId)).toEqual(contact);
    const moved = { ...contact, email: `${randomUUID()}@example.com`, creditsPurchased: 0, at: LATER };
    await contacts.keep(moved);
    expect(await contacts.of(contact.userId)).toEqual(moved);
    expect(await foundBy(moved.email.toUpperCase())).toEqual([contact.userId]);
  });

  it('is not replaced when an older record is applied again', async () => {
    const contact = newContact({ at: LATER });
    await contacts.keep(contact);
    await contacts.keep({ ...contact, email: 'old@example.com', at: '2026-11-24T10:00:00.000000000Z' });
    await contacts.keep({ ...contact, email: 'same-time@example.com' });
    expect(await contacts.of(contact.userId)).toEqual(contact);
    expect(await foundBy('same-time@example.com')).toEqual([]);
  });

  it('is the latest, in whatever order, however often and however concurrently they are stored', async () => {
    const some = fc.uniqueArray(fc.record({ email: fc.emailAddress(), creditsPurchased: fc.nat(), at: time }), {
      minLength: 1,
      maxLength: 6,
      selector: ({ at }) => at,
    });
    await fc.assert(
      fc.asyncProperty(some, fc.boolean(), async (given, atOnce) => {
        const userId = randomUUID();
        const all = given.map((it) => ({ userId, ...it }));
        if (atOnce) await Promise.all([...all, ...all].map((it) => contacts.keep(it)));
        else for (const it of [...all, ...all]) await contacts.keep(it);
        const latest = all.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
        expect(await contacts.of(userId)).toEqual(latest);
        expect(await foundBy(latest?.email ?? '')).toContain(userId);
      }),
      { numRuns: 20 },
    );
  });

  it('is separate for each customer, even if they share an address', async () => {
    const [ann, bob] = [newContact({ email: 'office@example.com' }), newContact({ email: 'office@example.com' })];
    await contacts.keep(ann);
    await contacts.keep(bob);
    expect(await contacts.of(ann.userId)).toEqual(ann);
    expect((await foundBy('office@example.com')).sort()).toEqual([ann.userId, bob.userId].sort());
  });
});

describe('contacts that are rebuilt', () => {
  it('are the latest from tickets and customers’ replies, whatever else is stored, and never replace a later one', async () => {
    const tickets = dynamoTicketStore(engine.tables.tickets, engine.client);
    const submitted = async (userId: string, userEmail: string): Promise<Ticket> => {
      const createdAt = systemClock.timestamp();
      const ticket = { ...exampleTicket, id: randomUUID(), userId, userEmail, createdAt, updatedAt: createdAt };
      await tickets.add(ticket);
      return ticket;
    };
    const [ann, bob, eve] = [randomUUID(), randomUUID(), randomUUID()];
    const first = await submitted(ann, 'ann-1@example.com');
    const reply = written(first, {
      author: { type: 'customer' },
      contact: { userId: ann, email: 'ann-2@example.com', creditsPurchased: 7 },
    });
    await tickets.change(reply);
    await tickets.change(written(reply.after, { kind: 'note' }));
    const second = await submitted(bob, 'bob@example.com');
    await tickets.change(movedTo(second, 'closed'));
    await submitted(eve, 'eve@example.com');
    const newer = newContact({ userId: eve, email: 'eve-2@example.com', at: systemClock.timestamp() });
    await contacts.keep(newer);
    await rebuildContacts(engine.client, engine.tables.tickets, engine.tables.views);
    expect(await contacts.of(ann)).toEqual({
      userId: ann,
      email: 'ann-2@example.com',
      creditsPurchased: 7,
      at: reply.entry.createdAt,
    });
    expect(await contacts.of(bob)).toMatchObject({ email: 'bob@example.com', at: second.createdAt });
    expect(await contacts.of(eve)).toEqual(newer);
  });
});

it('an unreachable database is reported as unavailable', async () => {
  const there = dynamoContacts('views', unreachableClient());
  for (const asking of [there.of('x'), there.keep(newContact())]) {
    await expect(asking).rejects.toMatchObject({ refusal: 'unavailable' });
  }
});
