import { describe, expect, it } from 'vitest';
import { Session } from '#dashboard/desk/session.ts';
import { type AgentDraft, Team } from '#dashboard/desk/team.ts';
import { ProblemError, Unreachable } from '#dashboard/wire/errors.ts';
import type { TeamApi, TeamMember } from '#dashboard/wire/team-api.ts';
import { serverInMemory } from '#test/dashboard/server-in-memory.ts';
import { teamInMemory } from './team-in-memory.ts';

const agent = (name: string, changes: Partial<TeamMember> = {}): TeamMember => ({
  id: `id of ${name}`,
  name,
  email: null,
  role: 'agent',
  isActive: true,
  ...changes,
});

const draftOf = ({ id, name, email, role }: TeamMember): AgentDraft => ({ id, name, email: email ?? '', role });
const newAgent: AgentDraft = { id: undefined, name: 'Cleo', email: ' ', role: 'agent' };

/** The team of Dana, who is signed in and an admin. */
async function setUp(changes: Partial<TeamApi> = {}) {
  const world = { isOnline: true };
  const { apiOf } = serverInMemory([]);
  const session = new Session({ clock: () => 0, online: () => world.isOnline, connect: (key) => apiOf(key) });
  const me = await apiOf('Dana').me();
  const dana = { ...me.agent, isActive: true };
  session.useKey('Dana', me);
  const api: TeamApi = { ...teamInMemory(agent('Zoe', { isActive: false }), dana, agent('Ben')), ...changes };
  const asked: unknown[] = [];
  const change = api.change;
  api.change = (id, changed) => {
    asked.push([id, changed]);
    return change(id, changed);
  };
  const team = new Team({ session, teamOf: () => api });
  await team.load();
  const names = () => team.agents.value?.map(({ name }) => name);
  return { world, session, team, api, asked, dana, names };
}

const refusal =
  (status: number, detail: string, fields: ProblemError['fields'] = []) =>
  async () =>
    Promise.reject(new ProblemError(status, detail, { fields }));

describe('the team', () => {
  it('is listed by name, those who were deactivated last', async () => {
    const { names, team } = await setUp();
    expect([names(), team.isAdmin.value]).toEqual([['Ben', 'Dana', 'Zoe'], true]);
  });

  it('says who the agent is now, if an admin has changed their role or name', async () => {
    const { team, api, session, dana } = await setUp();
    await api.change(dana.id, { role: 'agent', name: 'Dana II' });
    await team.load();
    expect([team.isAdmin.value, session.agent.value?.name]).toEqual([false, 'Dana II']);
  });

  it('stays in sight if it can’t be read again, and says why', async () => {
    const { team, api, names } = await setUp();
    const all = api.all;
    api.all = refusal(503, 'The database can’t be reached.');
    await team.load();
    expect([names(), team.unread.value]).toEqual([['Ben', 'Dana', 'Zoe'], 'The database can’t be reached.']);
    api.all = all;
    await team.load();
    expect(team.unread.value).toBeUndefined();
  });

  it('is not set back by an answer from before a change', async () => {
    const { team, api, names } = await setUp();
    const { promise: held, resolve: answer } = Promise.withResolvers<void>();
    const all = api.all;
    api.all = async () => {
      const before = await all();
      api.all = all;
      await held;
      return before;
    };
    const loading = team.load();
    await team.invite(newAgent);
    answer();
    await loading;
    expect(names()).toEqual(['Ben', 'Cleo', 'Dana', 'Zoe']);
  });
});

describe('inviting an agent', () => {
  it('adds them, and shows their link until the admin is done with it', async () => {
    const { team, names } = await setUp();
    team.draft.value = newAgent;
    expect(await team.invite(newAgent)).toBeUndefined();
    expect([names(), team.draft.value]).toEqual([['Ben', 'Cleo', 'Dana', 'Zoe'], undefined]);
    expect(team.link.value).toMatchObject({
      agent: { name: 'Cleo' },
      path: '/static/admin-support.html#token=token-1',
    });
    expect(team.agents.value?.find(({ name }) => name === 'Cleo')?.email).toBeNull();
  });

  it('that the desk refuses says why at each field, and keeps the draft', async () => {
    const fields = [
      { pointer: '#/name', detail: 'is the name of another agent' },
      { pointer: '#/email', detail: 'must be an email address' },
      { pointer: '#/other', detail: 'is unknown' },
    ];
    const { team } = await setUp({ invite: refusal(422, 'Three mistakes', fields) });
    team.draft.value = newAgent;
    expect(await team.invite(newAgent)).toEqual({
      kind: 'refused',
      detail: 'Three mistakes',
      fields: { name: 'is the name of another agent', email: 'must be an email address' },
    });
    expect([team.draft.value, team.link.value]).toEqual([newAgent, undefined]);
  });

  it('without a response may have been done: the team is read again', async () => {
    const { team, api, names } = await setUp();
    const invite = api.invite;
    api.invite = async (draft) => {
      await invite(draft);
      throw new Unreachable('The desk didn’t respond.');
    };
    team.draft.value = newAgent;
    expect(await team.invite(newAgent)).toMatchObject({ kind: 'unanswered' });
    await expect.poll(names).toContain('Cleo');
    expect(team.draft.value).toEqual(newAgent);
  });

  it('offline keeps the draft, too', async () => {
    const { team, world, session } = await setUp({ invite: async () => Promise.reject(new Unreachable('No.')) });
    world.isOnline = false;
    expect(await team.invite(newAgent)).toMatchObject({ kind: 'offline' });
    expect(session.trouble.value?.kind).toBe('offline');
  });

  it('again gives another link', async () => {
    const { team } = await setUp();
    await team.inviteAgain(agent('Ben'));
    expect(team.link.value).toEqual({ agent: agent('Ben'), path: '/static/admin-support.html#token=token-1' });
  });
});

describe('changing an agent', () => {
  it('sends what was changed, and nothing else: somebody may have changed the rest', async () => {
    const { team, asked, names } = await setUp();
    await team.save({ ...draftOf(agent('Ben')), name: 'Benedict' });
    await team.save({ ...draftOf(agent('Ben')), name: 'Benedict', email: 'ben@example.com', role: 'admin' });
    await team.save({ ...draftOf(agent('Ben')), name: 'Benedict', email: '', role: 'admin' });
    expect(asked).toEqual([
      ['id of Ben', { name: 'Benedict' }],
      ['id of Ben', { email: 'ben@example.com', role: 'admin' }],
      ['id of Ben', { email: null }],
    ]);
    expect(names()).toEqual(['Benedict', 'Dana', 'Zoe']);
  });

  it('sends nothing if nothing was changed', async () => {
    const { team, asked } = await setUp();
    team.draft.value = draftOf(agent('Ben'));
    expect(await team.save(team.draft.value)).toBeUndefined();
    expect([asked, team.draft.value]).toEqual([[], undefined]);
  });

  it('keeps what is written while it is saved', async () => {
    const { team, names } = await setUp();
    const benedict = { ...draftOf(agent('Ben')), name: 'Benedict' };
    team.draft.value = benedict;
    const saving = team.save(benedict);
    team.draft.value = { ...benedict, email: 'ben@example.com' };
    await saving;
    expect([names()?.[0], team.draft.value.email]).toEqual(['Benedict', 'ben@example.com']);
  });

  it('who is the agent themselves changes who is signed in', async () => {
    const { team, dana, session } = await setUp();
    await team.save({ ...draftOf(dana), role: 'agent' });
    expect([session.agent.value?.role, team.isAdmin.value]).toEqual(['agent', false]);
  });

  it('deactivates and activates again', async () => {
    const { team, names } = await setUp();
    await team.setActive('id of Ben', false);
    expect(names()).toEqual(['Dana', 'Ben', 'Zoe']);
    await team.setActive('id of Ben', true);
    expect(names()).toEqual(['Ben', 'Dana', 'Zoe']);
  });

  it.each([
    [403, 'Only admins can do this. Ask one of them.'],
    [409, 'This is the last admin. Make another agent an admin first.'],
  ])('that is refused with %d says why, and reads the team again', async (status, detail) => {
    const { team, api, dana } = await setUp({ change: refusal(status, detail) });
    let reads = 0;
    const all = api.all;
    api.all = () => {
      reads += 1;
      return all();
    };
    expect(await team.save({ ...draftOf(dana), role: 'agent' })).toEqual({ kind: 'refused', detail, fields: {} });
    expect(reads).toBe(1);
  });

  it('with a key that is no longer taken says so to the page', async () => {
    const { team, session } = await setUp({ deactivate: refusal(401, 'This key is unknown or was revoked.') });
    await team.setActive('id of Ben', false);
    expect(session.trouble.value?.kind).toBe('refused');
  });

  it('that ends after the agent has signed out changes nothing', async () => {
    const { team, session } = await setUp({ deactivate: refusal(503, 'The database can’t be reached.') });
    const ending = team.setActive('id of Ben', false);
    session.end();
    expect([await ending, session.trouble.value]).toEqual([undefined, undefined]);
  });
});
