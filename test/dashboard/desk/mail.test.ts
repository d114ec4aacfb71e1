import { describe, expect, it } from 'vitest';
import type { Delivery } from '#core/mail/delivery.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import { deskOfThree, settled } from './desk-of-three.ts';

const at = '2026-11-24T10:00:00.000000000Z';
const failed: Delivery = { state: 'failed', at, detail: 'MessageRejected' };

/** The second ticket is open, whose customer got no confirmation. */
async function withFailedMail() {
  const rest = await deskOfThree();
  const { desk, server } = rest;
  server.mails.set('ticket-2', failed);
  desk.select('ticket-2');
  await settled();
  const confirmation = () => desk.conversation.threads.value.get('ticket-2')?.confirmation?.state;
  expect(confirmation()).toBe('failed');
  return { ...rest, confirmation };
}

const titles = ({ desk }: Awaited<ReturnType<typeof deskOfThree>>) => desk.toasts.shown.value.map(({ title }) => title);

it('what becomes of a reply’s mail shows soon after it was sent', async () => {
  const { desk, server, ticket, pass } = await deskOfThree({ mailSender: 'support@quicktools.example' });
  server.mails.set('ticket-1', { state: 'sent', at });
  await desk.refresh();
  desk.select('ticket-1');
  await settled();
  desk.send(ticket(1), 'reply', 'Try again.', false);
  await pass(10_000);
  const delivery = () => desk.conversation.threads.value.get('ticket-1')?.entries.at(-1)?.message?.delivery;
  expect(delivery()).toBeNull();
  server.mails.set('entry-ticket-1-2', { state: 'sent', at });
  await pass(3_000);
  expect(delivery()).toMatchObject({ state: 'sent' });
});

describe('sending a mail again', () => {
  it('shows at once that it is on its way', async () => {
    const opened = await withFailedMail();
    await opened.desk.resendMail('ticket-2', 'ticket-2');
    expect(opened.confirmation()).toBe('queued');
    expect(titles(opened)).toEqual([]);
  });

  it.each([
    ['twice at once', undefined],
    ['again because the answer was lost', new ProblemError(503, 'The desk did not answer.')],
  ])('asked for %s, sends it once and complains of nothing', async (_, loseAnswer) => {
    const opened = await withFailedMail();
    const { desk, server, confirmation } = opened;
    server.loseAnswer = loseAnswer;
    const first = desk.resendMail('ticket-2', 'ticket-2');
    if (loseAnswer) await first;
    for (const { id } of desk.toasts.shown.value) desk.toasts.dismiss(id);
    await Promise.all([first, desk.resendMail('ticket-2', 'ticket-2')]);
    expect(server.changes.filter((one) => one === 'resend ticket-2')).toHaveLength(2);
    expect([confirmation(), titles(opened)]).toEqual(['queued', []]);
  });

  it('shows so although the thread was being read meanwhile', async () => {
    const { desk, server, confirmation } = await withFailedMail();
    server.threadHeld = new Promise((resolve) => setImmediate(resolve));
    const reading = desk.conversation.readThread('ticket-2');
    await desk.resendMail('ticket-2', 'ticket-2');
    await reading;
    expect(confirmation()).toBe('queued');
  });

  it('that the desk refuses or does not answer says so, and leads there', async () => {
    const opened = await withFailedMail();
    const { desk, server, confirmation } = opened;
    server.offline = new Error('fetch failed');
    await desk.resendMail('ticket-2', 'ticket-2');
    expect(desk.toasts.shown.value).toMatchObject([
      { title: 'Couldn’t resend', reason: 'The desk didn’t respond.', goTo: { ticketId: 'ticket-2' } },
    ]);
    expect(confirmation()).toBe('failed');
  });
});

it('allowing an address mail again shows that it gets some', async () => {
  const { desk, server, ticket } = await deskOfThree();
  const address = ticket(1).userEmail;
  server.suppressed.add(address);
  desk.select('ticket-1');
  await settled();
  const contact = () => desk.conversation.threads.value.get('ticket-1')?.contact;
  expect(contact()).toEqual({ email: address, suppressed: 'bounced' });
  await desk.allowAddress(address, 'ticket-1');
  expect(contact()).toEqual({ email: address, suppressed: null });
});
