import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll } from 'vitest';
import { dynamoCannedReplies } from '#adapters/dynamo/dynamo-canned-replies.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { dynamoSavedViews } from '#adapters/dynamo/dynamo-saved-views.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { mailEntry } from '#adapters/dynamo/mail-items.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import type { WholeDatabase } from '#bin/desk-database.ts';
import type { DeskFiles } from '#bin/desk-files.ts';
import { exportOptions, exportTickets } from '#bin/export/export-command.ts';
import { importTickets } from '#bin/export/import-command.ts';
import { addressHash } from '#core/mail/address.ts';
import { deliveryStates } from '#core/mail/delivery.ts';
import { sorts } from '#core/search/sort.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { changeFields } from '#core/ticket/change-fields.ts';
import { startEngine } from '#test/adapters/dynamo/engine.ts';
import { bin } from '#test/bin/command-line.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { anyStatus, messageDraft, openTicket, time } from '#test/core/arbitraries.ts';
import { localS3Client } from '#test/local/desk.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';

const attribute = fc.string({ minLength: 1 }).filter((name) => !['__proto__', 'constructor'].includes(name));
const unit = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 });

/** Also what ends a line for some readers. */
const text = fc.string({ unit: fc.oneof(fc.constantFrom('\u2028', '\u2029', '\u0085', '\r', '\n', '\uFEFF'), unit) });

const someText = fc.tuple(text, unit).map(([before, end]) => before + end);

/** A ticket's life: what happens to it, its mails, and what a later version of the desk may note of them. */
const life = fc.record({
  ticket: openTicket,
  contentHash: fc.option(fc.string({ unit, minLength: 1 }), { nil: undefined }),
  changes: fc.array(fc.record({ to: anyStatus }), { maxLength: 2 }),
  messages: fc.array(fc.record({ draft: messageDraft, key: fc.option(fc.uuid(), { nil: undefined }) }), {
    maxLength: 2,
  }),
  mails: fc.array(
    fc.record({
      state: fc.constantFrom(...deliveryStates),
      later: fc.object({ key: attribute, values: [text, fc.integer(), fc.boolean(), fc.constant(null)] }),
    }),
    { maxLength: 2 },
  ),
});

/** An event at a desk. */
export const deskLives = fc.uniqueArray(life, { selector: ({ ticket }) => ticket.id, maxLength: 5 });
export type DeskLives = typeof deskLives extends fc.Arbitrary<infer Lives> ? Lives : never;

/** A desk's other data: canned replies, addresses that bounced, and views that agents share. */
export const keptBeside = fc.record({
  replies: fc.uniqueArray(
    fc.record(
      {
        id: fc.uuid(),
        name: someText,
        body: someText,
        actions: fc.record({ status: fc.constantFrom('open', 'closed'), assignee: fc.option(fc.uuid()) }),
        updatedAt: time,
      },
      { requiredKeys: ['id', 'name', 'body', 'updatedAt'] },
    ),
    { selector: ({ id }) => id, maxLength: 3 },
  ),
  addresses: fc.uniqueArray(fc.emailAddress(), { selector: (address) => address.toLowerCase(), maxLength: 2 }),
  views: fc.uniqueArray(
    fc.record({ id: fc.uuid(), name: someText, query: text, sort: fc.constantFrom(...sorts), position: fc.nat() }),
    { selector: ({ id }) => id, maxLength: 3 },
  ),
});
type KeptBeside = typeof keptBeside extends fc.Arbitrary<infer Kept> ? Kept : never;

/** The tables of the desk that has this tickets table. */
const tablesOf = (tickets: string) => ({
  tickets,
  agents: tickets.replace('tickets', 'agents'),
  personal: tickets.replace('tickets', 'personal'),
  views: tickets.replace('tickets', 'views'),
});

/** A bucket of files for a desk that has none. */
export const noBucket: DeskFiles = { client: localS3Client('http://127.0.0.1:9'), bucket: 'none' };

/** A database for one test file, and a folder for its exports. */
export function exportDesks() {
  let engine: Awaited<ReturnType<typeof startEngine>>;
  let folder: string;

  beforeAll(async () => {
    engine = await startEngine();
    folder = await mkdtemp(join(tmpdir(), 'support-desk-export-'));
  });
  afterAll(async () => {
    await engine.close();
    await rm(folder, { recursive: true });
  });

  const database = (tickets: string): WholeDatabase => ({ client: engine.client, ...tablesOf(tickets) });
  const savedViewsOf = (tickets: string) => {
    const { personal, views } = tablesOf(tickets);
    return dynamoSavedViews({ personalTable: personal, viewsTable: views }, engine.client);
  };
  const file = (ending: string) => join(folder, `${randomUUID()}.${ending}`);

  return {
    engine: () => engine,
    file,
    /** The database of the desk that has this tickets table. */
    database,
    savedViewsOf,
    /** A desk of its own, in which this has happened. Returns the name of its tickets table. */
    async desk(
      lives: DeskLives = [],
      { replies = [], addresses = [], views = [] }: Partial<KeptBeside> = {},
    ): Promise<string> {
      const tickets = `tickets-${randomUUID()}`;
      await createTables(engine.client, tablesOf(tickets));
      await Promise.all(lives.map((one) => live(engine.client, tickets, one)));
      const cannedReplies = dynamoCannedReplies(tickets, engine.client);
      for (const [revision, reply] of replies.entries()) await cannedReplies.put(reply, revision);
      const ledger = dynamoMailLedger(tickets, engine.client);
      await Promise.all(addresses.map((address) => ledger.mark(address, 'bounced', systemClock.timestamp())));
      const savedViews = savedViewsOf(tickets);
      for (const [revision, view] of views.entries()) {
        await savedViews.change('dana', { stored: { ...view, isShared: true } }, revision);
      }
      return tickets;
    },
    /** Runs the command line in a process of its own, as `npm run desk` does, on this desk; `shell` may send its output elsewhere. */
    run(tickets: string, args: readonly string[], nodeOptions: readonly string[] = [], shell = 'exec "$@"') {
      const command = [process.execPath, ...nodeOptions, bin, ...args];
      const { personal, views } = tablesOf(tickets);
      const others = ['export', 'import'].includes(args[0] ?? '') ? ['--personal-table', personal] : [];
      const tables = ['--tickets-table', tickets, '--views-table', views, ...others, '--region', 'eu-central-1'];
      return spawn('sh', ['-c', shell, 'sh', ...command, ...tables], {
        env: {
          ...process.env,
          AWS_ACCESS_KEY_ID: 'local',
          AWS_SECRET_ACCESS_KEY: 'local',
          AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
        },
      });
    },
    /** Returns the output of `desk export`. */
    async exported(
      tickets: string,
      values: { format?: string; status?: string; query?: string } = {},
      client = engine.client,
    ) {
      const output = file('export');
      const defaults = { status: exportOptions.status.default, force: false };
      await exportTickets(
        { format: 'jsonl', ...defaults, ...values, output },
        { ...database(tickets), client, files: noBucket },
        () => {},
      );
      return readFile(output, 'utf8');
    },
    /** Runs `desk import`; returns its output. */
    async imported(tickets: string, path: string, printed: string[] = [], client = engine.client): Promise<string[]> {
      await importTickets(path, { ...database(tickets), client, files: noBucket }, (line) => printed.push(line));
      return printed;
    },
  };
}

async function live(
  client: DynamoDBDocumentClient,
  table: string,
  { ticket, contentHash, changes, messages, mails }: DeskLives[number],
): Promise<void> {
  const store = dynamoTicketStore(table, client);
  await store.add(ticket, contentHash);
  const world = {
    tickets: store,
    threads: dynamoThreadStore(table, client),
    clock: systemClock,
    newEntryId: entryIdAt,
    pause: randomPause,
  };
  for (const { to } of changes) await changeFields(world, ticket.id, { status: to }, agentNamed('Dana'));
  for (const { draft, key } of messages) await addMessage(world, ticket.id, { ...draft, idempotencyKey: key });
  for (const [index, { state, later }] of mails.entries()) {
    const recipient = addressHash(ticket.userEmail);
    const entry = mailEntry({ kind: 'reply', ticketId: ticket.id, version: index + 1, recipient });
    const Item = { id: ticket.id, entry, state, at: systemClock.timestamp(), later };
    await client.send(new PutCommand({ TableName: table, Item }));
  }
}
