import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deskUnderTest, json } from './desk-under-test.ts';

const { desk, call, asAgent, submit } = deskUnderTest();

const TEAM = '/api/admin/agents';
const newName = () => `Agent ${randomUUID()}`;
const as = (key: string) => (method: string, path: string, body?: object) =>
  call(method, path, body ? json(body, { 'x-admin-key': key }) : { headers: { 'x-admin-key': key } });

/** Invites an agent, and accepts for them. */
async function join(role: 'admin' | 'agent' = 'agent', more: object = {}) {
  const { json: invited } = await asAgent('POST', TEAM, json({ name: newName(), role, ...more }));
  const token = new URL(invited.invitation_url, desk().url).hash.replace('#token=', '');
  const { json: accepted } = await call('POST', '/api/invitations/accept', json({ token, name: 'Laptop' }));
  return { agent: invited.agent, token, key: accepted.key as string };
}

describe('who signs in', () => {
  it('is told who they are, by which key, and whom mail comes from', async () => {
    const email = `${randomUUID()}@example.com`;
    const { agent, key } = await join('agent', { email });
    const { status, json: me } = await as(key)('GET', '/api/admin/me');
    expect(status).toBe(200);
    expect(me).toMatchObject({
      agent: { id: agent.id, name: agent.name, email, role: 'agent' },
      key: { id: expect.stringMatching(/^[0-9a-f]{8}$/), name: 'Laptop', last_used_on: expect.any(String) },
      mail: (await asAgent('GET', '/api/admin/support-stats')).json.mail,
    });
  });

  it('is an admin with a key that the command line made, and the way back in for one who lost the role', async () => {
    const name = newName();
    const { json: me } = await as(await desk().agents.add(name))('GET', '/api/admin/me');
    expect(me).toMatchObject({ agent: { name, email: null, role: 'admin' }, key: { name: 'Command line' } });
    const { agent } = await join();
    const { json: admin } = await as(await desk().agents.add(agent.name))('GET', '/api/admin/me');
    expect(admin.agent).toMatchObject({ id: agent.id, role: 'admin' });
  });

  it('becomes a member of the team with a key that only has a name, as keys did before', async () => {
    const name = newName();
    const { json: me } = await as(await desk().agents.addTemporary(name))('GET', '/api/admin/me');
    expect((await asAgent('GET', TEAM)).json.agents).toContainEqual({ ...me.agent, active: true });
  });
});

describe('an invitation', () => {
  it('is accepted once', async () => {
    const { token } = await join();
    const again = await call('POST', '/api/invitations/accept', json({ token }));
    expect([again.status, again.json.type]).toEqual([410, 'urn:support-desk:problem:invitation_spent']);
  });

  it('is made again by admins for anyone who is active, and by agents for themselves', async () => {
    const [{ agent, key }, { agent: other }] = [await join(), await join()];
    const own = await as(key)('POST', `${TEAM}/${agent.id}/invitations`);
    expect(own.status).toBe(201);
    const { json: phone } = await call(
      'POST',
      '/api/invitations/accept',
      json({ token: own.json.invitation_url.split('=')[1] }),
    );
    expect((await as(phone.key)('GET', '/api/admin/me')).json.agent.id).toBe(agent.id);
    expect((await as(key)('POST', `${TEAM}/${other.id}/invitations`)).status).toBe(403);
    expect((await asAgent('POST', `${TEAM}/${other.id}/invitations`)).status).toBe(201);
    await asAgent('DELETE', `${TEAM}/${other.id}`);
    const inactive = await asAgent('POST', `${TEAM}/${other.id}/invitations`);
    expect([inactive.status, inactive.json.type]).toEqual([409, 'urn:support-desk:problem:agent_inactive']);
  });

  it('survives a name that a key can’t have', async () => {
    const { json: invited } = await asAgent('POST', TEAM, json({ name: newName(), role: 'agent' }));
    const token = invited.invitation_url.split('=')[1];
    for (const name of ['', 'x'.repeat(101), 'a\nb']) {
      const refused = await call('POST', '/api/invitations/accept', json({ token, name }));
      expect([refused.status, refused.json.errors]).toMatchObject([422, [{ pointer: '#/name' }]]);
    }
    expect((await call('POST', '/api/invitations/accept', json({ token, name: 'Phone' }))).status).toBe(200);
  });

  it('is worth nothing once its agent was deactivated', async () => {
    const { json: invited } = await asAgent('POST', TEAM, json({ name: newName(), role: 'agent' }));
    await asAgent('DELETE', `${TEAM}/${invited.agent.id}`);
    const late = await call('POST', '/api/invitations/accept', json({ token: invited.invitation_url.split('=')[1] }));
    expect(late.status).toBe(410);
  });

  it.each([
    ['no name', { role: 'agent' }, '#/name'],
    ['an unknown role', { name: 'Ben', role: 'owner' }, '#/role'],
    ['no address', { name: 'Ben', role: 'agent', email: 'ben' }, '#/email'],
    ['a name that nobody can see', { name: ' ', role: 'agent' }, '#/name'],
    ['something else', { name: 'Ben', role: 'agent', admin: true }, '#/admin'],
  ])('of somebody with %s is refused, and names the field', async (_, draft, pointer) => {
    const { status, json: problem } = await asAgent('POST', TEAM, json(draft));
    expect(status).toBe(422);
    expect(problem.errors).toMatchObject([{ pointer }]);
  });
});

describe('the team', () => {
  it('is seen by every agent, and changed by admins', async () => {
    const { agent, key } = await join();
    const { json: list } = await as(key)('GET', TEAM);
    expect(list.agents).toContainEqual(expect.objectContaining({ id: agent.id, active: true }));
    expect((await as(key)('PATCH', `${TEAM}/${agent.id}`, { role: 'admin' })).status).toBe(403);
    const promoted = await asAgent('PATCH', `${TEAM}/${agent.id}`, json({ role: 'admin', name: `${agent.name} II` }));
    expect(promoted.json).toMatchObject({ role: 'admin', name: `${agent.name} II` });
  });

  it('knows no agent by another id', async () => {
    expect((await asAgent('PATCH', `${TEAM}/${randomUUID()}`, json({ role: 'admin' }))).status).toBe(404);
    expect((await asAgent('DELETE', `${TEAM}/nobody`)).status).toBe(404);
  });
});

describe('what an agent writes', () => {
  it('has their id and the name they had then', async () => {
    const { agent, key } = await join();
    const id = await submit();
    const written = await as(key)('POST', `/api/admin/support-tickets/${id}/replies`, { body: 'Hello.', kind: 'note' });
    expect(written.json.thread).toMatchObject([{ author: { type: 'agent', id: agent.id, name: agent.name } }]);
    await asAgent('PATCH', `${TEAM}/${agent.id}`, json({ name: newName() }));
    const { json: ticket } = await asAgent('GET', `/api/admin/support-tickets/${id}`);
    expect(ticket.thread).toMatchObject([{ author: { id: agent.id, name: agent.name } }]);
  });
});
