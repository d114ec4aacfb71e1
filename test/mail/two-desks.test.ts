import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, startDesk } from '#test/local/desk.ts';
import type { SentMail } from '#test/local/mail-service.ts';
import { sendMail } from './mail-program.ts';

const [OURS, THEIRS] = ['support@quicktools.example', 'hello@reply.localhost.test'];
let desks: Desk[];
beforeAll(async () => {
  desks = await Promise.all([1, 2].map(() => startDesk({ mailPort: 0, smtpPort: 0 })));
});
afterAll(() => Promise.all(desks.map((desk) => desk.close())));

/** Submits a ticket of a customer whose address is the other desk's. */
async function submit(desk: Desk, email: string): Promise<string> {
  const headers = { authorization: `Bearer ${await desk.token({ sub: email, email })}` };
  const body = new URLSearchParams({ subject: 'Need help', message: 'It does not work.' });
  const response = await fetch(`${desk.url}/api/support/contact`, { method: 'POST', headers, body });
  await desk.settled();
  return ((await response.json()) as { ticket_id: string }).ticket_id;
}

const asAgent = async (desk: Desk, path: string, body?: object) => {
  const headers = { 'x-admin-key': desk.adminKey, 'content-type': 'application/json' };
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  return (await fetch(`${desk.url}/api/admin/${path}`, { headers, ...init })).json();
};

/** The mails that a desk sent to its customer, not to its admins. */
const sentBy = async (desk: Desk): Promise<readonly SentMail[]> =>
  ((await desk.mail?.sent()) ?? []).filter(({ replyTo }) => replyTo.length > 0);

it('two desks that write to each other stop after one automatic mail each, and everything is kept', async () => {
  const [ours, theirs] = desks as [Desk, Desk];
  const [id] = await Promise.all([submit(ours, THEIRS), submit(theirs, OURS)]);
  // A person writes first: that is what begins a loop between desks that confirm whatever they get.
  await asAgent(ours, `support-tickets/${id}/replies`, { body: 'Which version?', kind: 'reply' });
  await ours.settled();

  const passed = new Map(desks.map((desk) => [desk, 0]));
  let rounds = 0;
  for (let isNew = true; isNew; rounds += 1) {
    isNew = false;
    for (const [from, to] of [desks, desks.toReversed()] as [Desk, Desk][]) {
      const sent = await sentBy(from);
      for (const mail of sent.slice(passed.get(from))) {
        isNew = true;
        const { subject, body, headers = [], replyTo } = mail;
        await sendMail(to.smtp ?? '', {
          ...{ from: OURS, to: THEIRS, subject, text: body.text ?? '' },
          headers: {
            ...Object.fromEntries(headers.map(({ name, value }) => [name, value])),
            'Reply-To': String(replyTo),
          },
        });
      }
      passed.set(from, sent.length);
      await to.settled();
    }
    expect(rounds).toBeLessThan(10);
  }

  // Both confirmed a ticket, the agent replied, and that reply became a ticket there, which was confirmed.
  expect([...passed.values()]).toEqual([2, 2]);
  const held = await Promise.all(desks.map((desk) => asAgent(desk, 'held-mail')));
  expect(held.map((mails) => mails.map(({ reason }: { reason: string }) => reason))).toEqual([
    ['automatic', 'automatic'],
    ['automatic'],
  ]);
  const { thread } = await asAgent(ours, `support-tickets/${id}`);
  expect(thread.map(({ kind }: { kind: string }) => kind)).toEqual(['reply']);
});
