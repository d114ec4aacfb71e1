import { contended, DeskError } from '#core/errors.ts';
import type { Clock, NewId, Pause } from '#core/ports.ts';
import type { Agent } from './agent.ts';
import { type Invitation, newInvitation } from './invitation.ts';
import type { TeamStore } from './ports.ts';
import {
  type AgentChange,
  type NewAgent,
  requireActive,
  type Team,
  withAdmin,
  withChange,
  withMember,
  withNewAgent,
} from './team.ts';

interface World {
  readonly team: TeamStore;
  readonly clock: Pick<Clock, 'now' | 'timestamp'>;
  readonly newId: NewId;
  /** Generates an invitation's token: 256 random bits. */
  readonly newToken: () => string;
  readonly pause: Pause;
}

type ChangingWorld = Pick<World, 'team' | 'clock' | 'pause'>;

const MAX_ATTEMPTS = 10;

/** Adds an agent and invites them; the admin who does it becomes a member if they were none. Throws `invalid_fields`, `contended`, `unavailable`. */
export async function inviteAgent(world: World, draft: NewAgent, admin: Agent) {
  const id = world.newId();
  const at = world.clock.timestamp();
  const invitation = newInvitation(id, world.newToken(), world.clock.now());
  const team = await changeTeam(
    world,
    (before) => withNewAgent(withMember(before, admin, at), draft, id, at),
    invitation,
  );
  return { agent: memberOf(team, id), invitation };
}

/**
 * Invites a member again: to another device, or because the first invitation has expired. Agents who are no admins invite themselves only. Throws
 * `forbidden`, `not_found`, `agent_inactive`, `contended`, `unavailable`.
 */
export async function inviteAgain(world: Omit<World, 'newId'>, id: string, caller: Agent): Promise<Invitation> {
  if (caller.role !== 'admin' && caller.id !== id) {
    throw new DeskError('forbidden', 'Only admins can invite others. Ask one of them.');
  }
  const invitation = newInvitation(id, world.newToken(), world.clock.now());
  const at = world.clock.timestamp();
  await changeTeam(world, (before) => requireActive(withMember(before, caller, at), id), invitation);
  return invitation;
}

/** Changes an agent. Throws `not_found`, `invalid_fields`, `last_admin`, `contended`, `unavailable`. */
export async function changeAgent(world: ChangingWorld, id: string, change: AgentChange, admin: Agent) {
  const at = world.clock.timestamp();
  return memberOf(await changeTeam(world, (before) => withChange(withMember(before, admin, at), id, change)), id);
}

/** Makes an agent who is known by their keys alone a member of the team. Throws `contended`, `unavailable`. */
export async function enroll(world: ChangingWorld, agent: Agent): Promise<void> {
  if (agent.createdAt !== null) return;
  const at = world.clock.timestamp();
  await changeTeam(world, (before) => withMember(before, agent, at));
}

/**
 * Makes sure that an active admin has this name, whatever admins did to the team: this is for the command line, the way back in. Throws an error for
 * the person who typed the name if it can't be one, and `contended`, `unavailable`.
 */
export async function ensureAdmin(world: ChangingWorld, name: string): Promise<Agent> {
  const at = world.clock.timestamp();
  const team = await changeTeam(world, (before) => withAdmin(before, name, at).team);
  return withAdmin(team, name, at).admin;
}

async function changeTeam(
  { team, pause }: Pick<World, 'team' | 'pause'>,
  rule: (before: Team) => Team,
  invitation?: Invitation,
): Promise<Team> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    if (attempt > 1) await pause(attempt - 1);
    const before = await team.get();
    const after = rule(before);
    if (await team.put(before, after, invitation)) return after;
  }
  throw contended('Too many people are changing the team at once. Try again in a moment.');
}

function memberOf({ agents }: Team, id: string): Agent {
  const agent = agents.find((one) => one.id === id);
  if (!agent) throw new Error('The agent who was changed is no member of the team.');
  return agent;
}
