import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { deskUnderTest, json } from './desk-under-test.ts';

const { desk, call, asAgent, submit } = deskUnderTest();

const list = '/api/admin/support-tickets';
const agents = '/api/admin/agents';
let dana: { id: string; name: string };
let ben: { id: string; name: string };
let bensKey = '';

const patch = (id: string, change: object, headers = {}) => asAgent('PATCH', `${list}/${id}`, json(change, headers));
const read = async (id: string) => (await asAgent('GET', `${list}/${id}`)).json;

async function join(name = `Ben ${randomUUID()}`) {
  const { json: invited } = await asAgent('POST', agents, json({ name, role: 'agent' }));
  const [, token] = invited.invitation_url.split('=');
  const { json: accepted } = await call('POST', '/api/invitations/accept', json({ token }));
  return { agent: { id: invited.agent.id, name }, key: accepted.key as string };
}

beforeAll(async () => {
  const { json: me } = await asAgent('GET', '/api/admin/me');
  dana = { id: me.agent.id, name: me.agent.name };
  ({ agent: ben, key: bensKey } = await join());
});

describe('the fields of a ticket', () => {
  it('are changed together, in one version with one entry', async () => {
    const id = await submit();
    const { status, json: ticket } = await patch(id, {
      priority: 'high',
      assignee: ben.id,
      tags: [' Billing ', 'billing'],
    });
    expect(status).toBe(200);
    expect(ticket).toMatchObject({
      version: 2,
      priority: 'high',
      assignee: ben,
      tags: ['Billing'],
      priority_set_by: dana,
    });
    expect((await read(id)).thread).toMatchObject([
      {
        kind: 'change',
        author: { type: 'agent', ...dana },
        changes: [
          { field: 'priority', from: 'normal', to: 'high' },
          { field: 'assignee', from: null, to: ben },
          { field: 'tags', from: [], to: ['Billing'] },
        ],
      },
    ]);
    const { json: rows } = await asAgent('GET', `${list}?limit=100`);
    expect(rows.find((row: { id: string }) => row.id === id)).toMatchObject({ assignee: ben, tags: ['Billing'] });
    expect((await patch(id, { assignee: null, tags: [] })).json).toMatchObject({
      assignee: null,
      tags: [],
      version: 3,
    });
  });

  it.each([
    ['nothing', {}, '#'],
    ['an unknown priority', { priority: 'urgent' }, '#/priority'],
    ['an unknown agent', { assignee: '00000000-0000-4000-8000-000000000000' }, '#/assignee'],
    ['a tag with a comma', { tags: ['a', 'b,c'] }, '#/tags/1'],
    ['a snooze until a past time', { snoozed_until: '2026-01-01T09:00:00Z' }, '#/snoozed_until'],
    ['an unknown field besides', { priority: 'high', subject: 'x' }, '#/subject'],
  ])('are refused with %s, and none is changed', async (_, change, pointer) => {
    const id = await submit();
    const { status, json: problem } = await patch(id, change);
    expect([status, problem.errors]).toEqual([422, [{ pointer, detail: expect.any(String) }]]);
    expect((await read(id)).version).toBe(1);
  });

  it('have until when it is snoozed, which an entry shows, and which closing ends', async () => {
    const id = await submit();
    const until = '2999-11-30T08:00:00.000000000Z';
    const { json: ticket } = await patch(id, { snoozed_until: '2999-11-30T09:00:00+01:00' });
    expect(ticket).toMatchObject({ snoozed_until: until, status: 'open', version: 2 });
    await patch(id, { status: 'closed' });
    const closed = await read(id);
    expect(closed).toMatchObject({ snoozed_until: null, status: 'closed' });
    const [snoozed, ended] = closed.thread;
    expect(snoozed.changes).toEqual([{ field: 'snoozed_until', from: null, to: until }]);
    expect(ended.changes[1]).toEqual({ field: 'snoozed_until', from: until, to: null });
    expect((await patch(id, { snoozed_until: until })).json.detail).toContain('closed ticket');
  });

  it('are not changed over another agent’s change that was not read', async () => {
    const id = await submit();
    await patch(id, { assignee: ben.id });
    const late = json({ priority: 'low' }, { 'x-admin-key': bensKey, 'if-match': '"1"' });
    const refused = await call('PATCH', `${list}/${id}`, late);
    expect([refused.status, refused.json.ticket.assignee]).toEqual([412, ben]);
    expect((await patch(id, { priority: 'low' }, { 'if-match': '"1"' })).status).toBe(200);
  });
});

describe('a reply to a ticket that nobody has', () => {
  const reply = (id: string, headers: Record<string, string>) =>
    call('POST', `${list}/${id}/replies`, json({ kind: 'reply', body: 'On it.' }, headers));

  it('assigns it to whoever replies, in the same version', async () => {
    const id = await submit();
    const { json: replied } = await reply(id, { 'x-admin-key': bensKey });
    expect(replied).toMatchObject({ version: 2, assignee: ben, status: 'in_progress' });
    expect((await reply(id, { 'x-admin-key': desk().adminKey })).json.assignee).toEqual(ben);
  });
});

describe('a ticket of an agent who was deactivated', () => {
  it('reads as unassigned', async () => {
    const id = await submit();
    const { agent } = await join();
    await patch(id, { assignee: agent.id });
    await asAgent('DELETE', `${agents}/${agent.id}`);
    // Each function trusts the team that it read with a key for up to 30 seconds; with a new key it reads the team again.
    const headers = { 'x-admin-key': await desk().agents.add(`Admin ${randomUUID()}`) };
    expect((await call('GET', `${list}/${id}`, { headers })).json.assignee).toBeNull();
    const assigned = await call('PATCH', `${list}/${id}`, json({ assignee: agent.id }, headers));
    expect([assigned.status, assigned.json.errors]).toMatchObject([422, [{ pointer: '#/assignee' }]]);
  });
});
