import { describe, expect, it } from 'vitest';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { deskUnderTest, json } from './desk-under-test.ts';
import { patience } from './printed-lines.ts';

const { asAgent, asCustomer, call, desk, submit } = deskUnderTest({ mailPort: 0 });

/** An address that mail can't be sent to, which is known before the service is asked: produces a failed mail on every desk. */
const UNMAILABLE = 'jürgen@example.com';

const path = (id: string) => `/api/admin/support-tickets/${id}`;
const get = (id: string) => asAgent('GET', path(id));
const resend = (id: string, message = id) => asAgent('POST', `${path(id)}/messages/${message}/resend`);
const newCustomer = (email: string) => ({ sub: crypto.randomUUID(), email });
const newAddress = () => `${crypto.randomUUID()}@example.com`;

/** Waits until the confirmation of a ticket has a state. */
const confirmationIs = (id: string, state: string) =>
  expect.poll(async () => (await get(id)).json.confirmation?.state, { timeout: patience }).toBe(state);

async function withFailedMail() {
  const customer = newCustomer(UNMAILABLE);
  const id = await submit({}, customer);
  await confirmationIs(id, 'failed');
  return { id, customer };
}

async function writesFrom(email: string, id: string, customer: ReturnType<typeof newCustomer>) {
  const { status } = await asCustomer('POST', `/api/support/tickets/${id}/replies`, json({ body: 'Here.' }), {
    ...customer,
    email,
  });
  expect(status).toBe(200);
  await expect.poll(async () => (await get(id)).json.contact_email, { timeout: patience }).toBe(email);
}

describe('sending a mail again', { timeout: 3 * patience }, () => {
  it('queues it, and shows in the thread who requested it', async () => {
    const { id } = await withFailedMail();
    const { status, json: queued } = await resend(id);
    expect(status).toBe(200);
    expect(queued).toEqual({ state: 'queued', at: expect.any(String) });
    const { json: ticket } = await get(id);
    expect(ticket).toMatchObject({ version: 2, status: 'open', updated_at: queued.at });
    expect(ticket.thread).toEqual([
      {
        id: expect.any(String),
        version: 2,
        kind: 'mail_resent',
        author: authorNamed('Dana (demo)'),
        created_at: queued.at,
        ticket_id: null,
        rule: null,
        closes_at: null,
        changes: [],
      },
    ]);
    await confirmationIs(id, 'failed');
  });

  it('sends it to the customer’s current address, and only once', async () => {
    const { id, customer } = await withFailedMail();
    const email = newAddress();
    await writesFrom(email, id, customer);
    const answers = await Promise.all([resend(id), resend(id), resend(id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await confirmationIs(id, 'sent');
    const mails = (await desk().mails()).filter(({ to }) => to.includes(email));
    expect(mails).toMatchObject([{ to: [email], subject: `Need help [#${id.slice(0, 8)}]` }]);
    expect((await get(id)).json).toMatchObject({ user_email: UNMAILABLE, contact_email: email });
  });

  it('works for a reply too', async () => {
    const { id, customer } = await withFailedMail();
    const { json: replied } = await asAgent('POST', `${path(id)}/replies`, json({ body: 'Try again.', kind: 'reply' }));
    const message = replied.thread[0].id;
    const stateOf = async () => {
      const { thread } = (await get(id)).json;
      return thread.find((entry: { id: string }) => entry.id === message).message.delivery?.state;
    };
    await expect.poll(stateOf, { timeout: patience }).toBe('failed');
    await writesFrom(newAddress(), id, customer);
    expect((await resend(id, message)).status).toBe(200);
    await expect.poll(stateOf, { timeout: patience }).toBe('sent');
    expect((await get(id)).json.confirmation.state).toBe('failed');
  });

  it('is refused for a mail that was sent, and changes nothing', async () => {
    const id = await submit({}, newCustomer(newAddress()));
    await confirmationIs(id, 'sent');
    const { json: before } = await get(id);
    const { status, json: problem } = await resend(id);
    expect(status).toBe(409);
    expect(problem).toMatchObject({ type: 'urn:support-desk:problem:mail_not_resendable', detail: expect.any(String) });
    expect((await get(id)).json).toEqual(before);
  });

  it('is refused for a note, a customer’s message, and an id that is not a message’s', async () => {
    const { id, customer } = await withFailedMail();
    const note = await asAgent('POST', `${path(id)}/replies`, json({ body: 'A note.', kind: 'note' }));
    expect((await resend(id, note.json.thread[0].id)).status).toBe(409);
    await writesFrom(newAddress(), id, customer);
    const { json: ticket } = await get(id);
    expect((await resend(id, ticket.thread.at(-1).id)).status).toBe(409);
    await asAgent('POST', `${path(id)}/close`);
    const { json: closed } = await get(id);
    expect((await resend(id, closed.thread.at(-1).id)).status).toBe(404);
    const { id: other } = await withFailedMail();
    expect((await resend(id, other)).status).toBe(404);
    for (const unknown of ['00000000-0000-4000-8000-000000000000', 'x', '%00', '..%2F..']) {
      expect((await resend(id, unknown)).status).toBe(404);
      expect((await resend(unknown)).status).toBe(404);
    }
  });

  it('does not invalidate the version that another agent has read', async () => {
    const { id } = await withFailedMail();
    const { headers } = await get(id);
    expect((await resend(id)).status).toBe(200);
    const eve = await desk().agents.add(`Eve ${id}`);
    const closing = { headers: { 'x-admin-key': eve, 'if-match': headers.get('etag') ?? '' } };
    expect((await call('POST', `${path(id)}/close`, closing)).status).toBe(200);
  });

  it('does not affect a message repeated with its Idempotency-Key', async () => {
    const { id } = await withFailedMail();
    const reply = json({ body: 'Try again.', kind: 'reply' }, { 'idempotency-key': crypto.randomUUID() });
    const first = await asAgent('POST', `${path(id)}/replies`, reply);
    expect((await resend(id)).status).toBe(200);
    const again = await asAgent('POST', `${path(id)}/replies`, reply);
    expect(again.json.thread[0].id).toBe(first.json.thread[0].id);
    const { json: ticket } = await get(id);
    expect(ticket.thread.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['mail_resent', 'reply']);
  });
});

describe('the address that mail to a customer goes to', { timeout: 2 * patience }, () => {
  it('is the ticket’s, until a token has another one; the snapshot stays', async () => {
    const customer = newCustomer(newAddress());
    const id = await submit({}, customer);
    expect((await get(id)).json).toMatchObject({ user_email: customer.email, contact_email: customer.email });
    const email = newAddress();
    const before = (await get(id)).headers.get('etag');
    await writesFrom(email, id, customer);
    const { json: ticket, headers } = await get(id);
    expect(ticket).toMatchObject({ user_email: customer.email, contact_email: email, contact_suppressed: null });
    expect(headers.get('etag')).not.toBe(before);
    await asAgent('POST', `${path(id)}/replies`, json({ body: 'Try again.', kind: 'reply' }));
    const sentTo = async () =>
      (await desk().mails()).filter(({ text }) => text.startsWith('Try again.')).map(({ to }) => to);
    await expect.poll(sentTo, { timeout: patience }).toContainEqual([email]);
    expect(await sentTo()).not.toContainEqual([customer.email]);
  });

  it('is that of the customer’s newer ticket for an older one too, and nobody else’s', async () => {
    const customer = newCustomer(newAddress());
    const other = await submit({}, newCustomer(customer.email));
    const older = await submit({}, customer);
    const email = newAddress();
    await submit({}, { ...customer, email });
    await expect.poll(async () => (await get(older)).json.contact_email, { timeout: patience }).toBe(email);
    expect((await get(other)).json.contact_email).toBe(customer.email);
  });

  it('is neither in lists nor in what the customer sees', async () => {
    const customer = newCustomer(newAddress());
    const id = await submit({}, customer);
    const { json: tickets } = await asAgent('GET', '/api/admin/support-tickets');
    const listed = tickets.find((ticket: { id: string }) => ticket.id === id);
    const { json: own } = await asCustomer('GET', `/api/support/tickets/${id}`, {}, customer);
    for (const shown of [listed, own]) {
      expect(shown).toMatchObject({ id });
      expect(shown).not.toHaveProperty('contact_email');
      expect(shown).not.toHaveProperty('contact_suppressed');
    }
  });
});
