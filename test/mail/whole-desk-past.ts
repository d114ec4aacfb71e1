import type { Team } from '#core/agents/team.ts';
import type { Calendar } from '#core/hours/calendar.ts';
import { ticketsReadWith } from '#core/ticket/assignee.ts';
import type { AgentRef, Author } from '#core/ticket/author.ts';
import { ifMatch } from '#http/ticket/if-match.ts';
import { versionTag } from '#http/ticket/ticket-json.ts';
import type { Desk } from './whole-desk.ts';
import type { Request } from './whole-desk-requests.ts';
import type { Step } from './whole-desk-steps.ts';

/** A text that somebody wrote. */
export interface Written {
  readonly text: string;
  /** The ticket that the writer named. */
  readonly ticketId: string;
  readonly kind: 'ticket' | 'reply' | 'note';
  readonly author: Author;
  /** The hours in which the shop worked when a ticket was submitted; undefined if around the clock. */
  readonly hours?: Calendar | undefined;
  /** The version that it made according to the answer; undefined if the writer got none. */
  version: number | undefined;
}

/** All that people did on a desk so far, and know of it. */
export interface Past {
  readonly desk: Desk;
  readonly written: Written[];
  /** The requests of agents that say what they had read, and all to merge. */
  readonly requests: Request[];
  /** The tickets, in the order in which they came. */
  readonly ids: string[];
  /** Those of them that were merged at some time. */
  readonly merged: string[];
  /** The versions of tickets that agents last looked at. */
  readonly seen: Map<string, number>;
  /** The team as it was at the last request. */
  team: Team;
}

export const newPast = async (desk: Desk): Promise<Past> => ({
  desk,
  written: [],
  requests: [],
  ids: [],
  merged: [],
  seen: new Map(),
  team: await desk.team.get(),
});

/** Lets an agent in, by a team that may be as old as the last request. Returns undefined for one who is refused. */
export async function letIn(past: Past, { agent, isStale }: Step) {
  const { changing, team: store } = past.desk;
  if (!isStale) past.team = await store.get();
  const { team } = past;
  const caller = team.agents[agent];
  return caller?.isActive
    ? { team, caller, world: { ...changing, tickets: ticketsReadWith(team, changing.tickets) } }
    : undefined;
}

/** Returns the condition of a request that names the version which the agent read: just now, or when they last looked, or when it came. */
export async function asRead(
  { desk: { changing }, seen, requests }: Past,
  { isStale }: Step,
  { id: agentId }: AgentRef,
  what: Omit<Request, 'agentId' | 'read'>,
) {
  const { ticketId } = what;
  const look = `${agentId} ${ticketId}`;
  if (!isStale) seen.set(look, (await changing.tickets.get(ticketId))?.version ?? 1);
  const read = seen.get(look) ?? 1;
  requests.push({ ...what, agentId, read });
  return { read, precondition: ifMatch(versionTag(read), { agent: { id: agentId }, threads: changing.threads }) };
}
