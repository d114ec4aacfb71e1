import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fate } from '../faults/fates.ts';
import { type FaultyProxy, startFaultyProxy } from '../faults/faulty-proxy.ts';
import { type Desk, startDesk } from '../local/desk.ts';
import type { SentMail } from '../local/mail-service.ts';

const RUNS = Number(process.env.MAIL_RUNS ?? 4);
const DANA = 'dana@quicktools.example';

/** What happens to the ticket of a customer; `again` sends the same request a second time. */
const step = fc.record({
  what: fc.constantFrom('submit', 'reply', 'reply and close', 'note', 'customer replies', 'close'),
  customer: fc.nat({ max: 3 }),
  again: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What SES does to a request: mostly what it was asked. */
const failures: readonly Fate[] = [
  'is dropped before',
  { name: 'InternalFailure', status: 500 },
  { name: 'TooManyRequestsException', status: 429 },
  { name: 'SendingPausedException' },
  { name: 'MessageRejected' },
];
const lostAnswers: readonly Fate[] = ['is dropped after', { name: 'InternalFailure', status: 500, late: true }];
const courseOf = (faults: readonly Fate[]) =>
  fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant<Fate>('passes') }, fc.constantFrom(...faults)), {
    minLength: 1,
    maxLength: 30,
  });

let desk: Desk;
let ses: FaultyProxy;
let batches = 0;
beforeAll(async () => {
  desk = await startDesk({
    mailPort: 0,
    beforeMail: async (service) => {
      ses = await startFaultyProxy(service);
      return ses.endpoint;
    },
    // Every batch comes twice, and batches are cut anywhere.
    delivery: { twice: 'at once', cut: (records) => Math.min(records, 1 + (batches++ % 3)) },
  });
});
afterAll(async () => {
  await desk.close();
  await ses.close();
});

/** Does the steps for customers of its own. Answers who they are, and by ticket the mails that are to come of it: whom they go to, and a word of their own. */
async function live(steps: readonly Step[]) {
  const run = crypto.randomUUID().slice(0, 8);
  const addresses = [0, 1, 2, 3].map((customer) => `${run}-${customer}@example.com`);
  const tickets: { id: string; customer: number }[] = [];
  const expected: { ticket: string; to: string; word: string; automatic: boolean }[] = [];

  async function post(path: string, headers: Record<string, string>, body: object, again: boolean) {
    const key = crypto.randomUUID();
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
      body: JSON.stringify(body),
    };
    const responses = [await fetch(desk.url + path, init), ...(again ? [await fetch(desk.url + path, init)] : [])];
    expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 200));
    return (await responses[0]?.json()) as { ticket_id: string };
  }
  const ofCustomer = async (customer: number) => ({
    authorization: `Bearer ${await desk.token({ sub: addresses[customer], email: addresses[customer] })}`,
  });
  const agent = { 'x-admin-key': desk.adminKey };

  for (const { what, customer, again } of [{ what: 'submit', customer: 0, again: false } as Step, ...steps]) {
    const word = `word-${crypto.randomUUID()}`;
    const to = addresses[customer] ?? '';
    const { id = '' } = tickets.findLast((ticket) => ticket.customer === customer) ?? {};
    const admin = `/api/admin/support-tickets/${id}`;
    if (what === 'submit') {
      const body = { subject: 'Help', message: word };
      const { ticket_id } = await post('/api/support/contact', await ofCustomer(customer), body, again);
      tickets.push({ id: ticket_id, customer });
      for (const [whom, automatic] of [to, DANA].map((address) => [address, true] as const)) {
        expected.push({ ticket: ticket_id, to: whom, word, automatic });
      }
    } else if (id === '') {
    } else if (what === 'customer replies') {
      await post(`/api/support/tickets/${id}/replies`, await ofCustomer(customer), { body: word }, again);
      expected.push({ ticket: id, to: DANA, word, automatic: true });
    } else if (what === 'close') {
      await post(`${admin}/close`, agent, {}, again);
    } else {
      const kind = what === 'note' ? 'note' : 'reply';
      await post(`${admin}/replies`, agent, { body: word, kind, close: what === 'reply and close' }, again);
      if (kind === 'reply') expected.push({ ticket: id, to, word, automatic: false });
    }
  }
  return { tickets: tickets.map(({ id }) => id), expected };
}

const ticketOf = ({ headers = [] }: SentMail) =>
  headers.find(({ name }) => name === 'References')?.value.slice('<ticket-'.length, -'@quicktools.example>'.length);
const isAutomatic = ({ headers = [] }: SentMail) => headers.some(({ name }) => name === 'Auto-Submitted');

/** What became of each mail to a customer about a ticket, as agents see it. */
async function deliveriesOf(id: string): Promise<(string | undefined)[]> {
  const headers = { 'x-admin-key': desk.adminKey };
  const { confirmation, thread } = (await (
    await fetch(`${desk.url}/api/admin/support-tickets/${id}`, { headers })
  ).json()) as {
    confirmation: { state: string };
    thread: { kind: string; author: { type: string }; message?: { delivery: { state: string } | null } }[];
  };
  const replies = thread.filter(({ kind, author }) => kind === 'reply' && author.type === 'agent');
  return [confirmation.state, ...replies.map(({ message }) => message?.delivery?.state)];
}

/** Lives through a history with SES failing on its course, then all shards are delivered again. Answers the words of the mails that came more than once. */
async function holdsFor(steps: readonly Step[], course: readonly Fate[]): Promise<string[]> {
  let next = 0;
  ses.decideBy(() => course[next++] ?? 'passes');
  const { tickets, expected } = await live(steps);
  await desk.settled();
  ses.decideBy(() => 'passes');
  await desk.consumers.replay();
  await desk.settled();

  const sent = ((await desk.mail?.sent()) ?? []).filter((mail) => tickets.includes(ticketOf(mail) ?? ''));
  const told = sent.map((mail) => ({
    ticket: ticketOf(mail),
    to: mail.destination.to.join(),
    word: /word-[\w-]{36}/.exec(mail.body.text ?? '')?.[0],
    automatic: isAutomatic(mail),
  }));
  const texts = told.map((mail) => JSON.stringify(mail));
  expect([...new Set(texts)].sort()).toEqual(expected.map((mail) => JSON.stringify(mail)).sort());
  for (const id of tickets) expect(new Set(await deliveriesOf(id))).toEqual(new Set(['sent']));
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}

it('whatever happens to tickets and to SES, each mail that is due is sent once, and none else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), courseOf(failures), async (steps, course) => {
      expect(await holdsFor(steps, course)).toEqual([]);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
}, 120_000);

it('only a mail of which SES’s answer was lost may come again', async () => {
  const lost = (course: readonly Fate[]) => course.filter((fate) => lostAnswers.includes(fate)).length;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      courseOf([...failures, ...lostAnswers]),
      async (steps, course) => {
        expect((await holdsFor(steps, course)).length).toBeLessThanOrEqual(lost(course));
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
}, 120_000);
