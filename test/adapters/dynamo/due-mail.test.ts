import { randomUUID } from 'node:crypto';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoMailCauses } from '#adapters/dynamo/dynamo-mail-causes.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { toEntryItem } from '#adapters/dynamo/entry-items.ts';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { readViewChange } from '#adapters/dynamo/view-change.ts';
import { type DueEntry, later } from '#core/due/due-entry.ts';
import { addressHash } from '#core/mail/address.ts';
import { compareDueMail, rebuildDueMail } from '#core/mail/rebuild-due-mail.ts';
import type { Entry } from '#core/ticket/entry.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { insertionOf } from '#test/stream/records.ts';
import { startEngine } from './engine.ts';

const MINUTE = 60_000;
const noon = '2026-11-24T12:00:00.000000000Z';
const minutesAgo = (minutes: number) => later(noon, -minutes * MINUTE);

let engine: Awaited<ReturnType<typeof startEngine>>;
let world: ReturnType<typeof worldOf>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

function worldOf(tickets: string, views: string) {
  return {
    tickets,
    due: dynamoDueStore(views, engine.client),
    causes: dynamoMailCauses(engine.client, tickets),
    ledger: dynamoMailLedger(tickets, engine.client),
    switchedOn: minutesAgo(600) as string | undefined,
    clock: { now: () => Date.parse(noon) },
  };
}
async function newWorld() {
  const tables = { ...engine.tables, tickets: `tickets-${randomUUID()}`, views: `views-${randomUUID()}` };
  await createTables(engine.client, tables);
  return worldOf(tables.tickets, tables.views);
}
beforeEach(async () => {
  world = await newWorld();
});

type Item = ReturnType<typeof ticketItem> | ReturnType<typeof entryItem>;
const ticketItem = (id: string, createdAt: string) => toItem({ ...exampleTicket, id, createdAt }, 'a write', undefined);
const entryItem = (id: string, version: number, createdAt: string, changes: Partial<Entry> = {}) =>
  toEntryItem(id, {
    id: randomUUID(),
    version,
    kind: 'reply',
    author: authorNamed('Dana'),
    createdAt,
    changes: [],
    body: 'Try again.',
    ...changes,
  });

async function store(...items: readonly object[]): Promise<void> {
  for (const Item of items) await engine.client.send(new PutCommand({ TableName: world.tickets, Item }));
}
const remove = ({ id, entry }: Item) =>
  engine.client.send(new DeleteCommand({ TableName: world.tickets, Key: { id, entry } }));
const project = async (records: readonly DynamoDBRecord[]) => {
  for (const record of records) {
    const { dueMail } = readViewChange(record, undefined);
    if (dueMail) await world.due.put(dueMail);
  }
};
const entries = async () => (await Array.fromAsync(world.due.before())).flat();
const mailOf = (item: Item): DueEntry => ({
  kind: 'mail',
  subject: item.id,
  at: later(item.created_at, 5 * MINUTE),
  version: item.version,
});

/** A ticket's life as it is stored: what happened, and how many minutes ago. */
const lives = fc.array(
  fc.array(
    fc.record({
      what: fc.constantFrom('reply', 'customer replies', 'note', 'change', 'resend', 'bounce'),
      pause: fc.integer({ min: 1, max: 60 }),
      isImported: fc.boolean(),
    }),
    { maxLength: 5 },
  ),
  { minLength: 1, maxLength: 3 },
);
const happening: Readonly<Record<string, Partial<Entry>>> = {
  reply: {},
  'customer replies': { author: { type: 'customer' } },
  note: { kind: 'note' },
  change: { kind: 'change', body: undefined },
  resend: { kind: 'mail_resent', body: undefined, resends: 1 },
  bounce: { kind: 'mail_bounced', body: undefined, author: { type: 'system' } },
};

describe('the due entries of mail', () => {
  it('are the same from the stream, in any order and repeated, as from the tickets themselves', async () => {
    const deliveries = lives.chain((all) => {
      const items = all.flatMap((life) => {
        const id = randomUUID();
        let ago = 500;
        const isImported = life[0]?.isImported === true;
        const mark = isImported ? { imported: true } : {};
        return [
          { ...ticketItem(id, minutesAgo(ago)), ...mark },
          ...life.map(({ what, pause }, index) => {
            ago -= pause;
            return { ...entryItem(id, index + 2, minutesAgo(ago), happening[what]), ...mark };
          }),
        ];
      });
      return fc.tuple(fc.constant(items), fc.shuffledSubarray([...items, ...items], { minLength: items.length }));
    });
    await fc.assert(
      fc.asyncProperty(deliveries, async ([items, order]) => {
        world = await newWorld();
        await store(...items);
        await project([...order, ...items.toReversed()].map(insertionOf));
        const fromStream = await entries();
        expect(await compareDueMail(world)).toEqual([]);
        world = { ...world, due: (await newWorld()).due };
        await rebuildDueMail(world);
        expect(await entries()).toEqual(fromStream);
      }),
      { numRuns: 15 },
    );
  });

  it('are put in place by a rebuild only for what is not imported, not older than a day, and newer than the setting', async () => {
    const ids = Array.from({ length: 5 }, () => randomUUID()) as [string, string, string, string, string];
    const owed = [ticketItem(ids[0], minutesAgo(100)), entryItem(ids[1], 4, minutesAgo(10))];
    const old = [ticketItem(ids[1], minutesAgo(24 * 60 + 1)), entryItem(ids[2], 2, minutesAgo(601))];
    const others = [
      { ...ticketItem(ids[3], minutesAgo(5)), imported: true },
      entryItem(ids[4], 2, minutesAgo(3), happening.note),
    ];
    await store(...owed, ...old, ...others);
    await rebuildDueMail(world);
    expect(await entries()).toEqual(owed.map(mailOf));
    world = { ...world, switchedOn: undefined, due: (await newWorld()).due };
    await rebuildDueMail(world);
    expect(await entries()).toEqual([]);
  });

  it('that were put off stay where they are, also if their mail is older than a day by now', async () => {
    const [young, old] = [ticketItem(randomUUID(), minutesAgo(100)), ticketItem(randomUUID(), minutesAgo(3000))];
    await store(young, old);
    const putOff = [young, old].map((item) => ({ ...mailOf(item), at: later(noon, 30 * MINUTE) }));
    for (const entry of putOff) await world.due.put(entry);
    await rebuildDueMail(world);
    expect(await entries()).toEqual(putOff.toSorted((a, b) => (a.subject < b.subject ? -1 : 1)));
    expect(await compareDueMail(world)).toEqual([]);
  });

  it('that the tickets refute are found, and removed by a rebuild', async () => {
    const [ticket, reply] = [ticketItem(randomUUID(), minutesAgo(9)), entryItem(randomUUID(), 2, minutesAgo(8))];
    const note = entryItem(randomUUID(), 3, minutesAgo(7), happening.note);
    await store(ticket, reply, note);
    for (const item of [ticket, reply, note]) await world.due.put(mailOf(item));
    await remove(reply);
    expect(await compareDueMail(world)).toEqual(
      [reply, note].map(({ id, version }) => ({
        what: `mail due for version ${version} of ticket ${id}`,
        told: 1,
        truth: 0,
      })),
    );
    await rebuildDueMail(world);
    expect(await entries()).toEqual([mailOf(ticket)]);
    expect(await compareDueMail(world)).toEqual([]);
  });

  it('that are missing are found, unless the mail to the customer is settled or there is none', async () => {
    const at = minutesAgo(1);
    const [open, settled] = [ticketItem(randomUUID(), minutesAgo(9)), ticketItem(randomUUID(), minutesAgo(8))];
    const fromCustomer = entryItem(settled.id, 2, minutesAgo(7), { author: { type: 'customer' } });
    const again = entryItem(settled.id, 3, minutesAgo(6), happening.resend);
    await store(open, settled, fromCustomer, again);
    const missing = (item: Item) => ({
      what: `mail due for version ${item.version} of ticket ${item.id}`,
      told: 0,
      truth: 1,
    });
    const mail = {
      kind: 'confirmation',
      ticketId: settled.id,
      version: 1,
      recipient: addressHash('a@example.com'),
    } as const;
    await world.ledger.report(mail, { state: 'queued', at });
    const found = async () => (await compareDueMail(world)).toSorted((a, b) => (a.what < b.what ? -1 : 1));
    // The confirmation is owed since it was resent.
    expect(await found()).toEqual([open, again].map(missing).toSorted((a, b) => (a.what < b.what ? -1 : 1)));
    await world.ledger.report(mail, { state: 'sent', at });
    expect(await found()).toEqual([missing(open)]);
    await rebuildDueMail(world);
    expect(await found()).toEqual([]);
  });
});
