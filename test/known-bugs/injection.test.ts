import { describe, expect, it } from 'vitest';
import { cursorKeyFrom, writeCursor } from '#http/edge/cursor.ts';
import { deskUnderTest, json } from '#test/api/desk-under-test.ts';

/*
 * NoSQL injection by filters, cursors and keys (CWE-943): DynamoDB takes expressions as text, so a caller's text in one would be
 * their query. https://owasp.org/www-project-web-security-testing-guide/ (WSTG-INPV-05.6)
 * Prototype pollution by a body's or a query's keys (CWE-1321).
 */

const { desk, call, asAgent, asCustomer, submit } = deskUnderTest();
const tickets = '/api/admin/support-tickets';

const filters = [
  ':status',
  '#status = :status',
  'open OR attribute_exists(id)',
  "open' OR '1'='1",
  'open" OR 1=1 --',
  'status <> :x',
  'contains(message, secret)',
  'begins_with(entry, event#)',
  '{"$ne":"open"}',
  '{"$gt":""}',
  '{"S":"open"}',
  '["open","closed"]',
  'open,closed',
  'open\u0000',
  'ticket',
  '__proto__',
  'constructor',
];

describe('a filter', () => {
  it.each(filters)('of %j is not a status', async (text) => {
    const { status, json: problem } = await asAgent('GET', `${tickets}?status=${encodeURIComponent(text)}`);
    expect(status).toBe(422);
    expect(problem.errors).toEqual([{ pointer: '?status', detail: 'must be one of open, in_progress, closed, all' }]);
  });

  it.each([
    'status[$ne]=open',
    'status[]=open',
    'filter=x',
    'where=1',
    '__proto__=x',
    'constructor=x',
    '__proto__[limit]=1',
  ])('outside the document is refused by name: %s', async (query) => {
    const { status, json: problem } = await asAgent('GET', `${tickets}?${query}`);
    expect(status).toBe(422);
    expect(problem.errors).toHaveLength(1);
  });

  it.each(filters)('in a body is not a status either: %j', async (text) => {
    const id = await submit();
    expect((await asAgent('PATCH', `${tickets}/${id}`, json({ status: text }))).status).toBe(422);
  });
});

describe('a cursor', () => {
  const position = JSON.stringify({ id: { S: 'x' }, entry: { S: 'ticket' }, status: { S: 'closed' } });

  it.each([position, Buffer.from(position).toString('base64url'), ':after', '2026-11-01T10:00:00Z x', '__proto__'])(
    'is accepted only if this desk signed it: %s',
    async (text) => {
      const { status } = await asAgent('GET', `${tickets}?cursor=${encodeURIComponent(text)}`);
      expect(status).toBe(400);
    },
  );

  it.each([
    [200, ':after', '00000000-0000-4000-8000-000000000000'],
    [200, '#status', '00000000-0000-4000-8000-000000000000'],
    [400, '9'.repeat(2000), '00000000-0000-4000-8000-000000000000'],
    [400, '\u{10ffff}'.repeat(400), '00000000-0000-4000-8000-000000000000'],
    [400, '2026-11-01T10:00:00.000000000Z', ':status'],
    [400, '2026-11-01T10:00:00.000000000Z', 'x'.repeat(3000)],
  ])(
    'that agents sign with the key derived from theirs is a place in the list or invalid: %i',
    async (expected, createdAt, id) => {
      const key = cursorKeyFrom(desk().adminKey);
      const cursor = writeCursor(key, 'open', { createdAt, id });
      expect((await asAgent('GET', `${tickets}?cursor=${cursor}`)).status).toBe(expected);
    },
  );
});

describe('the key of an agent', () => {
  it.each(['*', '{"$ne":null}', "' OR '1'='1", 'null', 'undefined', '__proto__', 'desk_', 'Dana'])(
    'is not a pattern: %s',
    async (key) => {
      expect((await call('GET', tickets, { headers: { 'x-admin-key': key } })).status).toBe(401);
    },
  );
});

describe('a polluted prototype', () => {
  const polluting = [
    '{"subject":"a","message":"b","__proto__":{"status":"closed"}}',
    '{"subject":"a","message":"b","constructor":{"prototype":{"status":"closed"}}}',
    '{"__proto__":{"subject":"a","message":"b"}}',
    '{"subject":"a","message":"b","toString":1,"hasOwnProperty":1}',
  ];

  it.each(polluting)('can’t come from JSON: %s', async (body) => {
    const init = { body, headers: { 'content-type': 'application/json' } };
    expect((await asCustomer('POST', '/api/support/contact', init)).status).toBe(422);
    await expectCleanDesk();
  });

  it.each(['__proto__', 'constructor', 'prototype', '__proto__[status]', 'constructor[prototype][status]'])(
    'can’t come from a form: %s',
    async (name) => {
      const form = new FormData();
      for (const [field, text] of Object.entries({ subject: 'a', message: 'b' })) form.append(field, text);
      form.append(name, 'closed');
      const urlencoded = new URLSearchParams({ subject: 'a', message: 'b', [name]: 'closed' });
      for (const body of [form, urlencoded]) {
        const { status, json: problem } = await asCustomer('POST', '/api/support/contact', { body });
        expect(status).toBe(422);
        expect(problem.errors).toEqual([{ pointer: `#/${name}`, detail: 'is not a field of this request' }]);
      }
      await expectCleanDesk();
    },
  );

  /** Expects the next requests to behave as if nothing had been tried. */
  async function expectCleanDesk() {
    const id = await submit();
    expect((await asAgent('GET', `${tickets}/${id}`)).json).toMatchObject({
      status: 'open',
      closed_at: null,
      version: 1,
    });
  }
});
