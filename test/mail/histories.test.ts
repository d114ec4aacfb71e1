import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { addressHash } from '#core/mail/address.ts';
import { conflict, type Fate } from '#test/faults/fates.ts';
import { type FaultyProxy, startFaultyProxy } from '#test/faults/faulty-proxy.ts';
import { localDocumentClient, tables } from '#test/local/desk.ts';
import type { SentMail } from '#test/local/mail-service.ts';
import { type Customer, deskWithSes, newCustomer } from './desk-with-ses.ts';
import { bounce, complaint, deliveredEvent } from './ses-events.ts';
import { ticketOf } from './ticket-of.ts';

const RUNS = Number(process.env.MAIL_RUNS ?? 2);
const DANA = 'dana@quicktools.example';

/** An event in the history of a customer's ticket; `again` sends the same request a second time. */
const step = fc.record({
  what: fc.constantFrom('submit', 'reply', 'reply and close', 'note', 'customer replies', 'close'),
  customer: fc.nat({ max: 3 }),
  again: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** SES takes no mail now: it can be sent later. */
const notNow: readonly Fate[] = [{ name: 'TooManyRequestsException', status: 429 }, { name: 'SendingPausedException' }];
/** SES will never send this mail. */
const refused: Fate = { name: 'MessageRejected' };
/** Nobody knows whether SES sends a mail. */
const lostAnswers: readonly Fate[] = [
  'is dropped before',
  'is dropped after',
  'stalls before',
  'stalls after',
  'is truncated',
  { name: 'InternalFailure', status: 500 },
  { name: 'InternalFailure', status: 500, late: true },
];
/** SES's behaviour for one request after the other: mostly as asked. */
const courses = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: fc.constant<Fate>('passes') },
    { weight: 3, arbitrary: fc.constantFrom(...notNow) },
    { weight: 1, arbitrary: fc.constant(refused) },
    { weight: 4, arbitrary: fc.constantFrom(...lostAnswers) },
  ),
  { minLength: 1, maxLength: 30 },
);

/** The database's behaviour for the requests of the functions that nobody waits for. */
const databaseCourses = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.constant<Fate | typeof conflict>('passes') },
    {
      weight: 6,
      arbitrary: fc.constantFrom<Fate | typeof conflict>(
        'is dropped before',
        'is dropped after',
        'is truncated',
        conflict,
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Fate>(
        { name: 'InternalServerError', status: 500 },
        { name: 'InternalServerError', status: 500, late: true },
        { name: 'ThrottlingException' },
      ),
    },
  ),
  { minLength: 1, maxLength: 200 },
);

/** SES's events about mails, in this order: an index finds the mail. */
const tellings = fc.array(
  fc.record({
    event: fc.constantFrom('bounced', 'bounced softly', 'complained', 'delivered'),
    mail: fc.nat(),
    times: fc.constantFrom(1, 1, 2),
  }),
  { maxLength: 8 },
);
type Telling = typeof tellings extends fc.Arbitrary<(infer T)[]> ? T : never;

/** Every batch comes twice, at once, and batches are cut anywhere. */
let batches = 0;
const delivery = { twice: 'at once', cut: (records: number) => Math.min(records, 1 + (batches++ % 3)) } as const;
let database: FaultyProxy;
/** Batches that failed five times. */
let setAside = 0;
const { desk, ses, reply, resend, ticket } = deskWithSes(
  () => ({
    mailPatienceMs: 1_000,
    delivery,
    onLog: (line) => {
      if (line.includes('change records are put aside')) setAside += 1;
    },
  }),
  async (endpoint) => {
    database = await startFaultyProxy(endpoint);
    return database.endpoint;
  },
);
afterAll(() => database.close());

interface Due {
  readonly ticket: string;
  readonly to: string;
  /** Of the mail's own. */
  readonly word: string;
  readonly automatic: boolean;
}

/** Does the steps for customers of its own. Returns their tickets, the mails that are due, and whose tickets they are. */
async function live(steps: readonly Step[]) {
  const customers: readonly Customer[] = [0, 1, 2, 3].map(newCustomer);
  const tickets: { id: string; customer: number }[] = [];
  const due: Due[] = [];

  async function post(path: string, headers: Record<string, string>, body: object, again: boolean) {
    const key = crypto.randomUUID();
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
      body: JSON.stringify(body),
    };
    const responses = [await fetch(desk().url + path, init), ...(again ? [await fetch(desk().url + path, init)] : [])];
    expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 200));
    return (await responses[0]?.json()) as { ticket_id: string };
  }
  const ofCustomer = async (customer: number) => ({
    authorization: `Bearer ${await desk().token({ ...customers[customer] })}`,
  });
  const agent = { 'x-admin-key': desk().adminKey };

  for (const { what, customer, again } of [{ what: 'submit', customer: 0, again: false } as Step, ...steps]) {
    const word = `word-${crypto.randomUUID()}`;
    const to = customers[customer]?.email ?? '';
    const { id = '' } = tickets.findLast((ticket) => ticket.customer === customer) ?? {};
    const admin = `/api/admin/support-tickets/${id}`;
    if (what === 'submit') {
      const body = { subject: 'Help', message: word };
      const { ticket_id } = await post('/api/support/contact', await ofCustomer(customer), body, again);
      tickets.push({ id: ticket_id, customer });
      for (const [whom, automatic] of [to, DANA].map((address) => [address, true] as const)) {
        due.push({ ticket: ticket_id, to: whom, word, automatic });
      }
    } else if (id === '') {
    } else if (what === 'customer replies') {
      await post(`/api/support/tickets/${id}/replies`, await ofCustomer(customer), { body: word }, again);
      due.push({ ticket: id, to: DANA, word, automatic: true });
    } else if (what === 'close') {
      await post(`${admin}/close`, agent, {}, again);
    } else {
      const kind = what === 'note' ? 'note' : 'reply';
      await post(`${admin}/replies`, agent, { body: word, kind, close: what === 'reply and close' }, again);
      if (kind === 'reply') due.push({ ticket: id, to, word, automatic: false });
    }
  }
  const addressOf = new Map(tickets.map(({ id, customer }) => [id, customers[customer]?.email ?? '']));
  return { tickets: tickets.map(({ id }) => id), due, addressOf };
}

const isAutomatic = ({ headers = [] }: SentMail) => headers.some(({ name }) => name === 'Auto-Submitted');
const asText = (due: Due) => JSON.stringify(due);

/** The mails about tickets that SES has, as texts that can be counted. */
async function sentAbout(tickets: readonly string[]): Promise<string[]> {
  const mails = (await desk().mail?.sent()) ?? [];
  return mails.flatMap((mail) => {
    const about = ticketOf(mail) ?? '';
    const word = /word-[\w-]{36}/.exec(mail.body.text ?? '')?.[0] ?? '';
    const sent = { ticket: about, to: mail.destination.to.join(), word, automatic: isAutomatic(mail) };
    return tickets.includes(about) ? [asText(sent)] : [];
  });
}

interface Shown {
  readonly ticket: string;
  readonly version: number;
  readonly remark: string | undefined;
  readonly message: string;
  readonly word: string;
  readonly state: string | undefined;
}

/** Returns the state of each mail to a customer about a ticket, as agents see it. */
async function shownOf(id: string): Promise<Shown[]> {
  const { message, confirmation, thread } = (await ticket(id)) as {
    message: string;
    confirmation: { state: string; remark?: string } | null;
    thread: {
      id: string;
      version: number;
      kind: string;
      author: { type: string };
      message?: { body: string; delivery: { state: string; remark?: string } | null };
    }[];
  };
  const replies = thread.filter(({ kind, author }) => kind === 'reply' && author.type === 'agent');
  return [
    { ticket: id, version: 1, message: id, word: message, state: confirmation?.state, remark: confirmation?.remark },
    ...replies.map((entry) => ({
      ticket: id,
      version: entry.version,
      message: entry.id,
      word: entry.message?.body ?? '',
      state: entry.message?.delivery?.state,
      remark: entry.message?.delivery?.remark,
    })),
  ];
}

const MINUTE = 60_000;
const runDue = (minutes: number) => desk().runDue(new Date(Date.now() + minutes * MINUTE));

/** The sweeper does what is left, without faults; what was set aside is replayed first, as the runbook says. Nothing is due then. */
async function delivered(): Promise<void> {
  await desk().settled();
  database.decideBy(() => 'passes');
  ses().decideBy(() => 'passes');
  if (setAside > 0) await desk().consumers.replay();
  setAside = 0;
  await desk().settled();
  await Promise.all([runDue(6), runDue(6)]);
  await ses().settled();
  await theMinuteHasPassed();
  await runDue(60);
  const due = dynamoDueStore(tables.views, localDocumentClient(desk().dynamoDb));
  expect((await Array.fromAsync(due.before())).flat()).toEqual([]);
}

interface MailItem {
  readonly id: string;
  readonly entry: string;
  readonly state: string;
}

/** The send ledger. */
async function ledger(): Promise<readonly MailItem[]> {
  const { Items = [] } = await localDocumentClient(desk().dynamoDb).send(
    new ScanCommand({ TableName: tables.tickets }),
  );
  return (Items as MailItem[]).filter(({ entry }) => entry.startsWith('mail#'));
}

/** In which an attempt may send a mail; one that the database lost sight of is in doubt then. */
async function theMinuteHasPassed(): Promise<void> {
  for (const { id, entry, state } of await ledger()) {
    if (state !== 'sending') continue;
    const update = new UpdateCommand({
      TableName: tables.tickets,
      Key: { id, entry },
      UpdateExpression: 'SET lease_until = :past',
      ExpressionAttributeValues: { ':past': '2000-01-01T00:00:00.000Z' },
    });
    await localDocumentClient(desk().dynamoDb).send(update);
  }
}

const times = (text: string, texts: readonly string[]) => texts.filter((one) => one === text).length;

/** Has one after the other decided by a course, and counts those that did not pass. */
function along<F>(course: readonly F[], fateOf: (fate: F, operation: string) => Fate, counts: (fate: Fate) => boolean) {
  const counted = { asked: 0, suffered: 0 };
  return {
    counted,
    decide: (operation: string): Fate => {
      const next = course[counted.asked++];
      const fate = next === undefined ? 'passes' : fateOf(next, operation);
      if (counts(fate)) counted.suffered += 1;
      return fate;
    },
  };
}

type DatabaseFate = Fate | typeof conflict;
const databaseFate = (fate: DatabaseFate, operation: string) => (typeof fate === 'function' ? fate(operation) : fate);

/** As EventBridge does, until the function has taken it. */
async function tellUntilTaken(event: object): Promise<void> {
  for (;;) {
    try {
      return await desk().tellOfMail(event);
    } catch {
      // It is told again.
    }
  }
}

/** Tells of mails that were sent to customers, and finds everything as it was told. */
async function tell(tickets: readonly string[], addressOf: ReadonlyMap<string, string>, told: readonly Telling[]) {
  const mails = (await Promise.all(tickets.map(shownOf))).flat();
  const toldOf = new Map<Shown, Telling['event'][]>();
  for (const { event, mail: index, times: repeated } of told) {
    const mail = mails[index % mails.length] as Shown;
    toldOf.set(mail, [...(toldOf.get(mail) ?? []), event]);
    const kind = mail.version === 1 ? 'confirmation' : 'reply';
    const address = addressOf.get(mail.ticket) ?? '';
    const about = { kind, ticketId: mail.ticket, version: mail.version, address } as const;
    const events = {
      bounced: bounce(about, 'Permanent', 'General'),
      'bounced softly': bounce(about, 'Transient', 'MailboxFull'),
      complained: complaint(about),
      delivered: deliveredEvent(about),
    };
    await Promise.all(Array.from({ length: repeated }, () => tellUntilTaken(events[event])));
  }
  database.decideBy(() => 'passes');

  const worst = (events: readonly Telling['event'][]) =>
    (['complained', 'bounced'] as const).find((problem) => events.includes(problem));
  const shown = (await Promise.all(tickets.map(shownOf))).flat();
  for (const [mail, events] of toldOf) {
    const now = shown.find(({ message }) => message === mail.message);
    expect(now?.state).toBe(worst(events) ?? 'sent');
    expect(now?.remark).toBe(events.includes('bounced softly') ? 'Transient: MailboxFull' : undefined);
  }
  for (const id of tickets) {
    const ofTicket = [...toldOf].filter(([mail]) => mail.ticket === id);
    const problems = ofTicket.flatMap(([, events]) => [...new Set(events)]).filter((event) => worst([event]));
    const seen = await ticket(id);
    const entries = seen.thread.map(({ kind }: { kind: string }) => kind);
    for (const problem of ['bounced', 'complained']) {
      expect(times(`mail_${problem}`, entries)).toBe(times(problem, problems));
    }
    expect(problems.length === 0 ? [null] : problems).toContain(seen.mail_problem);
    const toAddress = [...toldOf].filter(([mail]) => addressOf.get(mail.ticket) === addressOf.get(id));
    const mark = worst(toAddress.flatMap(([, events]) => events));
    expect(seen.contact_suppressed).toBe(mark ?? null);
    const { id: message } = await reply(id, 'And now?');
    await desk().settled();
    const last = (await shownOf(id)).find((one) => one.message === message);
    expect(last?.state).toBe(mark ? 'suppressed' : 'sent');
  }
}

it(
  'whatever happens to tickets, to SES and to the database, each mail that is due is sent once, or reported; sent again, it is sent once more; what SES tells of it shows',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 12 }),
        courses,
        databaseCourses,
        tellings,
        async (steps, course, databaseCourse, told) => {
          const fromSes = along(
            course,
            (fate) => fate,
            (fate) => lostAnswers.includes(fate) || fate === refused,
          );
          ses().decideBy(fromSes.decide);
          const fromDatabase = along(databaseCourse, databaseFate, (fate) => fate !== 'passes');
          database.decideBy(fromDatabase.decide);
          const { tickets, due, addressOf } = await live(steps);
          await delivered();

          const sent = await sentAbout(tickets);
          expect(sent.filter((text) => !due.map(asText).includes(text))).toEqual([]);
          const shown = (await Promise.all(tickets.map(shownOf))).flat();
          const inDoubt = shown.filter(({ state }) => state === 'unknown' || state === 'failed');
          let missing = 0;
          for (const mail of due) {
            const count = times(asText(mail), sent);
            const state = shown.find(({ word }) => mail.to !== DANA && word === mail.word)?.state;
            if (mail.to !== DANA) expect(state).toMatch(/^(sent|unknown|failed)$/);
            if (state === 'sent') expect(count).toBe(1);
            if (state === 'failed') expect(count).toBe(0);
            expect(count).toBeLessThanOrEqual(1);
            if (mail.to === DANA && count === 0) missing += 1;
          }
          expect(inDoubt.length + missing).toBeLessThanOrEqual(
            fromSes.counted.suffered + fromDatabase.counted.suffered,
          );
          // Nobody is shown what became of mails to admins, but the ledger holds it.
          const toDana = (await ledger()).filter(
            ({ id, entry }) => tickets.includes(id) && entry.endsWith(addressHash(DANA)),
          );
          expect(toDana.length).toBe(due.filter(({ to }) => to === DANA).length);
          expect(toDana.filter(({ state }) => !['sent', 'unknown', 'failed', 'sending'].includes(state))).toEqual([]);
          expect(missing).toBeLessThanOrEqual(toDana.filter(({ state }) => state !== 'sent').length);

          await Promise.all(inDoubt.map(({ ticket: id, message }) => resend(id, message)));
          await delivered();
          const resent = await sentAbout(tickets);
          for (const mail of due) {
            const again = inDoubt.some(({ word }) => mail.to !== DANA && word === mail.word) ? 1 : 0;
            expect(times(asText(mail), resent)).toBe(times(asText(mail), sent) + again);
          }
          const states = (await Promise.all(tickets.map(shownOf))).flat().map(({ state }) => state);
          expect(new Set(states)).toEqual(new Set(['sent']));

          database.decideBy(along(databaseCourse, databaseFate, () => false).decide);
          await tell(tickets, addressOf, told);
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  },
  RUNS * 30_000,
);
