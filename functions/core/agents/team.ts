import { DeskError, type FieldError, invalidFields } from '#core/errors.ts';
import { idempotentId } from '#core/idempotency.ts';
import type { Agent, Role } from './agent.ts';
import { agentNameMistake, newAgentName, trimmedName } from './agent-name.ts';

/** All agents of the desk, one item as it is stored; `version` is 0 until it is stored first. */
export interface Team {
  readonly version: number;
  readonly agents: readonly Agent[];
}

export const noTeam: Team = { version: 0, agents: [] };

/** Each takes up to 800 bytes of the item, which is read with every key. */
const MAX_AGENTS = 200;

/** A new agent as an admin describes them. */
export interface NewAgent {
  readonly name: string;
  readonly email?: string | null | undefined;
  readonly role: Role;
}

/** An admin's change to an agent; what is undefined stays. */
export interface AgentChange {
  readonly name?: string | undefined;
  readonly email?: string | null | undefined;
  readonly role?: Role | undefined;
  readonly isActive?: boolean | undefined;
}

/**
 * Returns the agent of a key, or undefined if the agent it belongs to is none of the team. A key from before agents had ids only names its
 * agent: the member whose id follows from that name, else an admin.
 */
export function agentOfKey(
  { agents }: Team,
  { agentId, name }: { readonly agentId?: string | undefined; readonly name: string },
): Agent | undefined {
  const id = agentId ?? namedId(name);
  const member = agents.find((agent) => agent.id === id);
  if (member || agentId !== undefined) return member;
  return { id, name: trimmedName(name), email: null, role: 'admin', isActive: true, createdAt: null };
}

/** Returns the id of the agent whom keys name that belong to none: one for each name. */
export const namedId = (name: string): string => idempotentId('agent', trimmedName(name));

/** Returns the team with this agent as a member; a member stays as they are. */
export const withMember = (team: Team, agent: Agent, at: string): Team =>
  team.agents.some(({ id }) => id === agent.id)
    ? team
    : { ...team, agents: [...team.agents, { ...agent, createdAt: agent.createdAt ?? at }] };

/** Returns the team with an active admin of this name, who may be a member already. Throws an error for the person who typed the name if it can't be one. */
export function withAdmin(team: Team, text: string, at: string): { readonly team: Team; readonly admin: Agent } {
  const name = newAgentName(text);
  const member = team.agents.find((agent) => agent.name === name || agent.id === namedId(name));
  if (member && isActiveAdmin(member)) return { team, admin: member };
  const admin: Agent = member
    ? { ...member, role: 'admin', isActive: true }
    : { id: namedId(name), name, email: null, role: 'admin', isActive: true, createdAt: at };
  return { team: { ...team, agents: [...team.agents.filter((agent) => agent !== member), admin] }, admin };
}

/** Adds an agent. Throws `invalid_fields`. */
export function withNewAgent(team: Team, { name, email = null, role }: NewAgent, id: string, at: string): Team {
  if (team.agents.length >= MAX_AGENTS) {
    throw invalidFields([
      { pointer: '#/name', detail: `is one too many: a desk can have at most ${MAX_AGENTS} agents` },
    ]);
  }
  const agent = { id, name: trimmedName(name), email: email?.trim() ?? null, role, isActive: true, createdAt: at };
  return checked({ ...team, agents: [...team.agents, agent] }, agent);
}

/** Changes an agent. Throws `not_found`, `invalid_fields`, and `last_admin` if nobody could change the team then. */
export function withChange(team: Team, id: string, { name, email, role, isActive }: AgentChange): Team {
  const before = requireMember(team, id);
  const after: Agent = {
    ...before,
    ...(name !== undefined && { name: trimmedName(name) }),
    ...(email !== undefined && { email: email?.trim() ?? null }),
    ...(role !== undefined && { role }),
    ...(isActive !== undefined && { isActive }),
  };
  const changed = checked({ ...team, agents: team.agents.map((agent) => (agent === before ? after : agent)) }, after);
  if (!changed.agents.some(isActiveAdmin)) {
    throw new DeskError('last_admin', 'This is the last admin. Make another agent an admin first.');
  }
  return changed;
}

function requireMember({ agents }: Team, id: string): Agent {
  const member = agents.find((agent) => agent.id === id);
  if (!member) throw new DeskError('not_found', 'There is no agent with this id.');
  return member;
}

/** Returns the team if this agent is an active member. Throws `not_found`, `agent_inactive`. */
export function requireActive(team: Team, id: string): Team {
  if (requireMember(team, id).isActive) return team;
  throw new DeskError('agent_inactive', 'This agent was deactivated. Activate them first.');
}

/** Returns true if there are at least two active agents. */
export const isTeam = ({ agents }: Team): boolean => agents.filter(({ isActive }) => isActive).length > 1;

export const isActiveAdmin = ({ role, isActive }: Agent): boolean => role === 'admin' && isActive;

function checked(team: Team, agent: Agent): Team {
  const others = team.agents.filter(({ id }) => id !== agent.id);
  const mistakes: FieldError[] = [];
  const mistake = agentNameMistake(agent.name);
  if (mistake !== undefined) mistakes.push({ pointer: '#/name', detail: mistake });
  else if (others.some(({ name }) => name === agent.name)) {
    mistakes.push({ pointer: '#/name', detail: 'is the name of another agent' });
  }
  const email = agent.email?.toLowerCase();
  if (email !== undefined && others.some((other) => other.email?.toLowerCase() === email)) {
    mistakes.push({ pointer: '#/email', detail: 'is the address of another agent' });
  }
  if (mistakes.length > 0) throw invalidFields(mistakes);
  return team;
}
