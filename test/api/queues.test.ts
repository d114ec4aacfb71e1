import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { deskUnderTest, json, nextOf } from './desk-under-test.ts';

const { desk, call, asAgent, submit } = deskUnderTest();

const list = '/api/admin/support-tickets';
/** An agent of this file alone: others' tickets aren't in their queue. */
let ben: { id: string; key: string };

beforeAll(async () => {
  const draft = { name: `Ben ${randomUUID()}`, role: 'agent' };
  const { json: invited } = await asAgent('POST', '/api/admin/agents', json(draft));
  const [, token] = invited.invitation_url.split('=');
  const { json: accepted } = await call('POST', '/api/invitations/accept', json({ token }));
  ben = { id: invited.agent.id, key: accepted.key };
});

const asBen = (path: string, headers = {}) => call('GET', path, { headers: { 'x-admin-key': ben.key, ...headers } });
const assign = (id: string, assignee: string | null) => asAgent('PATCH', `${list}/${id}`, json({ assignee }));
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

/** Waits until a list of Ben's has these ids: the queues follow the tickets. */
const expectIds = async (query: string, ids: readonly string[]) => {
  await desk().settled();
  await expect.poll(async () => idsOf((await asBen(`${list}?${query}`)).json), { timeout: 20_000 }).toEqual(ids);
};

describe('the queue of an agent', () => {
  it('has the tickets that are assigned to them and not closed, newest first, page by page', async () => {
    const ids = [await submit(), await submit(), await submit()].toReversed();
    for (const id of ids) await assign(id, ben.id);
    await expectIds('assignee=me', ids);
    const first = await asBen(`${list}?assignee=me&limit=2`);
    expect(idsOf(first.json)).toEqual(ids.slice(0, 2));
    const next = nextOf(first) ?? '';
    expect(new URL(next, desk().url).searchParams.get('assignee')).toBe('me');
    const last = await asBen(next);
    expect(idsOf(last.json)).toEqual(ids.slice(2));
    expect(nextOf(last)).toBeUndefined();
    // The same queue by its agent's id, but for other agents the cursor is invalid.
    expect(idsOf((await asAgent('GET', `${list}?assignee=${ben.id}`)).json)).toEqual(ids);
    expect((await asAgent('GET', next)).status).toBe(400);

    const [newest = '', middle = '', oldest = ''] = ids;
    await asAgent('POST', `${list}/${newest}/close`);
    await assign(middle, null);
    await expectIds('assignee=me', [oldest]);
    await asAgent('PATCH', `${list}/${newest}`, json({ status: 'open' }));
    await expectIds('assignee=me', [newest, oldest]);
    const stats = async () => (await asBen('/api/admin/support-stats')).json.queues;
    await expect.poll(stats, { timeout: 20_000 }).toMatchObject({ mine: 2 });
  });

  it('is in a list whose tag lasts as long as nothing changes', async () => {
    const ids = idsOf((await asBen(`${list}?assignee=me`)).json);
    await desk().settled();
    const { headers } = await asBen(`${list}?assignee=me`);
    const tag = { 'if-none-match': headers.get('etag') ?? '' };
    for (const id of ids) await assign(id, null);
    await desk().settled();
    await expect.poll(async () => (await asBen(`${list}?assignee=me`, tag)).status, { timeout: 20_000 }).toBe(200);
  });
});

describe('the queue of nobody', () => {
  it('has what is assigned to nobody, or to an agent who was deactivated', async () => {
    const [free, bens, closed] = [await submit(), await submit(), await submit()];
    await assign(bens, ben.id);
    await asAgent('POST', `${list}/${closed}/close`);
    const nobodys = async () => {
      await desk().settled();
      const ids = idsOf((await asAgent('GET', `${list}?assignee=none&limit=100`)).json);
      return [free, bens, closed].map((id) => ids.includes(id));
    };
    await expect.poll(nobodys, { timeout: 20_000 }).toEqual([true, false, false]);
    const { unassigned } = (await asAgent('GET', '/api/admin/support-stats')).json.queues;
    expect(unassigned).toBeGreaterThan(0);
    await asAgent('DELETE', `/api/admin/agents/${ben.id}`);
    await expect.poll(nobodys, { timeout: 40_000, interval: 1000 }).toEqual([true, true, false]);
  });

  it('can’t be asked for by any other word, nor together with a status', async () => {
    for (const query of ['assignee=', 'assignee=dana', 'assignee=me&status=open', `assignee=${ben.id.toUpperCase()}`]) {
      const { status, json: problem } = await asAgent('GET', `${list}?${query}`);
      expect(status, query).toBe(422);
      expect(problem.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['?assignee']);
    }
  });
});
