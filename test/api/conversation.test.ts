import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodedBytes, MAX_RESPONSE_BYTES } from '#core/encoded-bytes.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { anyDelivery, deskUnderTest, json, nextOf } from './desk-under-test.ts';

const { asAgent, asCustomer, call, desk, submit } = deskUnderTest();

const claims = { sub: 'talker', email: 'talker@example.com' };
const path = (id: string) => `/api/admin/support-tickets/${id}`;
const open = () => submit({}, claims);
const get = async (id: string) => (await asAgent('GET', path(id))).json;
const send = (id: string, body: object, headers: Record<string, string> = {}) =>
  asAgent('POST', `${path(id)}/replies`, json(body, headers));
const reply = (id: string, body: string, more: object = {}, headers = {}) =>
  send(id, { body, kind: 'reply', ...more }, headers);
const note = (id: string, body: string, more: object = {}) => send(id, { body, kind: 'note', ...more });
const customerReplies = (id: string, body: string) =>
  asCustomer('POST', `/api/support/tickets/${id}/replies`, json({ body }), claims);
const setStatus = (id: string, status: string) => asAgent('PATCH', path(id), json({ status }));

type Entry = {
  version: number;
  kind: string;
  changes: { field: string; from: string; to: string }[];
  message?: { body: string };
};
/** Formats a thread, one line per entry. Whether a reply also assigns the ticket depends on the team. */
const linesOf = (thread: Entry[]) =>
  thread.map(({ kind, message, changes }) =>
    [
      `${kind}:`,
      message?.body,
      ...changes.flatMap(({ field, from, to }) => (field === 'status' ? [`${field} ${from}>${to}`] : [])),
    ]
      .filter((part) => part !== undefined)
      .join(' '),
  );

describe('a reply', () => {
  it('is added with its agent’s name, and the ticket then waits for the customer', async () => {
    const id = await open();
    const { status, json: answer, headers } = await reply(id, ' Have you tried\r\nagain? ');
    expect(status).toBe(200);
    expect(answer).toMatchObject({ id, status: 'in_progress', version: 2, closed_at: null });
    expect(headers.get('etag')).toBe('"2"');
    const [entry] = answer.thread;
    expect(answer.thread).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/),
        version: 2,
        kind: 'reply',
        author: authorNamed('Dana (demo)'),
        created_at: answer.updated_at,
        ticket_id: null,
        rule: null,
        closes_at: null,
        changes: expect.arrayContaining([{ field: 'status', from: 'open', to: 'in_progress' }]),
        message: {
          body: 'Have you tried\nagain?',
          delivery: null,
          attachments: [],
          channel: 'website',
          email: null,
        },
      },
    ]);
    const read = { ...entry, message: { ...entry.message, delivery: anyDelivery } };
    const contact = { contact_email: claims.email, contact_suppressed: null };
    expect(await get(id)).toEqual({ ...answer, ...contact, email: null, thread: [read], confirmation: anyDelivery });
  });

  it('leaves a ticket in progress, or closed, as it is; closing with it closes', async () => {
    const id = await open();
    await setStatus(id, 'in_progress');
    expect((await reply(id, 'one')).json.status).toBe('in_progress');
    const { json: closed } = await reply(id, 'two', { close: true });
    expect(closed).toMatchObject({ status: 'closed', version: 4, closed_at: closed.updated_at });
    expect((await reply(id, 'three')).json).toMatchObject({ status: 'closed', closed_at: closed.closed_at });
    expect((await setStatus(id, 'open')).json.status).toBe('in_progress');
    const { thread } = await get(id);
    expect(linesOf(thread)).toEqual([
      'change: status open>in_progress',
      'reply: one',
      'reply: two status in_progress>closed',
      'reply: three',
      'change: status closed>in_progress',
    ]);
    expect(thread.map(({ version }: Entry) => version)).toEqual([2, 3, 4, 5, 6]);
  });

  it('from the customer reopens the ticket, whatever its status', async () => {
    for (const status of ['open', 'in_progress', 'closed']) {
      const id = await open();
      if (status !== 'open') await setStatus(id, status);
      expect((await customerReplies(id, 'Still broken.')).status).toBe(200);
      const ticket = await get(id);
      expect(ticket).toMatchObject({ status: 'open', closed_at: null });
      expect(ticket.thread.at(-1)).toMatchObject({ author: { type: 'customer' }, message: { body: 'Still broken.' } });
      const reopened = status === 'open' ? [] : [{ field: 'status', from: status, to: 'open' }];
      expect(ticket.thread.at(-1).changes).toEqual(reopened);
    }
  });
});

describe('a note', () => {
  it('changes no status, unless it closes the ticket', async () => {
    const id = await open();
    expect((await note(id, 'Looks like the cache.')).json).toMatchObject({ status: 'open', version: 2 });
    expect((await note(id, 'Spam.', { close: true })).json).toMatchObject({ status: 'closed', version: 3 });
    expect((await setStatus(id, 'open')).json.status).toBe('open');
  });
});

describe('with an Idempotency-Key', () => {
  it('a message is added once, even by concurrent requests and after later changes to the ticket', async () => {
    const id = await open();
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 5 }, () => reply(id, 'Once.', {}, key)));
    await setStatus(id, 'closed');
    answers.push(await reply(id, 'Once.', {}, key));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ json: it }) => JSON.stringify(it.thread))).size).toBe(1);
    expect(linesOf((await get(id)).thread)).toEqual([
      'reply: Once. status open>in_progress',
      'change: status in_progress>closed',
    ]);
    expect(answers.at(-1)?.json).toMatchObject({ status: 'closed', version: 3 });
  });

  it('another message is refused, but the same key is free on another ticket and for another author', async () => {
    const id = await open();
    const key = { 'idempotency-key': 'key-1' };
    await reply(id, 'First.', {}, key);
    for (const other of [{ body: 'Other.' }, { kind: 'note' }, { close: true }]) {
      const { status, json: problem } = await reply(id, 'First.', other, key);
      expect([status, problem.type]).toEqual([422, 'urn:support-desk:problem:idempotency_key_reused']);
    }
    const other = await open();
    expect((await reply(other, 'First.', {}, key)).json.version).toBe(2);
    const init = json({ body: 'First.' }, key);
    expect((await asCustomer('POST', `/api/support/tickets/${id}/replies`, init, claims)).status).toBe(200);
    const { agents } = desk();
    const init2 = json({ body: 'First.', kind: 'reply' }, { ...key, 'x-admin-key': await agents.add('Eve') });
    expect((await call('POST', `${path(id)}/replies`, init2)).json.version).toBe(4);
  });

  it('a repeated request succeeds although the version it names is now outdated', async () => {
    const id = await open();
    const headers = { 'idempotency-key': 'key-2', 'if-match': '"1"' };
    const first = await reply(id, 'Once.', {}, headers);
    expect(await reply(id, 'Once.', {}, headers)).toMatchObject({ status: 200, json: first.json });
  });
});

describe('the ETag of a ticket that is read', () => {
  it('is its version with a hash of the body, and works as If-Match', async () => {
    const id = await open();
    const etagOf = async () => (await asAgent('GET', path(id))).headers.get('etag') ?? '';
    await desk().settled();
    // The same twice, once a deployed desk has sent the mail about the ticket, whose state is in the body.
    const twice = async () => {
      const one = await etagOf();
      return one === (await etagOf());
    };
    await expect.poll(twice, { timeout: 30_000 }).toBe(true);
    const first = await etagOf();
    expect(first).toMatch(/^"1-[\w-]{16}"$/);
    await customerReplies(id, 'Wait!');
    const second = await etagOf();
    expect(second).toMatch(/^"2-/);
    expect((await reply(id, 'Too late.', {}, { 'if-match': first })).status).toBe(412);
    expect((await reply(id, 'In time.', {}, { 'if-match': second })).status).toBe(200);
  });
});

describe('the latest message of a ticket', () => {
  it('is its own, then the latest reply; notes and changes of status do not affect it', async () => {
    const id = await open();
    const latest = async () => {
      const { latest_message: message, latest_customer_version: version } = await get(id);
      return [message.author.name ?? message.author.type, message.preview, version];
    };
    expect(await latest()).toEqual(['customer', 'It does not work.', 1]);
    await customerReplies(id, ' Still\n\nbroken. ');
    expect(await latest()).toEqual(['customer', 'Still broken.', 2]);
    await note(id, 'A friend of the boss.');
    await setStatus(id, 'in_progress');
    expect(await latest()).toEqual(['customer', 'Still broken.', 2]);
    await reply(id, 'Try again.');
    expect(await latest()).toEqual(['Dana (demo)', 'Try again.', 2]);
    expect((await asAgent('GET', '/api/admin/support-tickets?status=all')).json).toContainEqual(
      expect.objectContaining({ id, latest_message: expect.objectContaining({ preview: 'Try again.' }) }),
    );
  });
});

describe('If-Match', () => {
  it('refuses every action after a newer customer message, except a note and what is already done', async () => {
    const id = await open();
    await customerReplies(id, 'Wait!');
    const stale = { 'if-match': '"1"' };
    const close = () => asAgent('POST', `${path(id)}/close`, { headers: stale });
    for (const acting of [
      () => reply(id, 'Too late.', {}, stale),
      () => reply(id, 'Too late.', { close: true }, stale),
      () => send(id, { body: 'Done.', kind: 'note', close: true }, stale),
      () => asAgent('PATCH', path(id), json({ status: 'in_progress' }, stale)),
      close,
    ]) {
      const { status, json: problem } = await acting();
      expect([status, problem.ticket.version]).toEqual([412, 2]);
      expect(linesOf(problem.thread)).toEqual(['reply: Wait!']);
    }
    expect(await get(id)).toMatchObject({ status: 'open', version: 2 });
    expect((await send(id, { body: 'Seen.', kind: 'note' }, stale)).status).toBe(200);
    await setStatus(id, 'closed');
    expect((await close()).json).toEqual({ success: true, message: 'Ticket closed' });
  });

  it('refuses after another agent’s reply or change, but not after one’s own actions or others’ notes', async () => {
    const { agents } = desk();
    const eve = { 'x-admin-key': await agents.add('Eve, who writes too') };
    const byEve = (id: string, body: object) => call('POST', `${path(id)}/replies`, json(body, eve));
    const stale = { 'if-match': '"1"' };
    const id = await open();
    await reply(id, 'One.');
    await setStatus(id, 'open');
    await byEve(id, { body: 'A note of Eve’s.', kind: 'note' });
    expect((await reply(id, 'Two.', {}, stale)).status).toBe(200);
    await byEve(id, { body: 'I answer.', kind: 'reply' });
    expect((await reply(id, 'Three.', {}, stale)).status).toBe(412);
    const other = await open();
    await call('PATCH', path(other), json({ status: 'in_progress' }, eve));
    expect((await asAgent('POST', `${path(other)}/close`, { headers: stale })).status).toBe(412);
  });

  it('that is stale returns 412 with the entries in between, and adds nothing', async () => {
    const id = await open();
    await note(id, 'Before.');
    const { version } = await get(id);
    await customerReplies(id, 'Wait!');
    await setStatus(id, 'closed');
    const { status, json: problem, headers } = await reply(id, 'Too late.', {}, { 'if-match': `"${version}"` });
    expect(status).toBe(412);
    expect(headers.get('etag')).toBe('"4"');
    expect(problem.ticket).toMatchObject({ id, status: 'closed', version: 4 });
    expect(linesOf(problem.thread)).toEqual(['reply: Wait!', 'change: status open>closed']);
    expect((await get(id)).version).toBe(4);
    expect((await reply(id, 'Now.', {}, { 'if-match': '"4"' })).status).toBe(200);
  });
});

describe('mistakes', () => {
  it.each([
    [{ kind: 'reply' }, ['#/body']],
    [{ body: ' \n ', kind: 'reply' }, ['#/body']],
    [{ body: '😀'.repeat(10_001), kind: 'reply' }, ['#/body']],
    [{ body: 'a' }, ['#/kind']],
    [{ body: 'a', kind: 'shout' }, ['#/kind']],
    [{ body: 'a', kind: 'note', close: 'yes', subject: 'b' }, ['#/close', '#/subject']],
  ])('%j are each named, and nothing is added', async (body, pointers) => {
    const id = await open();
    const { status, json: problem } = await send(id, body);
    expect(status).toBe(422);
    expect(problem.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(pointers);
    expect((await get(id)).version).toBe(1);
  });

  it('10,000 characters are accepted, and an invalid Idempotency-Key is not', async () => {
    const id = await open();
    expect((await reply(id, '😀'.repeat(10_000))).status).toBe(200);
    expect((await reply(id, 'a', {}, { 'idempotency-key': 'a b' })).status).toBe(422);
  });
});

describe('a long thread', () => {
  it('of control characters, which take seven bytes each, is read in parts that fit the wire', {
    timeout: 240_000,
  }, async () => {
    const id = await open();
    for (let number = 1; number <= 100; number += 1) await customerReplies(id, `a${'\u0001'.repeat(9_998)}z`);
    const versions: number[] = [];
    for (let next: string | undefined = path(id); next !== undefined; ) {
      const answer = await asAgent('GET', next);
      expect(answer.status).toBe(200);
      expect(encodedBytes(answer.json)).toBeLessThan(MAX_RESPONSE_BYTES);
      versions.unshift(...answer.json.thread.map(({ version }: Entry) => version));
      next = nextOf(answer);
    }
    const all = Array.from({ length: 100 }, (_, index) => index + 2);
    expect(versions).toEqual(all);
    const { status, json: problem } = await reply(id, 'Too late.', {}, { 'if-match': '"1"' });
    expect(status).toBe(412);
    expect(encodedBytes(problem)).toBeLessThan(MAX_RESPONSE_BYTES);
    const seen = problem.thread.map(({ version }: Entry) => version);
    expect(seen).toEqual(all.slice(0, seen.length));
    expect(seen.length).toBeGreaterThan(50);
  });

  it('is read in parts, the latest first, with nothing missing', async () => {
    const id = await open();
    const text = (number: number) => `${number} ${'😀'.repeat(9_990)}`;
    for (let number = 1; number <= 40; number += 1) await note(id, text(number));
    const parts = [];
    for (let next: string | undefined = path(id); next !== undefined; ) {
      const answer = await asAgent('GET', next);
      expect(answer.json).toMatchObject({ id, version: 41 });
      parts.unshift(answer.json.thread as Entry[]);
      next = nextOf(answer);
    }
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.flat().map(({ message }) => message?.body)).toEqual(
      Array.from({ length: 40 }, (_, index) => text(index + 1)),
    );
    expect(parts.flat().map(({ version }) => version)).toEqual(Array.from({ length: 40 }, (_, index) => index + 2));
    const [first] = [await asAgent('GET', path(id))];
    const other = await open();
    const foreign = nextOf(first)?.replace(id, other) ?? '';
    expect((await asAgent('GET', foreign)).status).toBe(400);
    expect((await asAgent('GET', `${path(id)}?cursor=x`)).status).toBe(400);
  });
});
