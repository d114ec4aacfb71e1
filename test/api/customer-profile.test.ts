import { expect, it } from 'vitest';
import { deskUnderTest, json } from './desk-under-test.ts';

const { asAgent, asCustomer, submit } = deskUnderTest();

/** Returns a ticket's customer once the desk knows as many other tickets of theirs. */
async function profile(id: string, others: number) {
  const read = async () => (await asAgent('GET', `/api/admin/support-tickets/${id}/customer`)).json;
  await expect.poll(async () => (await read()).tickets?.length).toBe(others);
  return read();
}

it('a customer is known with their other tickets, newest first, and their credits and address of today', async () => {
  const sub = `profile-${crypto.randomUUID()}`;
  const before = { sub, email: 'before@example.com', credits_purchased: 5 };
  const first = await submit({ subject: 'First' }, before);
  const second = await submit({ subject: 'Second' }, before);
  await asAgent('POST', `/api/admin/support-tickets/${second}/close`);
  const third = await submit({ subject: 'Third' }, before);
  await submit({ subject: 'Of somebody else' }, { sub: `${sub}-other`, email: 'before@example.com' });
  const known = await profile(first, 2);
  expect(known).toMatchObject({
    user_id: sub,
    email: 'before@example.com',
    credits_purchased: 5,
    more: false,
    tickets: [
      { id: third, subject: 'Third', status: 'open' },
      { id: second, subject: 'Second', status: 'closed' },
    ],
  });
  const { json: ticket } = await asAgent('GET', `/api/admin/support-tickets/${first}`);
  expect(known.first_contact_at).toBe(ticket.created_at);
  const path = `/api/support/tickets/${third}/replies`;
  await asCustomer('POST', path, json({ body: 'Thanks.' }), { sub, email: 'now@example.com', credits_purchased: 50 });
  await expect.poll(async () => (await profile(first, 2)).credits_purchased).toBe(50);
  const now = await profile(first, 2);
  expect(now.email).toBe('now@example.com');
  expect(now.last_contact_at > known.last_contact_at).toBe(true);
});

it('has ten tickets at most, and says that there are more', async () => {
  const sub = `profile-${crypto.randomUUID()}`;
  const claims = { sub, email: 'many@example.com' };
  const ids: string[] = [];
  for (let ticket = 0; ticket < 12; ticket += 1) ids.push(await submit({ subject: `Ticket ${ticket}` }, claims));
  expect(await profile(ids[0] ?? '', 10)).toMatchObject({
    more: true,
    tickets: [{ subject: 'Ticket 11' }, {}, {}, {}, {}, {}, {}, {}, {}, {}],
  });
});

it('is 404 for a ticket that does not exist', async () => {
  const { status } = await asAgent('GET', '/api/admin/support-tickets/00000000-0000-4000-8000-000000000000/customer');
  expect(status).toBe(404);
});
