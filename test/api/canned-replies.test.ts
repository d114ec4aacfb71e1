import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { encodedBytes, MAX_RESPONSE_BYTES } from '#core/encoded-bytes.ts';
import type { Answer } from './client.ts';
import { deskUnderTest, json } from './desk-under-test.ts';

const { asAgent } = deskUnderTest();

const LIST = '/api/admin/canned-replies';
const used = new Set<string>();
afterEach(async () => {
  for (const id of used) await remove(id);
  used.clear();
});

function save(id: string, draft: unknown): Promise<Answer> {
  used.add(id);
  return asAgent('PUT', `${LIST}/${id}`, json(draft));
}
const remove = (id: string) => asAgent('DELETE', `${LIST}/${id}`);
const list = async () => (await asAgent('GET', LIST)).json as { id: string; name: string; body: string }[];
/** Returns the listed replies with these ids; others may be listed between them. */
const listed = async (...ids: string[]) => (await list()).filter(({ id }) => ids.includes(id));

describe('canned replies', () => {
  it('are saved under an id chosen by the client, and listed by name', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    const { status, json: saved } = await save(second, { name: ' Refund ', body: 'One\r\ntwo {ticket_number}' });
    expect(status).toBe(200);
    expect(saved).toEqual({
      id: second,
      name: 'Refund',
      body: 'One\ntwo {ticket_number}',
      actions: null,
      updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/),
    });
    const { json: other } = await save(first, { name: 'Apology', body: 'Sorry, {customer_name}.' });
    expect(await listed(first, second)).toEqual([other, saved]);
  });

  it('are replaced as a whole, and saving the same one again adds none', async () => {
    const id = randomUUID();
    await save(id, { name: 'Refund', body: 'Old' });
    await save(id, { name: 'Refunds', body: 'New' });
    await save(id, { name: 'Refunds', body: 'New' });
    expect(await listed(id)).toMatchObject([{ name: 'Refunds', body: 'New' }]);
  });

  it('set a ticket’s status, assignee and tags, each of them or none', async () => {
    const id = randomUUID();
    const { id: me } = (await asAgent('GET', '/api/admin/me')).json.agent;
    const draft = { name: 'Refund', body: 'Done.' };
    for (const [actions, saved] of [
      [
        { status: 'closed', assignee: me, tags: [' billing', 'Billing', 'refund'] },
        { status: 'closed', assignee: me, tags: ['billing', 'refund'] },
      ],
      [{ assignee: null }, { assignee: null }],
      [{ tags: [] }, null],
      [null, null],
    ]) {
      expect((await save(id, { ...draft, actions })).json.actions).toEqual(saved);
      expect(await listed(id)).toMatchObject([{ actions: saved }]);
    }
  });

  it('may have the same name', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    await save(one, { name: 'Refund', body: 'a' });
    await save(other, { name: 'refund', body: 'b' });
    expect(await listed(one, other)).toHaveLength(2);
  });

  it('are deleted; deleting one that is gone succeeds too', async () => {
    const id = randomUUID();
    await save(id, { name: 'Refund', body: 'a' });
    for (let time = 1; time <= 2; time += 1) {
      const { status, json: answer } = await remove(id);
      expect([status, answer]).toEqual([200, { success: true }]);
    }
    expect(await listed(id)).toEqual([]);
  });

  it('take up to 100 and 10,000 characters, as people count', async () => {
    const id = randomUUID();
    const draft = { name: '😀'.repeat(100), body: '😀'.repeat(10_000) };
    expect((await save(id, draft)).status).toBe(200);
    expect(await listed(id)).toMatchObject([draft]);
  });

  it.each([
    [{ body: 'a' }, '#/name', 'is missing'],
    [{ name: ' ', body: 'a' }, '#/name', 'is empty'],
    [{ name: '\u3164', body: 'a' }, '#/name', 'is empty'],
    [{ name: 'a', body: '\u200b\u2060' }, '#/body', 'is empty'],
    [{ name: 'x'.repeat(101), body: 'a' }, '#/name', 'is longer than 100 characters'],
    [{ name: 'two\nlines', body: 'a' }, '#/name', 'must be on one line, without control characters'],
    [{ name: 'two\u2028lines', body: 'a' }, '#/name', 'must be on one line, without control characters'],
    [{ name: 'a', body: 1 }, '#/body', 'must be text'],
    [{ name: 'a', body: '\n' }, '#/body', 'is empty'],
    [{ name: 'a', body: 'x'.repeat(10_001) }, '#/body', 'is longer than 10000 characters'],
    [{ name: 'a', body: 'a', id: 'b' }, '#/id', 'is not a field of this request'],
    [{ name: 'a', body: 'a', actions: 'closed' }, '#/actions', 'must be an object, or null'],
    [
      { name: 'a', body: 'a', actions: { status: 'done' } },
      '#/actions/status',
      'must be one of open, in_progress, closed',
    ],
    [
      { name: 'a', body: 'a', actions: { assignee: randomUUID() } },
      '#/actions/assignee',
      'must be the id of an active agent, or null',
    ],
    [{ name: 'a', body: 'a', actions: { tags: ['a,b'] } }, '#/actions/tags/0', 'must not contain a comma'],
    [{ name: 'a', body: 'a', actions: { priority: 'high' } }, '#/actions/priority', 'is not a field of this request'],
  ])('are refused with the mistake: %#', async (draft, pointer, detail) => {
    const id = randomUUID();
    const { status, json: problem } = await save(id, draft);
    expect(status).toBe(422);
    expect(problem.errors).toEqual([{ pointer, detail }]);
    expect(await listed(id)).toEqual([]);
  });

  it.each(['x', 'canned-replies', '00000000-0000-4000-8000-00000000000G'])('have UUIDs as ids, not %s', async (id) => {
    for (const answer of [await asAgent('PUT', `${LIST}/${id}`, json({ name: 'a', body: 'b' })), await remove(id)]) {
      expect(answer.status).toBe(422);
      expect(answer.json.errors).toEqual([{ pointer: '#/canned_reply_id', detail: 'must be a UUID in lower case' }]);
    }
  });

  it('are refused when they would not fit into one response with the others', { timeout: 240_000 }, async () => {
    const draft = { name: 'The most bytes', body: '\u0001'.repeat(10_000) };
    const ids: string[] = [];
    let last = 200;
    while (last === 200) {
      const id = randomUUID();
      last = (await save(id, draft)).status;
      if (last === 200) ids.push(id);
    }
    expect(last).toBe(422);
    expect(ids.length).toBeGreaterThan(60);
    const answer = await asAgent('GET', LIST);
    expect(encodedBytes(answer.json)).toBeLessThan(MAX_RESPONSE_BYTES);
    expect(answer.json.map((reply: { id: string }) => reply.id)).toEqual(expect.arrayContaining(ids));
  });

  it('are not listed as tickets', async () => {
    const id = randomUUID();
    await save(id, { name: 'Refund', body: 'a' });
    expect((await asAgent('GET', `/api/admin/support-tickets/${id}`)).status).toBe(404);
    const { json: tickets } = await asAgent('GET', '/api/admin/support-tickets?status=all');
    expect(JSON.stringify(tickets)).not.toContain(id);
  });
});
