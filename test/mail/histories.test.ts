import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fate } from '../faults/fates.ts';
import type { SentMail } from '../local/mail-service.ts';
import { type Customer, deskWithSes, newCustomer, ticketOf } from './desk-with-ses.ts';

const RUNS = Number(process.env.MAIL_RUNS ?? 4);
const DANA = 'dana@quicktools.example';

/** What happens to the ticket of a customer; `again` sends the same request a second time. */
const step = fc.record({
  what: fc.constantFrom('submit', 'reply', 'reply and close', 'note', 'customer replies', 'close'),
  customer: fc.nat({ max: 3 }),
  again: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** SES says that it does not send a mail: it can be sent later. */
const refusals: readonly Fate[] = [
  { name: 'TooManyRequestsException', status: 429 },
  { name: 'SendingPausedException' },
  { name: 'MessageRejected' },
];
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
/** What SES does to one request after the other: mostly what it was asked. */
const courses = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: fc.constant<Fate>('passes') },
    { weight: 3, arbitrary: fc.constantFrom(...refusals) },
    { weight: 4, arbitrary: fc.constantFrom(...lostAnswers) },
  ),
  { minLength: 1, maxLength: 30 },
);

/** Every batch comes twice, at once, and batches are cut anywhere. */
let batches = 0;
const delivery = { twice: 'at once', cut: (records: number) => Math.min(records, 1 + (batches++ % 3)) } as const;
const { desk, ses, resend, ticket } = deskWithSes(() => ({ mailPatienceMs: 1_000, delivery }));

interface Due {
  readonly ticket: string;
  readonly to: string;
  /** Of the mail's own. */
  readonly word: string;
  readonly automatic: boolean;
}

/** Does the steps for customers of its own. Returns their tickets, and the mails that are due. */
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
  return { tickets: tickets.map(({ id }) => id), due };
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
  readonly message: string;
  readonly word: string;
  readonly state: string | undefined;
}

/** What agents see of each mail to a customer about a ticket. */
async function shownOf(id: string): Promise<Shown[]> {
  const { message, confirmation, thread } = (await ticket(id)) as {
    message: string;
    confirmation: { state: string } | null;
    thread: {
      id: string;
      kind: string;
      author: { type: string };
      message?: { body: string; delivery: { state: string } | null };
    }[];
  };
  const replies = thread.filter(({ kind, author }) => kind === 'reply' && author.type === 'agent');
  return [
    { ticket: id, message: id, word: message, state: confirmation?.state },
    ...replies.map((entry) => ({
      ticket: id,
      message: entry.id,
      word: entry.message?.body ?? '',
      state: entry.message?.delivery?.state,
    })),
  ];
}

async function delivered(): Promise<void> {
  await desk().settled();
  await desk().consumers.replay();
  await desk().settled();
  await ses().settled();
}

const times = (text: string, texts: readonly string[]) => texts.filter((one) => one === text).length;

it('whatever happens to tickets and to SES, each mail that is due is sent once, or in doubt; sent again, it is sent once more', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), courses, async (steps, course) => {
      let asked = 0;
      let lost = 0;
      ses().decideBy(() => {
        const fate = course[asked++] ?? 'passes';
        if (lostAnswers.includes(fate)) lost += 1;
        return fate;
      });
      const { tickets, due } = await live(steps);
      await desk().settled();
      ses().decideBy(() => 'passes');
      await delivered();

      const sent = await sentAbout(tickets);
      expect(sent.filter((text) => !due.map(asText).includes(text))).toEqual([]);
      const shown = (await Promise.all(tickets.map(shownOf))).flat();
      const inDoubt = shown.filter(({ state }) => state === 'unknown');
      let missing = 0;
      for (const mail of due) {
        const count = times(asText(mail), sent);
        const state = shown.find(({ word }) => mail.to !== DANA && word === mail.word)?.state;
        if (state !== undefined) expect(state).toMatch(/^(sent|unknown)$/);
        if (state === 'sent') expect(count).toBe(1);
        expect(count).toBeLessThanOrEqual(1);
        if (mail.to === DANA && count === 0) missing += 1;
      }
      expect(inDoubt.length + missing).toBeLessThanOrEqual(lost);

      await Promise.all(inDoubt.map(({ ticket: id, message }) => resend(id, message)));
      await delivered();
      const resent = await sentAbout(tickets);
      for (const mail of due) {
        const again = inDoubt.some(({ word }) => mail.to !== DANA && word === mail.word) ? 1 : 0;
        expect(times(asText(mail), resent)).toBe(times(asText(mail), sent) + again);
      }
      const states = (await Promise.all(tickets.map(shownOf))).flat().map(({ state }) => state);
      expect(new Set(states)).toEqual(new Set(['sent']));
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
}, 120_000);
