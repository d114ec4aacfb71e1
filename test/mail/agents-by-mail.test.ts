import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPLY_MARKER } from '#core/mail/messages.ts';
import { type Desk, startDesk } from '#test/local/desk.ts';
import type { SentMail } from '#test/local/mail-service.ts';
import { deskCalls } from './desk-calls.ts';
import { replyFrom, sendMail } from './mail-program.ts';

const DANA = 'dana@quicktools.example';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ mailPort: 0, smtpPort: 0 });
  const { agents } = await asAgent('agents');
  await asAgent(`agents/${agents[0].id}`, { email: DANA }, 'PATCH');
});
afterAll(() => desk.close());

const { asAgent, asCustomer } = deskCalls(() => desk);

/** A customer who has sent a ticket, with what they do next. */
async function newCustomer() {
  const sub = crypto.randomUUID();
  const customer = { sub, email: `${sub}@example.com` };
  const { ticket_id: id } = await asCustomer(customer, 'contact', { subject: 'Help', message: 'It hangs.' });
  return {
    id,
    ...customer,
    thread: async () => (await asAgent(`support-tickets/${id}`)).thread,
    writes: (body: string) => asCustomer(customer, `tickets/${id}/replies`, { body }),
  };
}

/** The mails about a ticket to an address, oldest first. */
async function mailsTo(address: string, ticketId: string): Promise<readonly SentMail[]> {
  await desk.settled();
  return ((await desk.mail?.sent()) ?? []).filter(
    ({ destination, body }) => destination.to.includes(address) && body.text?.includes(ticketId),
  );
}

async function reply(from: string, mail: SentMail | undefined, text: string, headers: Record<string, string> = {}) {
  await sendMail(desk.smtp ?? '', replyFrom(from, mail, text, headers));
  await desk.settled();
}
const danaReplies = reply.bind(undefined, DANA);

describe('an agent with a mail program', () => {
  it('answers the notification, and the customer answers that, and so on', async () => {
    const ann = await newCustomer();
    const [notification] = await mailsTo(DANA, ann.id);
    expect(notification?.body.text?.startsWith(`${REPLY_MARKER}\n`)).toBe(true);
    expect(notification?.body.html).not.toContain('display:none');
    await danaReplies(notification, 'Which version?');
    const [, question] = await mailsTo(ann.email, ann.id);
    expect(question?.body.text).toMatch(/^Which version\?\n/);
    expect(question?.body.text).not.toContain(DANA);
    await reply(ann.email, question, 'Version 3.');
    const [, second] = await mailsTo(DANA, ann.id);
    expect(second?.body.text).toContain('> Version 3.');
    expect(second?.replyTo).not.toEqual(notification?.replyTo);
    await danaReplies(second, '/close\nPlease take version 4.');
    expect((await mailsTo(ann.email, ann.id)).at(-1)?.body.text).toMatch(/^Please take version 4\.\n/);
    expect(await asAgent(`support-tickets/${ann.id}`)).toMatchObject({
      status: 'closed',
      thread: [
        { kind: 'reply', author: { type: 'agent' }, message: { channel: 'mail', email: { unsent: null } } },
        { kind: 'reply', author: { type: 'customer' } },
        { kind: 'reply', author: { type: 'agent' } },
      ],
    });
  });

  it('is told that a reply was overtaken, and what they wrote is kept', async () => {
    const ann = await newCustomer();
    const [notification] = await mailsTo(DANA, ann.id);
    await ann.writes('It works now.');
    await danaReplies(notification, 'Try version 3.');
    expect((await ann.thread()).at(-1)).toMatchObject({
      kind: 'mail_unsent',
      message: { body: 'Try version 3.', email: { unsent: 'overtaken' } },
    });
    expect(await mailsTo(ann.email, ann.id)).toHaveLength(1);
    const told = (await mailsTo(DANA, ann.id)).at(-1);
    expect(told).toMatchObject({ subject: expect.stringContaining('Not sent') });
    expect(told?.body.text).toContain('> Try version 3.');
    // Replying to that is no way round: they haven't read more.
    await danaReplies(told, 'Try version 3, please.');
    expect(await mailsTo(ann.email, ann.id)).toHaveLength(1);
  });

  it('is away, of which the customer hears nothing', async () => {
    const ann = await newCustomer();
    const [notification] = await mailsTo(DANA, ann.id);
    await danaReplies(notification, 'I am away until Monday.', { 'Auto-Submitted': 'auto-replied' });
    expect(await mailsTo(ann.email, ann.id)).toHaveLength(1);
    expect(await ann.thread()).toMatchObject([{ kind: 'mail_automatic', author: { type: 'system' } }]);
  });

  it('is not believed where nothing proves them', async () => {
    const ann = await newCustomer();
    const [notification] = await mailsTo(DANA, ann.id);
    await danaReplies(notification, 'Send me your password.', { 'X-Local-Verdicts': 'dmarc=FAIL,dkim=FAIL' });
    expect(await mailsTo(ann.email, ann.id)).toHaveLength(1);
    expect((await asAgent('held-mail'))[0]).toMatchObject({ from: DANA, reason: 'unverified_sender' });
  });
});
