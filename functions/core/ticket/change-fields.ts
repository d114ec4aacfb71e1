import { type AgentRef, byAgent } from './author.ts';
import { type Changed, type ChangeWorld, type Conditions, changeTicket } from './change-ticket.ts';
import { sameTags } from './same-tags.ts';
import { snoozeTime, withSnooze } from './snooze.ts';
import { tagsOf } from './tags.ts';
import type { Priority, Status, Ticket } from './ticket.ts';
import { withStatus } from './ticket-status.ts';

/** New values for a ticket's fields, all or nothing; what is undefined stays. */
export interface FieldValues {
  readonly status?: Status | undefined;
  readonly priority?: Priority | undefined;
  /** Null to unassign. */
  readonly assignee?: AgentRef | null | undefined;
  /** All tags that the ticket shall have. */
  readonly tags?: readonly string[] | undefined;
  /** RFC 3339; null to end a snooze. */
  readonly snoozedUntil?: string | null | undefined;
}

/** Changes a ticket's fields at an agent's request, in one entry. Throws `invalid_fields` for tags and times, and as `changeTicket` does. */
export async function changeFields(
  world: ChangeWorld,
  id: string,
  { status, priority, assignee, tags: texts, snoozedUntil: time }: FieldValues,
  agent: AgentRef,
  conditions: Conditions = {},
): Promise<Changed> {
  const tags = texts && tagsOf(texts);
  const until = typeof time === 'string' ? snoozeTime(time) : time;
  const rule = (before: Ticket, at: string): Ticket => {
    let ticket = before;
    if (status !== undefined) ticket = withStatus(ticket, status, at);
    if (priority !== undefined) ticket = withPriority(ticket, priority, agent);
    if (assignee !== undefined) ticket = withAssignee(ticket, assignee);
    if (tags !== undefined && !sameTags(ticket.tags, tags)) ticket = { ...ticket, tags };
    return until === undefined ? ticket : withSnooze(ticket, until, at);
  };
  return changeTicket(world, id, { kind: 'change', author: byAgent(agent), rule }, conditions);
}

const withPriority = (ticket: Ticket, priority: Priority, { id, name }: AgentRef): Ticket =>
  ticket.priority === priority ? ticket : { ...ticket, priority, prioritySetBy: { id, name } };

const withAssignee = (ticket: Ticket, assignee: AgentRef | null): Ticket =>
  ticket.assignee?.id === assignee?.id ? ticket : { ...ticket, assignee };
