import type { TeamStore } from '#core/agents/ports.ts';
import { isTeam, type Team } from '#core/agents/team.ts';
import { invalidFields } from '#core/errors.ts';
import type { AgentRef } from './author.ts';
import type { ThreadStore, TicketStore } from './ports.ts';
import type { Ticket } from './ticket.ts';

/** Returns the active agent with an id, with their current name; undefined if there is none. */
function assignable({ agents }: Team, id: string): AgentRef | undefined {
  const agent = agents.find((one) => one.id === id && one.isActive);
  return agent && { id, name: agent.name };
}

/**
 * Returns the agent whom a request assigns a ticket to by their id; reads the team again if they aren't in it yet. Throws `invalid_fields` if there is
 * no active agent with that id, and `unavailable`. `within` is the pointer to the object that has the field `assignee`.
 */
export async function requireAssignable(
  team: Team,
  store: Pick<TeamStore, 'get'>,
  id: string,
  within = '#',
): Promise<AgentRef> {
  const agent = assignable(team, id) ?? assignable(await store.get(), id);
  if (agent) return agent;
  throw invalidFields([{ pointer: `${within}/assignee`, detail: 'must be the id of an active agent, or null' }]);
}

/**
 * Returns a ticket as it reads with this team: assigned to nobody if its assignee was deactivated, else to the assignee under their current name. The
 * team may be older than the ticket: an assignee who isn't in it stays.
 */
export function readWith(team: Team, ticket: Ticket): Ticket {
  const member = team.agents.find(({ id }) => id === ticket.assignee?.id);
  return member ? { ...ticket, assignee: member.isActive ? { id: member.id, name: member.name } : null } : ticket;
}

/** Returns a store that finds tickets as they read with this team; what else it does stays. */
export const foundWith = <T extends Pick<TicketStore, 'get'>>(team: Team, tickets: T): T => ({
  ...tickets,
  async get(id: string) {
    const ticket = await tickets.get(id);
    return ticket && readWith(team, ticket);
  },
});

/** Returns a store whose tickets read with this team, in lists, too. */
export const ticketsReadWith = (team: Team, tickets: TicketStore): TicketStore => ({
  ...foundWith(team, tickets),
  async all(...of) {
    return (await tickets.all(...of)).map((ticket) => readWith(team, ticket));
  },
  async page(...of) {
    const page = await tickets.page(...of);
    return { ...page, tickets: page.tickets.map((ticket) => readWith(team, ticket)) };
  },
});

/** Returns a store whose threads' tickets read with this team. */
export const threadsReadWith = (team: Team, threads: ThreadStore): ThreadStore => ({
  ...threads,
  async thread(...of) {
    const thread = await threads.thread(...of);
    return thread && { ...thread, ticket: readWith(team, thread.ticket) };
  },
});

/**
 * Returns the agent who gets an unassigned ticket by replying to it: whoever replies, if the setting `assignOnReply` says so; by default from the
 * second active agent on. Undefined if nobody does.
 */
export function assignedByReply(team: Team, { id }: AgentRef, setting: boolean | undefined): AgentRef | undefined {
  return (setting ?? isTeam(team)) ? assignable(team, id) : undefined;
}
