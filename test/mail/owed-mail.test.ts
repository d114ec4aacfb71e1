import { randomUUID } from 'node:crypto';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoCorrespondence } from '#adapters/dynamo/dynamo-correspondence.ts';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoMailCauses } from '#adapters/dynamo/dynamo-mail-causes.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { dynamoSwitchedOn, mailSwitchedOn } from '#adapters/dynamo/dynamo-switched-on.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { toNewItem } from '#adapters/dynamo/new-item-record.ts';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { clockOf } from '#adapters/system-clock.ts';
import { noTeam } from '#core/agents/team.ts';
import type { DueStore } from '#core/due/ports.ts';
import { runDue } from '#core/due/run-due.ts';
import { unavailable } from '#core/errors.ts';
import type { MailName } from '#core/mail/mail.ts';
import { dueMailOf, placeOf } from '#core/mail/new-item.ts';
import { payDueMail } from '#core/mail/pay-due-mail.ts';
import type { Paying } from '#core/mail/pay-mail.ts';
import type { MailLedger } from '#core/mail/ports.ts';
import { compareDueMail } from '#core/mail/rebuild-due-mail.ts';
import { resendMail } from '#core/mail/resend-mail.ts';
import { switchedOn } from '#core/mail/switched-on.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { byAgent } from '#core/ticket/author.ts';
import type { NewItem } from '#core/ticket/new-item.ts';
import { startEngine } from '#test/adapters/dynamo/engine.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { notify } from '#test/core/mail/paid.ts';
import { mailTo, shop, tiers } from '#test/core/mail/world.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { along, answer, mailerBy, slotOf, write } from './fates.ts';

const RUNS = Number(process.env.OWED_RUNS ?? 25);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const dana = agentNamed('Dana');

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const step = fc.record({
  what: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('submit', 'import', 'reply', 'customer replies', 'note') },
    { weight: 3, arbitrary: fc.constant('resend' as const) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        'views',
        'notify',
        'notify twice',
        'both',
        'replayed in reverse',
        'notify while swept',
      ),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom('sweep', 'sweep', 'sweep twice', 'sweep early', 'a day passes'),
    },
  ),
  pick: fc.nat(),
  minutes: fc.integer({ min: 1, max: 300 }),
});
/** Steps before which some time passes. */
const passes: readonly string[] = ['sweep', 'sweep twice', 'notify while swept'];
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const keyOf = (item: NewItem) => [placeOf(item).ticketId, placeOf(item).version].join(' ');

/** A desk without its edge, on the real engine, at a time that the test sets. */
async function newDesk(ofSes: () => string, ofDatabase: () => string) {
  const tables = { ...engine.tables, tickets: `tickets-${randomUUID()}`, views: `views-${randomUUID()}` };
  await createTables(engine.client, tables);
  const time = { now: Date.now() };
  const clock = clockOf(() => time.now);
  const accepted: string[] = [];
  const alarms: unknown[] = [];
  const viewed = new Set<string>();

  const faulty =
    <Of extends unknown[], R>(work: (...of: Of) => Promise<R>) =>
    async (...of: Of): Promise<R> => {
      const fate = ofDatabase();
      if (fate === 'not done') throw unavailable('Not done.');
      const result = await work(...of);
      if (fate === 'done, answer lost') throw unavailable('The answer is lost.');
      return result;
    };
  const stored = dynamoMailLedger(tables.tickets, engine.client);
  const ledger: MailLedger = { ...stored, claim: faulty(stored.claim), settle: faulty(stored.settle) };
  const entries = dynamoDueStore(tables.views, engine.client);
  const due: DueStore = { ...entries, put: faulty(entries.put), remove: faulty(entries.remove) };
  const threads = dynamoThreadStore(tables.tickets, engine.client);
  const contacts = { of: async () => undefined };
  const paying: Paying = {
    correspondence: dynamoCorrespondence(tables.tickets, engine.client),
    threads,
    contacts,
    switchedOn: switchedOn(dynamoSwitchedOn(tables.views, 'set', engine.client), shop.adminAddresses, clock),
    shop,
    replyAddress: async () => undefined,
    team: { get: async () => noTeam },
    tiers,
    clock,
    ledger,
    mailer: mailerBy(ofSes, accepted),
    contents: { read: faulty(async () => new Uint8Array(file.size)) },
    newLeaseId: randomUUID,
    agentAddress: async () => 'ag-token@reply.example.com',
    notDelivered: (mail) => void alarms.push(mail),
  };
  await paying.switchedOn();
  const changing = {
    tickets: dynamoTicketStore(tables.tickets, engine.client),
    threads,
    clock,
    newEntryId: entryIdAt,
    pause: async () => {},
  };
  const orAlarm = (work: Promise<unknown>) => work.catch((error: unknown) => void alarms.push(error));
  const pace = { turn: async () => {}, adapt: () => {} };
  const failed = (_: unknown, error: unknown) => void alarms.push(error);
  const pay = payDueMail(paying);
  return {
    time,
    accepted,
    alarms,
    deliveryOf: async (mail: MailName) => (await paying.correspondence(mail.ticketId, 1, ''))?.delivery(mail),
    due: async () => (await Array.fromAsync(entries.before())).flat(),
    changing,
    resending: { ...changing, ledger: stored, contacts, sendsMail: true },
    /** Compares the due entries with the tickets. */
    compared: async () =>
      compareDueMail({
        due: entries,
        causes: dynamoMailCauses(engine.client, tables.tickets),
        switchedOn: await mailSwitchedOn(tables.views, engine.client),
        clock,
        ledger: stored,
      }),
    put: (item: object) => engine.client.send(new PutCommand({ TableName: tables.tickets, Item: item })),
    /** Everything that the stream has had so far, oldest first. */
    records: async (): Promise<NewItem[]> => {
      const { Items = [] } = await engine.client.send(new ScanCommand({ TableName: tables.tickets }));
      const items = Items.filter(({ entry }) => /^(ticket$|entry#)/.test(entry)).map(toNewItem);
      return items.sort((a, b) => (placeOf(a).at < placeOf(b).at ? -1 : 1));
    },
    /** The stream delivers a record that failed again. */
    toViews: async (item: NewItem) => {
      const owed = dueMailOf(item);
      if (!owed) return;
      const put = due.put(owed);
      await orAlarm(put);
      await put.then(
        () => void viewed.add(keyOf(item)),
        () => {},
      );
    },
    isViewed: (item: NewItem) => viewed.has(keyOf(item)),
    toNotify: (item: NewItem) => orAlarm(notify(paying, item)),
    sweep: (at: number) =>
      orAlarm(runDue({ due, acts: { mail: pay, held_mail: pay, snooze: pay, auto_close: pay }, pace, failed }, at)),
  };
}

type Desk = Awaited<ReturnType<typeof newDesk>>;

/** Each message has a file, which its mail carries if it is an agent's reply. */
const file = { id: 'f1', name: 'a.log', type: 'text/plain', size: 1 };
const files = { contentHash: 'hash', attach: async () => ({ attachments: [file] }) };

/** A mail that a ticket came to owe, and how often: once, and once more for each time that an agent resent it. */
interface Asked {
  readonly mail: MailName;
  times: number;
}

/** Does the steps. Returns the mails that tickets came to owe, by their slots. */
async function live(desk: Desk, steps: readonly Step[]): Promise<Map<string, Asked>> {
  const asked = new Map<string, Asked>();
  const tickets: string[] = [];
  const customers: MailName[] = [];
  function ask(mail: MailName): void {
    const known = asked.get(slotOf(mail));
    if (known) known.times += 1;
    else asked.set(slotOf(mail), { mail, times: 1 });
  }
  const admins = (id: string, version: number) =>
    shop.adminAddresses.forEach(
      (address) => void ask(mailTo(address, { ...exampleTicket, id }, 'notification', version)),
    );
  function toCustomer(kind: 'confirmation' | 'reply', id: string, version: number): void {
    const mail = mailTo(exampleTicket.userEmail, { ...exampleTicket, id }, kind, version);
    customers.push(mail);
    ask(mail);
  }

  async function reply(ticketId: string, kind: 'reply' | 'note', isCustomer: boolean) {
    const author = isCustomer ? ({ type: 'customer' } as const) : byAgent(dana);
    const draft = { kind, author, body: 'Hello.', files };
    return (await addMessage(desk.changing, ticketId, draft)).message.version;
  }

  for (const { what, pick, minutes } of steps) {
    const { time } = desk;
    if (passes.includes(what)) time.now += minutes * MINUTE;
    const ticketId = tickets[pick % tickets.length];
    const records = await desk.records();
    const record = records[pick % records.length];
    if (what === 'submit' || what === 'import') {
      const at = desk.changing.clock.timestamp();
      const ticket = { ...exampleTicket, id: randomUUID(), createdAt: at, updatedAt: at, activityAt: at };
      if (what === 'import') {
        await desk.put({ ...definedOf(toItem(ticket, 'a write', undefined)), imported: true });
      } else {
        await desk.changing.tickets.add(ticket);
        toCustomer('confirmation', ticket.id, 1);
        admins(ticket.id, 1);
      }
      tickets.push(ticket.id);
    } else if (what === 'a day passes') time.now += DAY;
    else if (what === 'sweep') await desk.sweep(time.now);
    else if (what === 'sweep twice') await Promise.all([desk.sweep(time.now), desk.sweep(time.now)]);
    else if (what === 'sweep early') await desk.sweep(time.now - minutes * MINUTE);
    else if (ticketId === undefined || record === undefined) continue;
    else if (what === 'reply') toCustomer('reply', ticketId, await reply(ticketId, 'reply', false));
    else if (what === 'customer replies') admins(ticketId, await reply(ticketId, 'reply', true));
    else if (what === 'note') await reply(ticketId, 'note', false);
    else if (what === 'resend') {
      const mail = customers[pick % customers.length];
      if (mail && (await resent(desk, mail))) ask(mail);
    } else if (what === 'replayed in reverse') {
      for (const one of records.toReversed()) await desk.toViews(one);
      for (const one of records.toReversed()) await desk.toNotify(one);
    } else if (what === 'notify while swept') {
      await Promise.all([desk.toNotify(record), desk.sweep(time.now)]);
    } else {
      if (what !== 'notify' && what !== 'notify twice') await desk.toViews(record);
      if (what !== 'views')
        await Promise.all([desk.toNotify(record), what === 'notify twice' && desk.toNotify(record)]);
    }
  }
  return asked;
}

/** Asks to resend a mail. Returns whether that was allowed. */
async function resent(desk: Desk, { ticketId, version }: MailName): Promise<boolean> {
  const message = version === 1 ? { id: ticketId } : await desk.changing.threads.entry(ticketId, version);
  return resendMail(desk.resending, ticketId, message?.id ?? '', dana).then(
    () => true,
    () => false,
  );
}

const definedOf = (item: object) => Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));

/** Lets the views have every record at last, and the sweeper do the rest, at its intervals. */
async function ended(desk: Desk): Promise<void> {
  for (const record of await desk.records()) if (!desk.isViewed(record)) await desk.toViews(record);
  expect(await desk.compared()).toEqual([]);
  const end = desk.time.now + DAY + 10 * MINUTE;
  while ((await desk.due()).length > 0) {
    desk.time.now += 5 * MINUTE;
    expect(desk.time.now).toBeLessThan(end);
    await desk.sweep(desk.time.now);
  }
  expect(await desk.compared()).toEqual([]);
}

it(
  'whatever agents, customers, clocks and deliveries do, every owed mail is sent once or reported, and nothing that is not owed is sent',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 10, maxLength: 40 }),
        fc.array(answer, { minLength: 10, maxLength: 40 }),
        fc.array(write, { maxLength: 80 }),
        async (steps, answers, writes) => {
          const [ofSes, ofDatabase] = [along<string>(answers, 'taken'), along<string>(writes, 'done')];
          let isOver = false;
          const desk = await newDesk(
            () => (isOver ? 'taken' : ofSes()),
            () => (isOver ? 'done' : ofDatabase()),
          );
          const asked = await live(desk, steps);
          isOver = true;
          await ended(desk);
          expect(desk.accepted.filter((slot) => !asked.has(slot))).toEqual([]);
          for (const [slot, { mail, times }] of asked) {
            const count = desk.accepted.filter((one) => one === slot).length;
            const state = (await desk.deliveryOf(mail))?.state;
            expect(state).toMatch(/^(sent|failed|unknown)$/);
            expect(count).toBeLessThanOrEqual(times);
            if (state === 'sent') expect(count).toBeGreaterThan(0);
            if (state === 'failed') expect(desk.alarms).not.toEqual([]);
            if (state === 'failed' && times === 1) expect(count).toBe(0);
          }
        },
      ),
      { numRuns: RUNS, endOnFailure: RUNS > 25 },
    );
  },
  RUNS * 20_000,
);
