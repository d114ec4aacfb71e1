import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { deskUnderTest, json } from './desk-under-test.ts';

const { call, asAgent, submit } = deskUnderTest();

const list = '/api/admin/support-tickets';
const unknown = '00000000-0000-4000-8000-000000000000';
let ben: { id: string; name: string; key: string };

const bulk = (tickets: readonly unknown[], change: object, headers = {}) =>
  asAgent('POST', `${list}/bulk`, json({ tickets, change }, headers));
const read = async (id: string) => (await asAgent('GET', `${list}/${id}`)).json;
const asBen = (id: string, change: object) => call('PATCH', `${list}/${id}`, json(change, { 'x-admin-key': ben.key }));
const submitted = (count: number) => Promise.all(Array.from({ length: count }, () => submit()));
const asRead = (ids: readonly string[], version = 1) => ids.map((id) => ({ id, version }));

beforeAll(async () => {
  const name = `Ben ${randomUUID()}`;
  const { json: invited } = await asAgent('POST', '/api/admin/agents', json({ name, role: 'agent' }));
  const [, token] = invited.invitation_url.split('=');
  const { json: accepted } = await call('POST', '/api/invitations/accept', json({ token }));
  ben = { id: invited.agent.id, name, key: accepted.key };
});

describe('a change of many tickets', () => {
  it('is made to each on its own, with the status that PATCH would return', async () => {
    const [one, unread, seen, already] = (await submitted(4)) as [string, string, string, string];
    await asBen(unread, { priority: 'low' });
    await asBen(seen, { priority: 'low' });
    await asAgent('POST', `${list}/${already}/close`);
    const targets = [...asRead([one, unknown, unread, already]), { id: seen, version: 2 }];
    const { status, json: answer } = await bulk(targets, { status: 'closed', assignee: ben.id, add_tags: ['spring'] });
    expect(status).toBe(200);
    const changed = { status: 'closed', assignee: { id: ben.id, name: ben.name }, tags: ['spring'] };
    expect(answer.results).toMatchObject([
      { id: one, status: 200, ticket: { ...changed, version: 2 } },
      { id: unknown, status: 404, title: 'Not found' },
      { id: unread, status: 412, type: 'urn:support-desk:problem:version_mismatch', ticket: { status: 'open' } },
      { id: already, status: 200, ticket: { ...changed, version: 3 } },
      { id: seen, status: 200, ticket: { ...changed, version: 3, priority: 'low' } },
    ]);
    expect(answer.results[2]).not.toHaveProperty('thread');
    expect((await read(one)).thread).toMatchObject([{ kind: 'change', changes: [{}, {}, {}] }]);
    expect(await read(unread)).toMatchObject({ status: 'open', version: 2 });
  });

  it('adds and removes tags of tickets that have different ones', async () => {
    const [one, other] = (await submitted(2)) as [string, string];
    await asAgent('PATCH', `${list}/${one}`, json({ tags: ['a', 'b'] }));
    const full = Array.from({ length: 20 }, (_, index) => `t${index}`);
    await asAgent('PATCH', `${list}/${other}`, json({ tags: full }));
    const { json: answer } = await bulk(asRead([one, other], 2), { add_tags: ['New'], remove_tags: ['A'] });
    expect(answer.results).toMatchObject([
      { status: 200, ticket: { tags: ['b', 'New'] } },
      { status: 422, errors: [{ pointer: '#/change/add_tags', detail: 'must have at most 20 tags' }] },
    ]);
  });

  it('is made once for an Idempotency-Key, even if it was undone since, at once, or by others', async () => {
    const ids = await submitted(3);
    const headers = { 'idempotency-key': randomUUID() };
    const close = () => bulk(asRead(ids), { status: 'closed' }, headers);
    const all = await Promise.all([close(), close(), close()]);
    for (const { json: answer } of all) expect(answer.results).toMatchObject(ids.map((id) => ({ id, status: 200 })));
    await asAgent('PATCH', `${list}/${ids[0]}`, json({ status: 'open' }));
    await asBen(ids[1] ?? '', { status: 'open' });
    const { json: again } = await close();
    expect(again.results).toMatchObject([
      { status: 200, ticket: { status: 'open', version: 3 } },
      { status: 200, ticket: { status: 'open', version: 3 } },
      { status: 200, ticket: { status: 'closed', version: 2 } },
    ]);
    const { json: other } = await bulk(asRead(ids), { status: 'in_progress' }, headers);
    expect(other.results).toMatchObject(ids.map(() => ({ status: 422, title: 'The Idempotency-Key was used before' })));
  });

  it.each([
    ['no ticket', [], { status: 'closed' }, '#/tickets'],
    ['101 tickets', asRead(Array.from({ length: 101 }, () => randomUUID())), { status: 'closed' }, '#/tickets'],
    ['a ticket twice', asRead([unknown, randomUUID(), unknown]), { status: 'closed' }, '#/tickets/2/id'],
    ['an id that isn’t one', [{ id: 'x', version: 1 }], { status: 'closed' }, '#/tickets/0/id'],
    ['no version', [{ id: unknown }], { status: 'closed' }, '#/tickets/0/version'],
    ['no change', asRead([unknown]), {}, '#/change'],
    ['an unknown agent', asRead([unknown]), { assignee: unknown }, '#/change/assignee'],
    ['a tag with a comma', asRead([unknown]), { remove_tags: ['a,b'] }, '#/change/remove_tags/0'],
  ])('is refused with %s', async (_, tickets, change, pointer) => {
    const { status, json: problem } = await bulk(tickets, change);
    expect([status, problem.errors]).toEqual([422, [{ pointer, detail: expect.any(String) }]]);
  });

  it('takes a hundred tickets, and repeating it does what there was no time for', async () => {
    const ids = await submitted(100);
    const headers = { 'idempotency-key': randomUUID() };
    let left = ids;
    await expect
      .poll(
        async () => {
          const { status, json: answer } = await bulk(asRead(left), { priority: 'high' }, headers);
          expect(status).toBe(200);
          const results = answer.results as { id: string; status: number }[];
          expect(results.map(({ id }) => id)).toEqual(left);
          left = results.filter((result) => result.status === 503).map(({ id }) => id);
          expect(results.filter((result) => result.status !== 200)).toHaveLength(left.length);
          return left;
        },
        { timeout: 30_000 },
      )
      .toEqual([]);
    const tickets = await Promise.all([ids[0], ids[50], ids[99]].map((id) => read(id ?? '')));
    expect(tickets).toMatchObject(tickets.map(() => ({ priority: 'high', version: 2 })));
  });
});
