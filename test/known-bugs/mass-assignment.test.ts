import { describe, expect, it } from 'vitest';
import { deskUnderTest, json } from '#test/api/desk-under-test.ts';

/*
 * Mass assignment (CWE-915, OWASP API3:2023): clients setting fields that only the desk may set.
 * FlowiseAI let clients set owners and dates: https://nvd.nist.gov/vuln/detail/CVE-2026-42863
 */

const { asAgent, asCustomer, submit } = deskUnderTest();
const tickets = '/api/admin/support-tickets';
const draft = { subject: 'Need help', message: 'It does not work.' };
const claims = { sub: 'u1', email: 'u1@example.com', credits_purchased: 100 };

/** The attributes of a ticket that a client must not choose, by their names on the wire and in the table. */
const owned = {
  id: '00000000-0000-4000-8000-000000000000',
  ticket_id: '00000000-0000-4000-8000-000000000000',
  entry: 'event#1',
  user_id: 'admin',
  user_email: 'admin@example.com',
  email: 'admin@example.com',
  status: 'closed',
  priority: 'high',
  support_tier: 'Priority email (24h response)',
  user_support_tier: 'Priority email (24h response)',
  credits_purchased: '1000000',
  user_credits_purchased: '1000000',
  created_at: '1999-01-01T00:00:00.000000000Z',
  updated_at: '1999-01-01T00:00:00.000000000Z',
  closed_at: '1999-01-01T00:00:00.000000000Z',
  version: '99',
  content_hash: 'x',
  created_write_id: 'x',
};

const encodings: Record<string, (fields: Record<string, string>) => RequestInit> = {
  JSON: (fields) => json(fields),
  'a form': (fields) => ({ body: new URLSearchParams(fields) }),
  multipart: (fields) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return { body: form };
  },
};

const asSubmitted = {
  user_id: 'u1',
  user_email: 'u1@example.com',
  status: 'open',
  priority: 'normal',
  support_tier: 'Email (48h response)',
  credits_purchased: 100,
  closed_at: null,
  version: 1,
};

describe.each(Object.entries(encodings))('a customer who submits by %s', (_, encode) => {
  it.each(Object.entries(owned))('does not choose %s', async (name, value) => {
    const { status, json: problem } = await asCustomer(
      'POST',
      '/api/support/contact',
      encode({ ...draft, [name]: value }),
    );
    expect(status).toBe(422);
    expect(problem.errors).toEqual([{ pointer: `#/${name}`, detail: 'is not a field of this request' }]);
  });

  it('chooses none of them in the query', async () => {
    const path = `/api/support/contact?${new URLSearchParams(owned)}`;
    const { json: answer } = await asCustomer('POST', path, encode(draft), claims);
    expect(answer).toMatchObject({ email: 'u1@example.com', support_level: 'Email (48h response)' });
    const { json: ticket } = await asAgent('GET', `${tickets}/${answer.ticket_id}`);
    expect(ticket).toMatchObject({ ...asSubmitted, ...draft });
    expect(ticket.created_at > '2026').toBe(true);
  });
});

describe('an agent who changes a ticket', () => {
  const { status: _, priority: __, ...others } = owned;

  it.each(Object.entries(others))('does not choose %s', async (name, value) => {
    const id = await submit({}, claims);
    const { status } = await asAgent('PATCH', `${tickets}/${id}`, json({ status: 'in_progress', [name]: value }));
    expect(status).toBe(422);
    expect((await asAgent('GET', `${tickets}/${id}`)).json).toMatchObject(asSubmitted);
  });

  it('closes by the path alone: body and query are ignored', async () => {
    const id = await submit({}, claims);
    await asAgent('POST', `${tickets}/${id}/close?${new URLSearchParams(owned)}`, json({ ...owned, status: 'open' }));
    const { json: ticket } = await asAgent('GET', `${tickets}/${id}`);
    expect(ticket).toMatchObject({ ...asSubmitted, status: 'closed', closed_at: ticket.updated_at, version: 2 });
    expect(ticket.closed_at > '2026').toBe(true);
  });
});
