import type { TeamApi, TeamMember } from '#dashboard/wire/team-api.ts';

/** A desk's agents, without a desk. */
export function teamInMemory(...members: readonly TeamMember[]): TeamApi {
  const stored = new Map(members.map((member) => [member.id, member]));
  let invitations = 0;
  const newPath = () => {
    invitations += 1;
    return `/static/admin-support.html#token=token-${invitations}`;
  };
  const change = async (id: string, changes: Partial<TeamMember>) => {
    const before = stored.get(id);
    if (!before) throw new Error('There is no such agent.');
    const after = { ...before, ...changes };
    stored.set(id, after);
    return after;
  };
  return {
    all: async () => [...stored.values()],
    invite: async ({ name, email = null, role }) => {
      const agent = { id: `id of ${name}`, name, email, role, isActive: true };
      stored.set(agent.id, agent);
      return { agent, path: newPath() };
    },
    inviteAgain: async () => newPath(),
    change: (id, changes) =>
      change(id, Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))),
    deactivate: (id) => change(id, { isActive: false }),
  };
}
