import { describe, expect, it } from 'vitest';
import { deskUnderTest, json, nextOf } from './desk-under-test.ts';

const { asAgent, asCustomer, submit } = deskUnderTest();

let customers = 0;
/** Returns a customer that no other test uses, on a shared desk. */
function newCustomer(more: object = {}) {
  customers += 1;
  const name = `owner-${Date.now()}-${customers}`;
  const claims = { sub: name, email: `${name}@example.com`, ...more };
  return {
    claims,
    submit: (fields: object = {}) => submit({ ...fields }, claims),
    get: (path: string, changed: object = {}, headers: Record<string, string> = {}) =>
      asCustomer('GET', path, { headers }, { ...claims, ...changed }),
    reply: (id: string, body: object | URLSearchParams, headers = {}, changed: object = {}) =>
      asCustomer(
        'POST',
        `${own}/${id}/replies`,
        body instanceof URLSearchParams ? { body, headers } : json(body, headers),
        { ...claims, ...changed },
      ),
  };
}
const own = '/api/support/tickets';
const agentSays = (id: string, body: string, kind: 'reply' | 'note') =>
  asAgent('POST', `/api/admin/support-tickets/${id}/replies`, json({ body, kind }));

/** Waits for the list, which follows a submit within a moment. */
const listed = async (customer: ReturnType<typeof newCustomer>, count: number) =>
  expect.poll(async () => (await customer.get(own)).json.length).toBe(count);

describe("a customer's tickets", () => {
  it('are their own, newest first, page by page', async () => {
    const customer = newCustomer();
    const ids: string[] = [];
    for (const subject of ['one', 'two', 'three', 'four', 'five']) ids.unshift(await customer.submit({ subject }));
    await newCustomer().submit();
    await listed(customer, 5);
    const walked = [];
    for (let next: string | undefined = `${own}?limit=2`; next !== undefined; ) {
      const answer = await customer.get(next);
      expect(answer.json.length).toBeLessThanOrEqual(2);
      walked.push(...answer.json);
      next = nextOf(answer);
    }
    expect(walked.map(({ id }) => id)).toEqual(ids);
    expect(walked[0]).toEqual({
      id: ids[0],
      subject: 'five',
      status: 'open',
      support_level: 'Email (48h response)',
      created_at: expect.any(String),
      updated_at: walked[0].created_at,
    });
  });

  it('are an empty list before the first one', async () => {
    const answer = await newCustomer().get(own);
    expect([answer.status, answer.json, nextOf(answer)]).toEqual([200, [], undefined]);
  });

  it("can't be reached with another customer's cursor, or with one that was tampered with", async () => {
    const customer = newCustomer();
    for (const subject of ['one', 'two']) await customer.submit({ subject });
    await listed(customer, 2);
    const next = nextOf(await customer.get(`${own}?limit=1`)) ?? '';
    expect((await newCustomer().get(next)).status).toBe(400);
    expect((await customer.get(`${next}A`)).status).toBe(400);
    expect((await customer.get(`${own}?limit=0`)).status).toBe(422);
  });
});

describe('a search of them', () => {
  it('finds words of subject, messages and replies, and nothing of notes or other customers', async () => {
    const customer = newCustomer();
    const printer = await customer.submit({ subject: 'The printer', message: 'It jams.' });
    const invoice = await customer.submit({ subject: 'Invoice INV-2026/0042', message: 'Where is it?' });
    await newCustomer().submit({ subject: 'The printer', message: 'Of somebody else' });
    await agentSays(invoice, 'The printer has it.', 'reply');
    await agentSays(invoice, 'They sound angry.', 'note');
    await listed(customer, 2);
    const found = async (q: string) => {
      const answer = await customer.get(`${own}?${new URLSearchParams({ q })}`);
      return answer.json.map(({ id }: { id: string }) => id);
    };
    expect(await found('printer')).toEqual([invoice, printer]);
    expect(await found('jams print')).toEqual([printer]);
    expect(await found('INV-2026/0042')).toEqual([invoice]);
    expect(await found('angry')).toEqual([]);
    expect(await found('somebody')).toEqual([]);
    expect(await found(' ?! ')).toHaveLength(2);
  });

  it('has pages, whose cursor belongs to it, and an ETag', async () => {
    const customer = newCustomer();
    for (const subject of ['printer one', 'printer two', 'other']) await customer.submit({ subject });
    await listed(customer, 3);
    const first = await customer.get(`${own}?q=printer&limit=1`);
    expect(first.json).toMatchObject([{ subject: 'printer two' }]);
    const next = nextOf(first) ?? '';
    expect((await customer.get(next)).json).toMatchObject([{ subject: 'printer one' }]);
    expect((await customer.get(next.replace('q=printer', 'q=other'))).status).toBe(400);
    const etag = first.headers.get('etag') ?? '';
    expect((await customer.get(`${own}?q=printer&limit=1`, {}, { 'if-none-match': etag })).status).toBe(304);
  });

  it('is refused with the place of a mistake', async () => {
    const { status, json: problem } = await newCustomer().get(`${own}?q=a+b+c+d+e+f+g+h+i+j+k`);
    expect([status, problem.errors]).toEqual([
      422,
      [{ pointer: '?q', detail: 'has more than 10 terms: the next one begins at 21' }],
    ]);
  });
});

describe('one of them', () => {
  it('is returned with the messages to and from the customer', async () => {
    const customer = newCustomer();
    const id = await customer.submit({ subject: 'Need help', message: 'It does not work.' });
    await agentSays(id, 'Try again.', 'reply');
    const { json: answer } = await customer.reply(id, { body: 'It works now.' });
    expect(answer).toMatchObject({ id, status: 'open', messages: [{ author: 'you', body: 'It works now.' }] });
    const { json: ticket } = await customer.get(`${own}/${id}`);
    expect(ticket).toEqual({
      id,
      subject: 'Need help',
      message: 'It does not work.',
      attachments: [],
      status: 'open',
      support_level: 'Email (48h response)',
      created_at: expect.any(String),
      updated_at: ticket.messages[1].created_at,
      closed_at: null,
      closes_at: null,
      messages: [
        {
          id: expect.any(String),
          author: 'support',
          body: 'Try again.',
          from: null,
          created_at: expect.any(String),
          attachments: [],
        },
        answer.messages[0],
      ],
    });
  });

  it('returns 304 for its tag, like the list, until something changes that the customer can see', async () => {
    const customer = newCustomer();
    const id = await customer.submit();
    await listed(customer, 1);
    for (const path of [own, `${own}/${id}`]) {
      const read = async (tag?: string | null) => {
        const { status, headers } = await customer.get(path, {}, tag ? { 'if-none-match': tag } : {});
        return { status, tag: headers.get('etag') };
      };
      const { tag } = await read();
      expect(await read(tag), path).toEqual({ status: 304, tag });
      await agentSays(id, 'Between us.', 'note');
      expect(await read(tag), path).toEqual({ status: 304, tag });
      await agentSays(id, 'To you.', 'reply');
      await expect.poll(async () => (await read(tag)).status).toBe(200);
      expect((await read(tag)).tag, path).not.toBe(tag);
    }
  });

  it('is a 404 to another customer, as if it did not exist', async () => {
    const id = await newCustomer().submit();
    const other = newCustomer();
    const none = await other.get(`${own}/00000000-0000-4000-8000-000000000000`);
    for (const answer of [await other.get(`${own}/${id}`), await other.reply(id, { body: 'Mine!' })]) {
      expect([answer.status, answer.json]).toEqual([404, none.json]);
    }
    expect((await asAgent('GET', `/api/admin/support-tickets/${id}`)).json.version).toBe(1);
  });

  it('can be read and replied to without credits', async () => {
    const customer = newCustomer();
    const id = await customer.submit();
    const lapsed = { credits_purchased: 0 };
    expect((await customer.get(`${own}/${id}`, lapsed)).status).toBe(200);
    expect((await customer.reply(id, { body: 'Hello?' }, {}, lapsed)).status).toBe(200);
    await listed(customer, 1);
    expect((await customer.get(own, lapsed)).json).toHaveLength(1);
    const again = await asCustomer('POST', '/api/support/contact', json({ subject: 'a', message: 'b' }), {
      ...customer.claims,
      ...lapsed,
    });
    expect(again.status).toBe(403);
  });

  it('accepts a reply as JSON or as a form, once per key', async () => {
    const customer = newCustomer();
    const id = await customer.submit();
    const key = { 'idempotency-key': 'key-1' };
    const first = await customer.reply(id, { body: 'Once.' }, key);
    const second = await customer.reply(id, new URLSearchParams({ body: 'Once.' }), key);
    expect(second.json).toEqual(first.json);
    expect((await customer.reply(id, { body: 'Twice.' }, key)).status).toBe(422);
    expect((await customer.get(`${own}/${id}`)).json.messages).toHaveLength(1);
    const { status, json: problem } = await customer.reply(id, { body: ' ', kind: 'note', close: true });
    expect(status).toBe(422);
    expect(problem.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['#/body', '#/kind', '#/close']);
  });
});

describe('notes', () => {
  it('leave no trace in what customers see: not in texts, names, order, counts, times or pages', async () => {
    const customer = newCustomer();
    const [plain, noted] = [await customer.submit({ subject: 'plain' }), await customer.submit({ subject: 'other' })];
    const { json: before } = await customer.get(`${own}/${noted}`);
    await agentSays(noted, 'She is a friend of the boss.', 'note');
    expect((await customer.get(`${own}/${noted}`)).json).toEqual(before);
    await listed(customer, 2);
    const [newest, older] = (await customer.get(own)).json;
    expect([newest.id, older.id]).toEqual([noted, plain]);
    expect(newest.updated_at).toBe(before.updated_at);

    for (let number = 1; number <= 53; number += 1) {
      for (const id of [plain, noted]) await agentSays(id, `Answer ${number}.`, 'reply');
      if (number % 10 === 0) await agentSays(noted, 'A secret.', 'note');
    }
    const pagesOf = async (id: string) => {
      const pages = [];
      for (let next: string | undefined = `${own}/${id}`; next !== undefined; ) {
        const answer = await customer.get(next);
        expect(JSON.stringify(answer.json)).not.toMatch(/secret|boss|Dana|version|note/);
        pages.push(answer.json.messages.map(({ body }: { body: string }) => body));
        next = nextOf(answer);
      }
      return pages;
    };
    expect(await pagesOf(noted)).toEqual(await pagesOf(plain));
    const page = await customer.get(`${own}/${noted}`);
    // After a cursor's signature come time and id of a message that the customer has seen, and no version.
    const cursor = Buffer.from(nextOf(page)?.split('cursor=')[1] ?? '', 'base64url');
    const { created_at: at, id } = page.json.messages[0];
    expect(cursor.subarray(16).toString()).toBe(`${at} ${id}`);
    expect((await pagesOf(plain)).map((page) => page.length)).toEqual([50, 3]);
  });
});
