import { describe, expect, it } from 'vitest';
import { anyDelivery, deskUnderTest, json } from './desk-under-test.ts';

const { desk, call, asAgent, asCustomer, submit, logged } = deskUnderTest({
  settings: { allowedOrigins: ['https://www.example.com'] },
});
const contact = '/api/support/contact';
const draft = { subject: 'Need help', message: 'It does not work.' };
const ticketOf = async (id: string) => (await asAgent('GET', `/api/admin/support-tickets/${id}`)).json;

describe('submitting a ticket', () => {
  it('returns what the website shows, and stores the snapshots', async () => {
    const claims = { sub: 'u1', email: 'user@example.com', credits_purchased: 100 };
    const { status, json: answer } = await asCustomer('POST', contact, json(draft), claims);
    expect(status).toBe(200);
    expect(answer).toEqual({
      success: true,
      ticket_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
      support_level: 'Email (48h response)',
      email: 'user@example.com',
    });
    expect(await ticketOf(answer.ticket_id)).toEqual({
      id: answer.ticket_id,
      user_id: 'u1',
      user_email: 'user@example.com',
      ...draft,
      status: 'open',
      priority: 'normal',
      support_tier: 'Email (48h response)',
      credits_purchased: 100,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/),
      updated_at: expect.any(String),
      closed_at: null,
      closes_at: null,
      version: 1,
      user_name: null,
      latest_message: { author: { type: 'customer' }, preview: 'It does not work.', created_at: expect.any(String) },
      latest_customer_version: 1,
      assignee: null,
      tags: [],
      priority_set_by: null,
      channel: 'website',
      email: null,
      mail_problem: null,
      attachments: [],
      reply_due_at: null,
      resolve_due_at: null,
      replied_at: null,
      due_at: null,
      paused_at: null,
      snoozed_until: null,
      woken: null,
      merged_into: null,
      merged: [],
      thread: [],
      confirmation: anyDelivery,
      contact_email: 'user@example.com',
      contact_suppressed: null,
    });
  });

  it('announces it once, on one line, and puts none of it in the structured log', async () => {
    const id = await submit(
      { subject: 'Line\r\n[SUPPORT TICKET #forged]', message: 'unseen words' },
      { email: 'line@example.com' },
    );
    const lines = await logged('submit-ticket');
    expect(lines.filter((line) => line.startsWith(`[SUPPORT TICKET #${id.slice(0, 8)}]`))).toEqual([
      `[SUPPORT TICKET #${id.slice(0, 8)}] From: line@example.com | Subject: Line\\u{a}[SUPPORT TICKET #forged]`,
    ]);
    const structured = lines.filter((line) => line.startsWith('{')).join('\n');
    expect(structured).toContain('POST /api/support/contact');
    expect(structured).not.toMatch(/line@example\.com|unseen words|forged/);
    expect(structured).not.toContain(desk().adminKey);
  });

  it('reads multipart forms, urlencoded forms and JSON alike', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(draft)) form.append(name, value);
    for (const init of [json(draft), { body: new URLSearchParams(draft) }, { body: form }]) {
      const { json: answer } = await asCustomer('POST', contact, init);
      expect(await ticketOf(answer.ticket_id)).toMatchObject(draft);
    }
  });

  it('normalizes line breaks and trims the ends before it counts', async () => {
    const id = await submit({ subject: `  ${'😀'.repeat(200)}\r\n`, message: ` a\r\nb${'\r\n'.repeat(10_000)}` });
    expect(await ticketOf(id)).toMatchObject({ subject: '😀'.repeat(200), message: 'a\nb' });
  });

  it.each([
    ['NUL and control characters', 'a\u0000b\u0007\u001b[31m'],
    ['right-to-left text', '\u202eمرحبا\u202c بالعالم'],
    ['emoji and combining marks', '👩‍👩‍👧‍👦 é̂'],
    ['what looks like HTML', '<img src=x onerror=alert(1)>'],
    ['what looks like a path', '../../{{7*7}}#{7*7}'],
  ])('stores %s as it was written', async (_, text) => {
    expect(await ticketOf(await submit({ subject: text, message: text }))).toMatchObject({
      subject: text,
      message: text,
    });
  });

  it.each([
    ['a missing message', { subject: 'a' }, ['#/message']],
    ['both missing', {}, ['#/subject', '#/message']],
    ['an empty subject', { ...draft, subject: ' \r\n ' }, ['#/subject']],
    ['a subject of 201 characters', { ...draft, subject: 'x'.repeat(201) }, ['#/subject']],
    ['a message of 10,001 characters', { ...draft, message: '😀'.repeat(10_001) }, ['#/message']],
    ['wrong types', { subject: 1, message: { a: 1 } }, ['#/subject', '#/message']],
    ['null', { subject: null, message: null }, ['#/subject', '#/message']],
    ['unknown fields', { ...draft, status: 'closed', priority: 'high' }, ['#/status', '#/priority']],
    ['__proto__ as a field', JSON.parse('{"subject":"a","message":"b","__proto__":{"x":1}}'), ['#/__proto__']],
    ['an unpaired surrogate', { subject: '\ud800', message: 'a' }, ['#/subject']],
  ])('refuses %s, naming each field', async (_, fields, pointers) => {
    const { status, json: problem } = await asCustomer('POST', contact, json(fields));
    expect(status).toBe(422);
    expect(problem.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
  });

  it.each([
    ['a broken multipart body', 400, { body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=b' } }],
    ['a file instead of a field', 422, { body: formWithFile() }],
    ['another charset', 415, { body: '{}', headers: { 'content-type': 'application/json; charset=utf-16' } }],
    ['no type', 415, { body: 'a', headers: { 'content-type': '' } }],
    ['plain text', 415, { body: 'a', headers: { 'content-type': 'text/plain' } }],
    ['2 MB', 413, json({ ...draft, message: 'x'.repeat(2_000_000) })],
  ])('refuses %s', async (_, status, init) => {
    expect((await asCustomer('POST', contact, init)).status).toBe(status);
  });

  it('stores nothing when it refuses', async () => {
    const newest = async () => (await asAgent('GET', '/api/admin/support-tickets?status=all')).json;
    const before = await newest();
    await asCustomer('POST', contact, json({ ...draft, extra: 1 }));
    await asCustomer('POST', contact, json(draft), { credits_purchased: 0 });
    await call('POST', contact, json(draft));
    expect(await newest()).toEqual(before);
  });

  it('gives a higher tier its display string and its priority', async () => {
    const { json: answer } = await asCustomer('POST', contact, json(draft), { credits_purchased: 10_000 });
    expect(answer.support_level).toBe('Priority email (24h response)');
    expect(await ticketOf(answer.ticket_id)).toMatchObject({ priority: 'high', credits_purchased: 10_000 });
  });
});

describe('an Idempotency-Key', () => {
  const send = (key: string, fields: object, claims = {}) =>
    asCustomer('POST', contact, json(fields, { 'idempotency-key': key }), claims);

  it('creates one ticket for repeated requests, which all get the first response', async () => {
    const first = await send('key-1', draft);
    const again = await send('key-1', { ...draft, subject: ' Need help\r\n' }, { credits_purchased: 50_000 });
    expect(again.json).toEqual(first.json);
    expect(first.json.ticket_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8/);
    const lines = await logged('submit-ticket');
    const announced = lines.filter((line) => line.includes(`#${first.json.ticket_id.slice(0, 8)}]`));
    expect(announced).toHaveLength(1);
  });

  it('creates one ticket for racing requests', async () => {
    const answers = await Promise.all(Array.from({ length: 64 }, () => send('key-race', draft)));
    expect(new Set(answers.map(({ json: answer }) => answer.ticket_id)).size).toBe(1);
  });

  it('is refused with other content', async () => {
    await send('key-2', draft);
    const { status, json: problem } = await send('key-2', { ...draft, message: 'Something else' });
    expect(status).toBe(422);
    expect(problem.type).toBe('urn:support-desk:problem:idempotency_key_reused');
  });

  it("belongs to one customer: with another customer's it creates another ticket", async () => {
    const mine = await send('key-3', draft, { sub: 'u1' });
    const theirs = await send('key-3', draft, { sub: 'u2', email: 'two@example.com' });
    expect(theirs.json.email).toBe('two@example.com');
    expect(theirs.json.ticket_id).not.toBe(mine.json.ticket_id);
  });

  it.each([
    ['with a space', 'a b'],
    ['of 256 characters', 'x'.repeat(256)],
  ])('%s is refused', async (_, key) => {
    const { status, json: problem } = await send(key, draft);
    expect(status).toBe(422);
    expect(problem.errors[0].pointer).toBe('header idempotency-key');
  });
});

describe('access to support', () => {
  it('is granted to a paying customer', async () => {
    const { status, json: answer } = await asCustomer('GET', '/api/support/access', {}, { email: 'user@example.com' });
    expect(status).toBe(200);
    const { mail = true, ...access } = answer;
    expect(access).toEqual({ allowed: true, support_level: 'Email (48h response)', email: 'user@example.com' });
    expect(mail).toBe(true);
  });

  it.each([
    ['0 credits', { credits_purchased: 0 }],
    ['no credits', { credits_purchased: null }],
    ['0 credits and a tier', { credits_purchased: 0, support_tier: 'Email (48h response)' }],
  ])('a customer with %s is sent to the pricing page', async (_, claims) => {
    for (const [method, path] of [
      ['GET', '/api/support/access'],
      ['POST', contact],
    ] as const) {
      const { status, json: problem } = await asCustomer(method, path, method === 'POST' ? json(draft) : {}, claims);
      expect(status).toBe(403);
      expect(problem).toMatchObject({
        pricing_url: `${desk().url}/pricing`,
        detail: expect.stringContaining('credits'),
      });
    }
  });

  it('a caller without a token is challenged', async () => {
    for (const headers of [{}, { authorization: '' }, { authorization: 'Basic YTpi' }, { authorization: 'Bearer' }]) {
      const { status, headers: answered } = await call('GET', '/api/support/access', { headers });
      expect(status).toBe(401);
      expect(answered.get('www-authenticate')).toBe('Bearer');
    }
  });

  it("an agent's key as Bearer is refused, and so is a token as an agent's key", async () => {
    const { status } = await call('POST', contact, json(draft, { authorization: `Bearer ${desk().adminKey}` }));
    expect(status).toBe(401);
    const token = await desk().token();
    expect((await call('GET', '/api/admin/support-tickets', { headers: { 'x-admin-key': token } })).status).toBe(401);
    const asBearer = { headers: { authorization: `Bearer ${token}` } };
    expect((await call('GET', '/api/admin/support-tickets', asBearer)).status).toBe(401);
  });
});

describe('a website on another origin', () => {
  const preflight = (origin: string) =>
    fetch(desk().url + contact, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });

  it('may call from an origin in the settings and read the headers it needs', async () => {
    const allowed = await preflight('https://www.example.com');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://www.example.com');
    expect(allowed.headers.get('access-control-allow-headers')).toContain('idempotency-key');
    const { headers } = await asCustomer('POST', contact, json(draft, { origin: 'https://www.example.com' }));
    expect(headers.get('access-control-expose-headers')?.split(',')).toEqual(
      expect.arrayContaining(['etag', 'link', 'retry-after']),
    );
  });

  it.each(['https://evil.example', 'https://www.example.com.evil.example', 'null'])(
    'may not from %s',
    async (origin) => {
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
      const { headers } = await asCustomer('POST', contact, json(draft, { origin }));
      expect(headers.get('access-control-allow-origin')).toBeNull();
    },
  );
});

function formWithFile(): FormData {
  const form = new FormData();
  form.append('subject', new Blob(['a']), 'subject.txt');
  form.append('message', 'b');
  return form;
}
