import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inboundText } from '#core/inbound/messages.ts';
import { type Desk, startDesk } from '#test/local/desk.ts';
import type { SentMail } from '#test/local/mail-service.ts';
import { deskCalls } from './desk-calls.ts';
import { replyFrom, sendMail, type Written } from './mail-program.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ mailPort: 0, smtpPort: 0 });
});
afterAll(() => desk.close());

/** A customer with a mail program. */
function newCustomer() {
  const sub = crypto.randomUUID();
  return { sub, email: `${sub}@example.com` };
}
type Customer = ReturnType<typeof newCustomer>;

const { asAgent, asCustomer } = deskCalls(() => desk);
const submit = async (who: Customer): Promise<string> =>
  (await asCustomer(who, 'contact', { subject: 'Need help', message: 'It hangs.' })).ticket_id;

/** The mails that a customer got, oldest first. */
async function mailsTo({ email }: Customer): Promise<readonly SentMail[]> {
  await desk.settled();
  return ((await desk.mail?.sent()) ?? []).filter(({ destination }) => destination.to.includes(email));
}

/** Sends a mail, and waits until the desk has taken it. */
async function send(mail: Written): Promise<void> {
  await sendMail(desk.smtp ?? '', mail);
  await desk.settled();
}

const replyTo = (mail: SentMail | undefined, who: Customer, text: string, headers: Record<string, string> = {}) =>
  send(replyFrom(who.email, mail, text, headers));

describe('a customer with a mail program', () => {
  it('replies to the agent’s reply, and both read the conversation', async () => {
    const ann = newCustomer();
    const id = await submit(ann);
    await asAgent(`support-tickets/${id}/replies`, { body: 'Which version?', kind: 'reply', close: true });
    const mails = await mailsTo(ann);
    expect(mails.map(({ body }) => body.text)).toEqual([
      expect.stringContaining('Just reply to this email.'),
      expect.stringContaining('Just reply to this email'),
    ]);
    await replyTo(mails.at(-1), ann, 'Version 3.\nOn Linux.');
    const { status, thread, latest_message } = await asAgent(`support-tickets/${id}`);
    expect(status).toBe('open');
    expect(latest_message).toMatchObject({ author: { type: 'customer' }, preview: 'Version 3. On Linux.' });
    expect(thread.at(-1)).toMatchObject({
      kind: 'reply',
      author: { type: 'customer' },
      message: {
        body: 'Version 3.\nOn Linux.',
        channel: 'mail',
        email: { from: ann.email, verified: true, forwarded: false, quoted: expect.stringContaining('Which version?') },
      },
    });
    expect((await asCustomer(ann, `tickets/${id}`)).messages.at(-1)).toMatchObject({
      author: 'you',
      body: 'Version 3.\nOn Linux.',
    });
    await asAgent(`support-tickets/${id}/replies`, { body: 'Thank you.', kind: 'reply' });
    expect((await mailsTo(ann)).at(-1)).toMatchObject({ replyTo: mails.at(-1)?.replyTo });
  });

  it('writes a new ticket by mail once the desk knows the address', async () => {
    const ann = newCustomer();
    const mail = { from: ann.email, to: 'hello@reply.localhost.test', subject: 'Invoice', text: 'Where is it?' };
    await send(mail);
    const [held] = await asAgent('held-mail');
    expect(held).toMatchObject({ from: ann.email, reason: 'not_a_customer', text: 'Where is it?', subject: 'Invoice' });
    await submit(ann);
    await desk.settled();
    await send(mail);
    const list = await asCustomer(ann, 'tickets');
    expect(list.map(({ subject }: { subject: string }) => subject)).toEqual(['Invoice', 'Need help']);
    expect(await asAgent(`support-tickets/${list[0].id}`)).toMatchObject({ channel: 'mail', message: 'Where is it?' });
    // The agent accepts the first one, too, and again.
    const accepted = await asAgent(`held-mail/${held.id}/accept`, { ticket_id: list[1].id });
    expect(accepted).toMatchObject({ id: list[1].id, version: 2 });
    expect(await asAgent(`held-mail/${held.id}/accept`, {})).toMatchObject({ id: list[1].id, version: 2 });
    expect(await asAgent('held-mail')).not.toContainEqual(expect.objectContaining({ id: held.id }));
    const { thread } = await asAgent(`support-tickets/${list[1].id}`);
    expect(thread).toMatchObject([{ message: { channel: 'held_mail', body: 'Where is it?' } }]);
  });

  it('is away: the out-of-office reply reopens nothing, and nothing answers it', async () => {
    const ann = newCustomer();
    const id = await submit(ann);
    const [confirmation] = await mailsTo(ann);
    await asAgent(`support-tickets/${id}/close`, {});
    await replyTo(confirmation, ann, 'I am away.', { 'Auto-Submitted': 'auto-replied' });
    const { status, thread } = await asAgent(`support-tickets/${id}`);
    expect(status).toBe('closed');
    expect(thread.at(-1)).toMatchObject({
      kind: 'mail_automatic',
      message: { body: expect.stringContaining('I am away.'), email: { automatic: 'auto_reply' } },
    });
    expect(await mailsTo(ann)).toHaveLength(1);
    expect((await asCustomer(ann, `tickets/${id}`)).messages).toEqual([]);
  });

  it('is not believed where nothing proves the sender', async () => {
    const ann = newCustomer();
    const id = await submit(ann);
    const [confirmation] = await mailsTo(ann);
    const unproven = { 'X-Local-Verdicts': 'dmarc=FAIL,dkim=FAIL' };
    await replyTo(confirmation, newCustomer(), 'I am Ann, trust me.', unproven);
    expect((await asAgent(`support-tickets/${id}`)).thread).toEqual([]);
    expect((await asAgent('held-mail'))[0]).toMatchObject({ reason: 'unverified_sender', ticket_id: id });
    await replyTo(confirmation, ann, 'It is me.', unproven);
    expect((await asAgent(`support-tickets/${id}`)).thread).toMatchObject([
      { message: { email: { verified: false } } },
    ]);
  });

  it('has a colleague reply to the mail, whose message names them, to the customer too', async () => {
    const [ann, bea] = [newCustomer(), newCustomer()];
    const id = await submit(ann);
    const [confirmation] = await mailsTo(ann);
    await replyTo(confirmation, bea, 'I can reproduce it.');
    expect((await asAgent(`support-tickets/${id}`)).thread).toMatchObject([
      { message: { email: { forwarded: true } } },
    ]);
    await replyTo(confirmation, ann, 'So can I.');
    expect((await asCustomer(ann, `tickets/${id}`)).messages).toMatchObject([{ from: bea.email }, { from: null }]);
  });

  it('sends a mail without text', async () => {
    const ann = newCustomer();
    const id = await submit(ann);
    const [confirmation] = await mailsTo(ann);
    await send({
      from: ann.email,
      to: confirmation?.replyTo[0] ?? '',
      text: '',
      attachments: [{ filename: 'screen.png', content: Buffer.from('89504e470d0a1a0a', 'hex') }],
    });
    expect((await asAgent(`support-tickets/${id}`)).thread).toMatchObject([
      { message: { body: inboundText.noText, attachments: [{ name: 'screen.png' }] } },
    ]);
  });
});

describe('a held mail', () => {
  it('is deleted by an agent, or by time', async () => {
    const sam = newCustomer();
    const mail = { from: sam.email, to: 'hello@reply.localhost.test' };
    await send(mail);
    const [first] = await asAgent('held-mail');
    expect(first).toMatchObject({ from: sam.email, reason: 'not_a_customer' });
    expect(await asAgent(`held-mail/${first.id}`, undefined, 'DELETE')).toEqual({ status: 204 });
    expect(await asAgent(`held-mail/${first.id}/accept`, {})).toMatchObject({ status: 404 });
    await send(mail);
    const [second] = await asAgent('held-mail');
    expect(second.id).not.toBe(first.id);
    await desk.runDue(new Date(Date.parse(second.expires_at) - 60_000));
    expect((await asAgent('held-mail'))[0].id).toBe(second.id);
    await desk.runDue(new Date(Date.parse(second.expires_at) + 60_000));
    expect(await asAgent('held-mail')).not.toContainEqual(expect.objectContaining({ id: second.id }));
  });

  it('can’t become a new ticket of somebody who is no customer', async () => {
    const sam = newCustomer();
    await send({ from: sam.email, to: 'hello@reply.localhost.test' });
    const [held] = await asAgent('held-mail');
    expect(await asAgent(`held-mail/${held.id}/accept`, {})).toMatchObject({
      status: 422,
      errors: [{ pointer: '#/ticket_id' }],
    });
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect(await asAgent(`held-mail/${held.id}/accept`, { ticket_id: unknown })).toMatchObject({ status: 422 });
    expect((await asAgent('held-mail'))[0].id).toBe(held.id);
  });
});

it('mail for other domains is refused at the door', async () => {
  await expect(send({ from: 'ann@example.com', to: 'somebody@example.org' })).rejects.toThrow('Only mail for');
});
