import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, startDesk } from '#test/local/desk.ts';
import type { SentMail } from '#test/local/mail-service.ts';
import { localMail } from '#test/local/settings.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ mailPort: 0 });
});
afterAll(() => desk.close());

const claims = { sub: 'maria', email: 'maria@example.com', name: 'Maria Santos' };
const admin = '/api/admin/support-tickets';

async function call(path: string, headers: Record<string, string>, body?: object, method = body ? 'POST' : 'GET') {
  const init = body ? { body: JSON.stringify(body) } : {};
  const response = await fetch(desk.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...init,
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  return (await response.json()) as any;
}
const asAgent = (path: string, body?: object) => call(path, { 'x-admin-key': desk.adminKey }, body);
const asCustomer = async (path: string, body?: object) =>
  call(path, { authorization: `Bearer ${await desk.token(claims)}` }, body);
const submit = async (fields: object = {}): Promise<string> => {
  const answer = await asCustomer('/api/support/contact', { subject: 'Need help', message: 'It hangs.', ...fields });
  return answer.ticket_id;
};
const reply = (id: string, body: string, kind = 'reply') => asAgent(`${admin}/${id}/replies`, { body, kind });

/** The mails about a ticket, once all is sent. */
async function mailsAbout(id: string): Promise<readonly SentMail[]> {
  await desk.settled();
  const reference = `<ticket-${id}@quicktools.example>`;
  return ((await desk.mail?.sent()) ?? []).filter(({ headers = [] }) =>
    headers.some(({ name, value }) => name === 'References' && value === reference),
  );
}
const header = (mail: SentMail | undefined, wanted: string) =>
  mail?.headers?.find(({ name }) => name === wanted)?.value;

describe('a new ticket', () => {
  it('is confirmed to its customer, and told to the admins', async () => {
    const id = await submit();
    const mails = await mailsAbout(id);
    expect(mails).toHaveLength(2);
    const confirmation = mails.find(({ destination }) => destination.to.includes(claims.email));
    const notification = mails.find((mail) => mail !== confirmation);
    expect(confirmation).toMatchObject({
      from: '"QuickTools" <support@quicktools.example>',
      destination: { to: ['maria@example.com'], cc: [], bcc: [] },
      subject: `Need help [#${id.slice(0, 8)}]`,
      replyTo: [],
    });
    expect(confirmation?.body.text).toContain('Hi Maria Santos,');
    expect(confirmation?.body.text).toContain(`we’ll reply within 2 days. Your ticket number is #${id.slice(0, 8)}.`);
    expect(confirmation?.body.text).toContain('> It hangs.');
    expect(confirmation?.body.text).toContain(`${desk.url}/static/support.html?ticket=${id}`);
    expect(header(confirmation, 'Auto-Submitted')).toBe('auto-generated');
    expect(notification).toMatchObject({
      destination: { to: ['dana@quicktools.example'] },
      subject: `New ticket #${id.slice(0, 8)}: Need help`,
    });
    expect(notification?.body.text).toContain('From: Maria Santos <maria@example.com>');
    expect(notification?.body.text).toContain(`${desk.url}/static/admin-support.html?ticket=${id}`);
    expect(header(notification, 'Auto-Submitted')).toBe('auto-generated');
    expect((await asAgent(`${admin}/${id}`)).confirmation).toEqual({ state: 'sent', at: expect.any(String) });
  });
});

describe('a reply', () => {
  it('of an agent is sent to the customer, as a person’s, in the same thread; its delivery is told', async () => {
    const id = await submit();
    const { thread } = await reply(id, 'Have you tried <b>again</b>?');
    const sent = (await mailsAbout(id)).at(-1);
    expect(sent).toMatchObject({
      destination: { to: ['maria@example.com'] },
      subject: `Re: Need help [#${id.slice(0, 8)}]`,
    });
    expect(header(sent, 'Auto-Submitted')).toBeUndefined();
    expect(header(sent, 'In-Reply-To')).toBe(header(sent, 'References'));
    expect(sent?.body.text).toContain('Have you tried <b>again</b>?');
    expect(sent?.body.html).toContain('Have you tried &lt;b&gt;again&lt;/b&gt;?');
    expect(sent?.body.text).not.toContain('Dana');
    const told = (await asAgent(`${admin}/${id}`)).thread.find(({ id: it }: { id: string }) => it === thread[0].id);
    expect(told.message.delivery).toEqual({ state: 'sent', at: expect.any(String) });
  });

  it('of the customer is told to the admins alone, and a note to nobody', async () => {
    const id = await submit();
    const before = (await mailsAbout(id)).length;
    await asCustomer(`/api/support/tickets/${id}/replies`, { body: 'Still hangs.' });
    await reply(id, 'She is right.', 'note');
    const [told, ...others] = (await mailsAbout(id)).slice(before);
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      destination: { to: ['dana@quicktools.example'] },
      subject: `Re: New ticket #${id.slice(0, 8)}: Need help`,
    });
    expect(told?.body.text).toContain('> Still hangs.');
  });
});

describe('what was sent', () => {
  it('is not sent again when the stream delivers all of it once more', async () => {
    const id = await submit();
    await reply(id, 'Try again.');
    const before = await mailsAbout(id);
    await desk.consumers.replay();
    expect(await mailsAbout(id)).toEqual(before);
  });
});

it('with `replyTo` customers’ replies go to that address, admins’ nowhere', async () => {
  const mail = { ...localMail('http://localhost'), replyTo: 'help@quicktools.example' };
  const reachable = await startDesk({ mailPort: 0, settings: { mail } });
  const headers = { authorization: `Bearer ${await reachable.token(claims)}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ subject: 'Need help', message: 'It hangs.' });
  await fetch(`${reachable.url}/api/support/contact`, { method: 'POST', headers, body });
  await reachable.settled();
  const sent = ((await reachable.mail?.sent()) ?? []).toSorted((a, b) =>
    b.destination.to.join().localeCompare(a.destination.to.join()),
  );
  expect(sent.map(({ destination, replyTo }) => [destination.to, replyTo])).toEqual([
    [['maria@example.com'], ['help@quicktools.example']],
    [['dana@quicktools.example'], []],
  ]);
  expect(sent[0]?.body.text).toContain('Reply to this email or on our website.');
  await reachable.close();
});

it('without the setting the desk sends nothing, and says so', async () => {
  const quiet = await startDesk();
  const agent = { headers: { 'x-admin-key': quiet.adminKey } };
  expect(await (await fetch(`${quiet.url}/api/admin/support-stats`, agent)).json()).toMatchObject({
    mail: { sender: null },
  });
  expect(await asAgent('/api/admin/support-stats')).toMatchObject({ mail: { sender: 'support@quicktools.example' } });
  await quiet.close();
});
