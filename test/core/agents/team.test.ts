import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roles } from '#core/agents/agent.ts';
import {
  agentOfKey,
  isActiveAdmin,
  namedId,
  noTeam,
  type Team,
  withAdmin,
  withChange,
  withMember,
  withNewAgent,
} from '#core/agents/team.ts';

const at = '2026-11-28T10:00:00.000000000Z';
const founder = agentOfKey(noTeam, { name: 'Dana' });
if (!founder) throw new Error('A key that names its agent has one.');
const withDana = withMember(noTeam, founder, at);
const team = withNewAgent(withDana, { name: 'Ben', email: 'ben@example.com', role: 'agent' }, 'ben', at);

const refusal = (work: () => unknown) => {
  try {
    work();
    return undefined;
  } catch (error) {
    const { refusal: kind, members } = error as { refusal: string; members: { errors?: { pointer: string }[] } };
    return [kind, ...(members.errors ?? []).map(({ pointer }) => pointer)];
  }
};

describe('the agent of a key', () => {
  it('is an admin if the key only names its agent, as keys did before agents had ids', () => {
    expect(founder).toMatchObject({ name: 'Dana', role: 'admin', isActive: true });
    expect(agentOfKey(noTeam, { name: ' Dana ' })?.id).toBe(founder.id);
  });

  it('is the member whom the key names, once there is one', () => {
    const demoted = withChange(withChange(team, 'ben', { role: 'admin' }), founder.id, { role: 'agent' });
    expect(agentOfKey(demoted, { name: 'Dana' })).toMatchObject({ id: founder.id, role: 'agent' });
  });

  it('is nobody if the agent that the key belongs to is none of the team', () => {
    expect(agentOfKey(noTeam, { agentId: 'ben', name: 'Laptop' })).toBeUndefined();
    expect(agentOfKey(team, { agentId: 'ben', name: 'Laptop' })).toMatchObject({ name: 'Ben', role: 'agent' });
  });
});

describe('a team', () => {
  it('gets the admin whom the command line names: a new one, a former one, or one of those who have only a key', () => {
    expect(withAdmin(noTeam, ' Dana ', at).admin).toEqual({ ...founder, createdAt: at });
    const { team: twoAdmins, admin } = withAdmin(withChange(team, 'ben', { isActive: false }), 'Ben', at);
    expect(admin).toMatchObject({ id: 'ben', email: 'ben@example.com', role: 'admin', isActive: true });
    expect(twoAdmins.agents).toHaveLength(2);
    expect(withAdmin(twoAdmins, 'Ben', at)).toEqual({ team: twoAdmins, admin });
  });

  it('refuses a name or an address that another agent has, whatever its case, and names both mistakes', () => {
    const twin = { name: ' Ben', email: 'BEN@example.com', role: 'agent' } as const;
    expect(refusal(() => withNewAgent(team, twin, 'twin', at))).toEqual(['invalid_fields', '#/name', '#/email']);
    expect(refusal(() => withChange(team, founder.id, { name: 'Ben' }))).toEqual(['invalid_fields', '#/name']);
    expect(withChange(team, 'ben', { name: 'Ben', email: 'Ben@example.com' }).agents).toHaveLength(2);
  });

  it('refuses a name that nobody could see', () => {
    expect(refusal(() => withChange(team, 'ben', { name: ' ' }))).toEqual(['invalid_fields', '#/name']);
  });

  it('knows no agent by an id that none has', () => {
    expect(refusal(() => withChange(team, 'nobody', { role: 'admin' }))).toEqual(['not_found']);
  });

  it('takes an address away', () => {
    expect(withChange(team, 'ben', { email: null }).agents.at(-1)?.email).toBeNull();
  });

  it('always has an active admin, whatever is changed in whatever order', () => {
    const change = fc.record({
      id: fc.constantFrom(founder.id, 'ben', 'cleo'),
      change: fc.record({ role: fc.constantFrom(...roles), isActive: fc.boolean() }, { requiredKeys: [] }),
    });
    const three = withNewAgent(team, { name: 'Cleo', role: 'admin' }, 'cleo', at);
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
        let current: Team = three;
        for (const one of changes) {
          const kind = refusal(() => {
            current = withChange(current, one.id, one.change);
          });
          expect(kind === undefined || kind[0] === 'last_admin').toBe(true);
          expect(current.agents.some(isActiveAdmin)).toBe(true);
        }
      }),
    );
  });

  it('gives each name one id', () => {
    expect(namedId('Zoe\u0308')).toBe(namedId(' Zoë '));
    expect(namedId('Dana')).not.toBe(namedId('dana'));
  });
});
