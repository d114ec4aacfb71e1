import { randomUUID } from 'node:crypto';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { dynamoAdopted } from '#adapters/dynamo/dynamo-adopted.ts';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoCorrespondence } from '#adapters/dynamo/dynamo-correspondence.ts';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { dynamoPostings } from '#adapters/dynamo/dynamo-postings.ts';
import { dynamoQueues } from '#adapters/dynamo/dynamo-queues.ts';
import { dynamoSwitchedOn } from '#adapters/dynamo/dynamo-switched-on.ts';
import { dynamoTeam } from '#adapters/dynamo/dynamo-team.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoViewStore } from '#adapters/dynamo/dynamo-view-store.ts';
import { readNewItem } from '#adapters/dynamo/new-item-record.ts';
import { readViewChange } from '#adapters/dynamo/view-change.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { clockOf } from '#adapters/system-clock.ts';
import { noTeam } from '#core/agents/team.ts';
import { adoptAutoClose } from '#core/due/adopt-auto-close.ts';
import { autoCloseDue } from '#core/due/auto-close-due.ts';
import { type Act, runDue } from '#core/due/run-due.ts';
import { wakeDue } from '#core/due/wake.ts';
import { payDueMail } from '#core/mail/pay-due-mail.ts';
import type { Paying } from '#core/mail/pay-mail.ts';
import { switchedOn } from '#core/mail/switched-on.ts';
import type { AutoClose } from '#core/ticket/auto-close.ts';
import { handBack } from '#core/ticket/hand-back.ts';
import { viewConsumer } from '#functions/stream/view-consumer.ts';
import { consumers } from '#lib/consumers.ts';
import { withFates } from '#test/adapters/dynamo/lost-answers.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { notify } from '#test/core/mail/paid.ts';
import { noFiles, shop } from '#test/core/mail/world.ts';
import { type LocalDynamoDb, startDynamoDb } from '#test/local/dynamodb/dynamodb.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { filterBy } from '#test/local/event-filter.ts';
import { mailerBy } from './fates.ts';
import { autoClose, soldTiers } from './whole-desk-targets.ts';

const READER = 'desk';

/** A database whose stream the test reads. */
export async function startStreamed() {
  const database = await startDynamoDb({ readers: [READER] });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = documentClient({ endpoint: database.endpoint, region: 'eu-central-1', credentials });
  return {
    client,
    changes: database.changes,
    close: async () => {
      client.destroy();
      await database.close();
    },
  };
}

/** Dana is an admin and stays; Ben comes and goes. */
export const members = ['Dana', 'Ben'].map((name) => ({ ...agentNamed(name), createdAt: '2026-01-01T00:00:00.000Z' }));

const [{ filter: ofViews }] = consumers;
const isForViews = filterBy(ofViews);
const SHARDS = 2;
const shardOf = ({ dynamodb }: DynamoDBRecord) => Number.parseInt(dynamodb?.Keys?.id?.S?.slice(-1) ?? '0', 16) % SHARDS;
const silent = { info: () => {}, error: () => {} };

interface Fates {
  readonly ofSes: () => string;
  readonly ofDatabase: () => string;
}

/** A whole desk without its edge, at a time that the test sets. Nothing is delivered unless the test says so. */
export async function newDesk(
  { client: sound, changes }: { readonly client: DynamoDBDocumentClient } & Pick<LocalDynamoDb, 'changes'>,
  { ofSes, ofDatabase }: Fates,
) {
  const suffix = randomUUID();
  const tables = {
    tickets: `tickets-${suffix}`,
    agents: `agents-${suffix}`,
    personal: `personal-${suffix}`,
    views: `views-${suffix}`,
  };
  await createTables(sound, tables);
  let isOpen = false;
  const client = withFates(sound, () => (isOpen ? ofDatabase() : 'done'));
  const time = { now: Date.now(), skew: 0 };
  const clock = clockOf(() => time.now);
  const accepted: string[] = [];
  const alarms: unknown[] = [];
  const threads = dynamoThreadStore(tables.tickets, client);
  const tickets = dynamoTicketStore(tables.tickets, client);
  const contacts = dynamoContacts(tables.views, client);
  const due = dynamoDueStore(tables.views, client);
  const team = dynamoTeam(tables.agents, client);
  const adopted = dynamoAdopted(tables.views, client);
  const ledger = dynamoMailLedger(tables.tickets, client);
  const pause = async () => {};
  const paying: Paying = {
    correspondence: dynamoCorrespondence(tables.tickets, client),
    threads,
    contacts,
    switchedOn: switchedOn(dynamoSwitchedOn(tables.views, 'set', client), shop.adminAddresses, clock),
    shop,
    team,
    replyAddress: async () => undefined,
    tiers: soldTiers,
    clock,
    ledger,
    mailer: mailerBy(ofSes, accepted),
    contents: noFiles,
    newLeaseId: randomUUID,
    agentAddress: async () => 'ag-token@reply.example.com',
    notDelivered: (mail) => void alarms.push(mail),
  };
  await paying.switchedOn();
  await team.put(noTeam, { version: 1, agents: members });
  isOpen = true;
  // The machine that answers requests has a clock of its own.
  const changing = { tickets, threads, clock: clockOf(() => time.now + time.skew), newEntryId: entryIdAt, pause };

  /** A deploy changes it. */
  const settings: { autoClose: AutoClose | undefined } = { autoClose };
  const project = viewConsumer({
    log: silent,
    read: (record) => readViewChange(record, settings.autoClose),
    views: dynamoViewStore(tables.views, client),
    index: dynamoPostings(tables.views, client),
    tickets,
    threads,
    contacts,
    due,
    sendsMail: true,
    clock,
  });
  const stream: { readonly records: DynamoDBRecord[]; viewed: number }[] = Array.from({ length: SHARDS }, () => ({
    records: [],
    viewed: 0,
  }));

  async function take(): Promise<void> {
    for (const shard of changes.shards) {
      const records = await changes.read(READER, shard, 1000);
      for (const record of records.filter(isForViews)) stream[shardOf(record)]?.records.push(record);
      const last = records.at(-1)?.dynamodb?.SequenceNumber;
      if (last !== undefined) await changes.acknowledge(READER, shard, last);
    }
  }

  let following = Promise.resolve();
  /** Takes what the database has recorded since the last call; one call after the other. */
  function follow(): Promise<void> {
    following = following.then(take);
    return following;
  }

  /** Delivers records from a place in a shard on, as Lambda does: what failed, and what follows it, comes again. */
  async function toViews(index: number, from: number, records: readonly DynamoDBRecord[]): Promise<void> {
    const shard = stream[index];
    if (!shard || records.length === 0) return;
    const { batchItemFailures } = await project({ Records: [...records] });
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const first = records.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ''));
    shard.viewed = Math.max(shard.viewed, from + (first === -1 ? records.length : first));
  }

  const failed = (_: unknown, error: unknown) => void alarms.push(error);
  const pay = payDueMail(paying);
  /** The desk holds no mail. */
  const acts = {
    ...{ mail: pay, held_mail: pay, snooze: wakeDue(changing) },
    auto_close: (...owed: Parameters<Act>) =>
      autoCloseDue({ ...changing, hasHeldMail: async () => false }, settings.autoClose)(...owed),
  };
  const orAlarm = (work: Promise<unknown>) => work.catch((error: unknown) => void alarms.push(error));
  const pace = { turn: pause, adapt: () => {} };

  return {
    client: sound,
    tables,
    time,
    accepted,
    alarms,
    paying,
    changing,
    settings,
    team,
    contacts,
    ledger,
    shards: SHARDS,
    follow,
    /** Every record so far: one shard after the other, each in its order. */
    records: () => stream.flatMap(({ records }) => records),
    put: (item: object) => sound.send(new PutCommand({ TableName: tables.tickets, Item: item })),
    /** Delivers the next records of a shard, after some that it has had. Returns false if there were no new ones. */
    async project(index: number, size: number, back: number): Promise<boolean> {
      const { records = [], viewed = 0 } = { ...stream[index] };
      const from = Math.max(0, viewed - back);
      await toViews(index, from, records.slice(from, viewed + size));
      return viewed < records.length;
    },
    /** Delivers records again that were put aside, one by one, newest first. */
    async replay(index: number, from: number): Promise<void> {
      const { records = [], viewed = 0 } = { ...stream[index] };
      for (const record of records.slice(from % (viewed + 1), viewed).reverse()) await toViews(index, 0, [record]);
    },
    /** The bus delivers the event of a record. */
    async tell(record: DynamoDBRecord): Promise<void> {
      if (record.eventName === 'INSERT') await orAlarm(notify(paying, readNewItem(record)));
    },
    /** Runs the function on the schedule, as if it were this time. Returns the number of tickets that were handed back. */
    async sweep(at: number): Promise<number> {
      await orAlarm(runDue({ due, acts, pace, failed }, at));
      await orAlarm(adoptAutoClose({ due, adopted, tickets }, settings.autoClose, at));
      const queues = dynamoQueues(tables.views, client);
      return Number((await orAlarm(handBack({ ...changing, team, queues, turn: pause, failed }))) ?? 0);
    },
  };
}

export type Desk = Awaited<ReturnType<typeof newDesk>>;
