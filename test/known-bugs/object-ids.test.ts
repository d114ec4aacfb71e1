import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idempotentId } from '#core/idempotency.ts';
import { deskUnderTest, json } from '#test/api/desk-under-test.ts';

/*
 * Object ids of others (IDOR, CWE-639). FreeScout took the customer's id from the request:
 * https://nvd.nist.gov/vuln/detail/CVE-2026-40591; Zammad linked tickets without a check: https://nvd.nist.gov/vuln/detail/CVE-2026-34722
 * enumeration.test.ts shows that others' ids reveal nothing by error or effort.
 */

const { asAgent, asCustomer } = deskUnderTest();
const contact = '/api/support/contact';
const mine = { subject: 'Mine', message: 'My secret.' };
const submitAs = (sub: string, key: string, fields: object) =>
  asCustomer('POST', contact, json(fields, { 'idempotency-key': key }), { sub, email: `${sub}@example.com` });

describe("another customer's Idempotency-Key", () => {
  it('creates one’s own ticket, and reveals nothing of theirs', async () => {
    const theirs = await submitAs('alice', 'order-1', mine);
    const same = await submitAs('bob', 'order-1', mine);
    const other = await submitAs('carol', 'order-1', { subject: 'Other', message: 'Other' });
    expect(new Set([theirs, same, other].map(({ json: answer }) => answer.ticket_id)).size).toBe(3);
    expect(same.json.email).toBe('bob@example.com');
    expect(other.status).toBe(200);
    const { json: ticket } = await asAgent('GET', `/api/admin/support-tickets/${theirs.json.ticket_id}`);
    expect(ticket).toMatchObject({ user_id: 'alice', ...mine, version: 1 });
  });

  it('is not a ticket’s id, nor is the id a key', async () => {
    const { json: first } = await submitAs('alice', 'order-2', mine);
    const { json: second } = await submitAs('bob', first.ticket_id, mine);
    expect(second.ticket_id).not.toBe(first.ticket_id);
  });

  it("can't be forged by moving characters between issuer, user and key", () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '"', '","', '\\', ' ', ':', '#', '\0'))
      .map((parts) => parts.join(''));
    const cut = (whole: string, at: readonly number[]) => {
      const [first = 0, second = 0] = at.map((place) => place % (whole.length + 1)).toSorted((a, b) => a - b);
      return [whole.slice(0, first), whole.slice(first, second), whole.slice(second)] as const;
    };
    const places = fc.tuple(fc.nat(), fc.nat());
    fc.assert(
      fc.property(text, places, places, (whole, here, there) => {
        const [one, other] = [cut(whole, here), cut(whole, there)];
        const isSame = one.every((part, index) => part === other[index]);
        expect(idempotentId(...one) === idempotentId(...other)).toBe(isSame);
      }),
    );
  });
});

describe('tickets', () => {
  it('have unpredictable ids', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => (await asCustomer('POST', contact, json(mine))).json.ticket_id as string),
    );
    expect(new Set(ids.map((id) => id.slice(0, 8))).size).toBe(20);
    expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/.test(id))).toBe(true);
  });

  it("can't be read with a customer’s token, not even their own, on any path for agents", async () => {
    const { json: answer } = await submitAs('alice', 'order-3', mine);
    for (const path of ['', '?status=all', `?user_id=alice`, `/${answer.ticket_id}`, `/${answer.ticket_id}/close`]) {
      const method = path.endsWith('close') ? 'POST' : 'GET';
      const { status } = await asCustomer(method, `/api/admin/support-tickets${path}`, {}, { sub: 'alice' });
      expect(status).toBe(401);
    }
  });
});
