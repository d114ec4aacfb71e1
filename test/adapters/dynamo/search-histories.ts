import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoIndex } from '#adapters/dynamo/dynamo-index.ts';
import { dynamoPostings } from '#adapters/dynamo/dynamo-postings.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoViewBuilder, scanTickets } from '#adapters/dynamo/dynamo-view-builder.ts';
import { toEntryItem } from '#adapters/dynamo/entry-items.ts';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { readViewChange } from '#adapters/dynamo/view-change.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { rebuildIndex } from '#core/search/compare-index.ts';
import type { Entry } from '#core/ticket/entry.ts';
import { withMessage } from '#core/ticket/message.ts';
import { priorities, statuses, type Ticket } from '#core/ticket/ticket.ts';
import { withStatus } from '#core/ticket/ticket-status.ts';
import { rebuildViews } from '#core/views/rebuild-views.ts';
import { viewConsumer } from '#functions/stream/view-consumer.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { noon } from '#test/core/views/ticket-lives.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { insertionOf, recordOf } from '#test/stream/records.ts';
import type { startEngine } from './engine.ts';

type Engine = Awaited<ReturnType<typeof startEngine>>;

/** Starts a desk's tables of tickets and views, with what follows from one to the other. */
export async function searchDesk({ client, tables: others }: Engine) {
  const suffix = crypto.randomUUID();
  const tables = { ...others, tickets: `tickets-${suffix}`, views: `views-${suffix}` };
  await createTables(client, tables);
  const views = dynamoViewBuilder(tables.views, client);
  const index = dynamoIndex(client, tables);
  const log = { info: () => {}, error: (_: string, fields: object) => errors.push(JSON.stringify(fields)) };
  const errors: string[] = [];
  const newConsumer = () =>
    viewConsumer({
      log,
      read: (record) => readViewChange(record, undefined),
      views,
      index: dynamoPostings(tables.views, client),
      tickets: dynamoTicketStore(tables.tickets, client),
      threads: dynamoThreadStore(tables.tickets, client),
      contacts: dynamoContacts(tables.views, client),
      due: dynamoDueStore(tables.views, client),
      sendsMail: false,
      clock: systemClock,
    });
  return {
    tables,
    views,
    index,
    errors,
    newConsumer,
    put: (item: object) => client.send(new PutCommand({ TableName: tables.tickets, Item: item })),
    async rebuild() {
      const unheard = { advance: () => {}, leaveOut: () => {} };
      await rebuildViews({ views, clock: systemClock, tickets: () => scanTickets(client, tables.tickets), ...unheard });
      await rebuildIndex(index, async () => {});
    },
  };
}

/** A ticket's next version, and the entry that made it. */
type Step = (ticket: Ticket) => Pick<Entry, 'kind' | 'body' | 'changes'> & { readonly after: Ticket };

const someText = fc
  .array(fc.constantFrom('alpha', 'beta', 'gamma', '返金', 'v1.2'), { minLength: 1, maxLength: 4 })
  .map((words) => words.join(' '));
const anyAuthor = fc.constantFrom({ type: 'customer' } as const, authorNamed('Dana'));
const changed = (after: Ticket) => ({ kind: 'change', changes: [], body: undefined, after }) as const;

const noTargets = { calendar: null, replyDueAt: null, resolveDueAt: null, repliedAt: null, pausedAt: null };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({ kind: fc.constantFrom('reply', 'note'), author: anyAuthor, body: someText })
    .map(({ kind, author, body }) => (ticket: Ticket) => ({
      kind,
      body,
      changes: [],
      after: withMessage(ticket, { kind, author, body }, noon(2)),
    })),
  fc.constantFrom(...statuses).map((status) => (ticket: Ticket) => changed(withStatus(ticket, status, noon(2)))),
  fc.constantFrom(...priorities).map((priority) => (ticket: Ticket) => changed({ ...ticket, priority })),
  fc
    .constantFrom(null, authorNamed('Dana'), authorNamed('Eve'))
    .map((assignee) => (ticket: Ticket) => changed({ ...ticket, assignee })),
  fc
    .constantFrom(null, 1, 2)
    .map((due) => (ticket: Ticket) => changed({ ...ticket, targets: { ...noTargets, resolveDueAt: due } })),
  fc.subarray(['Billing', 'größe XL', '請求']).map((tags) => (ticket: Ticket) => changed({ ...ticket, tags })),
);

/** The items that a ticket's life stores, one version after the other, with their change records. */
interface Version {
  readonly items: readonly object[];
  readonly records: readonly DynamoDBRecord[];
}

const life = fc.record({ subject: someText, steps: fc.array(anyStep, { maxLength: 5 }) }).map(({ subject, steps }) => {
  const ticket: Ticket = { ...exampleTicket, id: crypto.randomUUID(), subject, createdAt: noon(1) };
  const versions: Version[] = [{ items: [itemOf(ticket)], records: [recordOf({ ticket }, 1)] }];
  let last = ticket;
  for (const step of steps) {
    const { after, ...made } = step(last);
    last = { ...after, version: last.version + 1 };
    const entry = { ...made, id: crypto.randomUUID(), version: last.version, createdAt: noon(2) };
    const entryItem = toEntryItem(last.id, { ...entry, author: { type: 'customer' } }, last.createdAt);
    versions.push({
      items: [entryItem, itemOf(last)],
      records: [recordOf({ ticket: last }, 1), insertionOf(entryItem)],
    });
  }
  return versions;
});

const itemOf = (ticket: Ticket) => toItem(ticket, 'a write', undefined);

/** The lives of several tickets, in turns, with a way to deliver what follows: batches in any order, each some records late, repeated or reversed. */
export const histories = fc.record({
  versions: fc.array(life, { minLength: 1, maxLength: 3 }).map((lives) => {
    const longest = Math.max(...lives.map(({ length }) => length));
    return Array.from({ length: longest }, (_, turn) => lives.flatMap((versions) => versions[turn] ?? [])).flat();
  }),
  deliveries: fc.array(
    fc.record({
      /** Which of the records so far, by their places from the end. */
      which: fc.array(fc.nat(12), { maxLength: 6 }),
      twiceAtOnce: fc.boolean(),
    }),
    { maxLength: 8 },
  ),
  rebuildAfter: fc.option(fc.nat(8)),
  order: fc.constantFrom('in order', 'reversed'),
});
