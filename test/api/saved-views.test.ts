import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { deskUnderTest, json } from './desk-under-test.ts';

const { desk, call, submit } = deskUnderTest();

const VIEWS = '/api/admin/saved-views';
const draft = { name: 'Refunds', query: 'refund  assignee:me', sort: 'waiting', shared: false, position: 2 };
type Agent = 'Dana' | 'Ben';

async function as(agent: Agent | undefined, method: string, path: string, init: RequestInit = {}) {
  const key = agent === undefined ? desk().adminKey : await keyOf(agent);
  return call(method, path, { ...init, headers: { ...init.headers, 'x-admin-key': key } });
}
const keys = new Map<Agent, Promise<string>>();
function keyOf(agent: Agent): Promise<string> {
  const key = keys.get(agent) ?? desk().agents.add(`${agent} ${randomUUID()}`);
  keys.set(agent, key);
  return key;
}

const used = new Set<string>();
afterEach(async () => {
  for (const id of used) for (const agent of [undefined, 'Dana', 'Ben'] as const) await remove(id, agent);
  used.clear();
});

function save(id: string, changes: object = {}, agent?: Agent) {
  used.add(id);
  return as(agent, 'PUT', `${VIEWS}/${id}`, json({ ...draft, ...changes }));
}
const remove = (id: string, agent?: Agent) => as(agent, 'DELETE', `${VIEWS}/${id}`);
/** Returns the listed views with these ids; others may be listed between them. */
const listed = async (ids: readonly string[], agent?: Agent) =>
  (await as(agent, 'GET', VIEWS)).json.filter(({ id }: { id: string }) => ids.includes(id));

describe('saved views', () => {
  it('are saved under an id chosen by the client, and listed by position with a count, the shared ones last', async () => {
    const [shared, second, first] = [randomUUID(), randomUUID(), randomUUID()];
    const { status, json: saved } = await save(second);
    expect([status, saved]).toEqual([200, { id: second, ...draft }]);
    await save(shared, { shared: true, position: 0 });
    await save(first, { name: ' Gifts ', position: 1 });
    expect(await listed([shared, second, first])).toMatchObject([
      { id: first, name: 'Gifts' },
      { ...saved, count: expect.any(Number) },
      { id: shared, shared: true },
    ]);
  });

  it('count what a search finds, again after each change of the tickets', async () => {
    const id = randomUUID();
    const word = `w${randomUUID().replaceAll('-', '')}`;
    await save(id, { query: word });
    const count = async () => (await listed([id]))[0]?.count;
    expect(await count()).toBe(0);
    await submit({ subject: `Lost ${word}` });
    await expect.poll(count, { timeout: 30_000 }).toBe(1);
    // What the lists don't say, threads and read marks do.
    await save(id, { query: `${word} "work lost" is:unread` });
    await expect.poll(count, { timeout: 30_000 }).toBe(0);
  });

  it('are one agent’s own, or every agent’s to see, change and delete', async () => {
    const [own, shared] = [randomUUID(), randomUUID()];
    await save(own, {}, 'Dana');
    await save(shared, { shared: true }, 'Dana');
    expect(await listed([own, shared], 'Ben')).toMatchObject([{ id: shared }]);
    await save(shared, { shared: false }, 'Dana');
    expect(await listed([own, shared], 'Ben')).toEqual([]);
    await save(shared, { shared: true }, 'Dana');
    await save(shared, { shared: true, name: 'Ours', query: '' }, 'Ben');
    expect(await listed([own, shared], 'Dana')).toMatchObject([{ id: own }, { id: shared, name: 'Ours', query: '' }]);
    expect((await remove(own, 'Ben')).status).toBe(404);
    expect((await remove(shared, 'Ben')).json).toEqual({ success: true });
    expect(await listed([own, shared], 'Dana')).toMatchObject([{ id: own }]);
  });

  it('are replaced as a whole, and change the tag of those who see them', async () => {
    const id = randomUUID();
    const tag = async (agent: Agent) => (await as(agent, 'GET', VIEWS)).headers.get('etag')?.split('.').at(-1);
    const before = await tag('Ben');
    expect(await tag('Ben')).toBe(before);
    await save(id, { shared: true }, 'Dana');
    await save(id, { shared: true, name: 'Gifts', sort: 'oldest', position: 0 }, 'Dana');
    await expect.poll(() => tag('Ben')).not.toBe(before);
    expect(await listed([id])).toMatchObject([{ name: 'Gifts', sort: 'oldest', position: 0 }]);
  });

  it.each([
    [{ name: undefined }, '#/name', 'is missing'],
    [{ name: ' ' }, '#/name', 'is empty'],
    [{ name: '😀'.repeat(61) }, '#/name', 'is longer than 60 characters'],
    [{ name: 'two\nlines' }, '#/name', 'must be on one line, without control characters'],
    [{ query: undefined }, '#/query', 'is missing'],
    [{ query: 'x'.repeat(501) }, '#/query', 'has more than 500 characters'],
    [{ query: 'refund is:late' }, '#/query', 'is: must be unassigned, waiting, unread or snoozed, at 8'],
    [{ sort: 'best' }, '#/sort', 'must be one of newest, oldest, activity, waiting'],
    [{ shared: 'yes' }, '#/shared', 'must be true or false'],
    [{ position: -1 }, '#/position', 'must be a whole number from 0 to 1000000'],
    [{ position: 0.5 }, '#/position', 'must be a whole number from 0 to 1000000'],
    [{ count: 1 }, '#/count', 'is not a field of this request'],
  ])('are refused with the mistake: %#', async (changes, pointer, detail) => {
    const id = randomUUID();
    const { status, json: problem } = await save(id, changes);
    expect([status, problem.errors]).toEqual([422, [{ pointer, detail }]]);
    expect(await listed([id])).toEqual([]);
  });

  it.each(['x', '00000000-0000-4000-8000-00000000000G'])('have UUIDs as ids, not %s', async (id) => {
    const { status, json: problem } = await as(undefined, 'PUT', `${VIEWS}/${id}`, json(draft));
    expect(status).toBe(422);
    expect(problem.errors).toEqual([{ pointer: '#/saved_view_id', detail: 'must be a UUID in lower case' }]);
    expect((await remove(id)).status).toBe(404);
  });
});
