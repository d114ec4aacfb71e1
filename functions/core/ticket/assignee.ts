import type { Team } from '#core/agents/team.ts';
import { invalidFields } from '#core/errors.ts';
import type { AgentRef } from './author.ts';
import type { ThreadStore, TicketStore } from './ports.ts';
import type { Ticket } from './ticket.ts';

/** Returns the active agent with an id, with their current name; undefined if there is none. */
function assignable({ agents }: Team, id: string): AgentRef | undefined {
  const agent = agents.find((one) => one.id === id && one.isActive);
  return agent && { id, name: agent.name };
}

/** Returns the agent whom a request assigns a ticket to by their id. Throws `invalid_fields` if there is no active agent with it. */
export function requireAssignable(team: Team, id: string): AgentRef {
  const agent = assignable(team, id);
  if (agent) return agent;
  throw invalidFields([{ pointer: '#/assignee', detail: 'must be the id of an active agent, or null' }]);
}

/** Returns a ticket as it reads with this team: assigned to nobody if its assignee has left, else to the assignee under their current name. */
export function readWith(team: Team, ticket: Ticket): Ticket {
  if (ticket.assignee === null) return ticket;
  return { ...ticket, assignee: assignable(team, ticket.assignee.id) ?? null };
}

/** Returns a store whose tickets read with this team. */
export const ticketsReadWith = (team: Team, tickets: TicketStore): TicketStore => ({
  ...tickets,
  async get(id) {
    const ticket = await tickets.get(id);
    return ticket && readWith(team, ticket);
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
  const isTeam = team.agents.filter(({ isActive }) => isActive).length > 1;
  return (setting ?? isTeam) ? assignable(team, id) : undefined;
}
