import { hashOf, idempotentId } from '#core/idempotency.ts';
import { type AgentRef, byAgent } from './author.ts';
import { type Changed, type ChangeWorld, type Conditions, changeTicket } from './change-ticket.ts';
import type { Operation } from './ports.ts';
import { snoozeTime, withSnooze } from './snooze.ts';
import { type TagChange, tagChange } from './tags.ts';
import type { Priority, Status, Ticket } from './ticket.ts';
import { withStatus } from './ticket-status.ts';

/** New values for a ticket's fields, all or nothing; what is undefined stays. */
export interface FieldValues extends TagChange {
  readonly status?: Status | undefined;
  readonly priority?: Priority | undefined;
  /** Null to unassign. */
  readonly assignee?: AgentRef | null | undefined;
  /** RFC 3339; null to end a snooze. */
  readonly snoozedUntil?: string | null | undefined;
}

/**
 * Changes a ticket's fields at an agent's request, in one entry; with an operation only once. Throws `invalid_fields` for tags and times, and as
 * `changeTicket` does.
 */
export async function changeFields(
  world: ChangeWorld,
  id: string,
  { status, priority, assignee, snoozedUntil: time, ...ofTags }: FieldValues,
  agent: AgentRef,
  { operation, ...conditions }: Conditions & { readonly operation?: Operation | undefined } = {},
): Promise<Changed> {
  const changedTags = tagChange(ofTags);
  const until = typeof time === 'string' ? snoozeTime(time) : time;
  const rule = (before: Ticket, at: string): Ticket => {
    let ticket = before;
    if (status !== undefined) ticket = withStatus(ticket, status, at);
    if (priority !== undefined) ticket = withPriority(ticket, priority, agent);
    if (assignee !== undefined) ticket = withAssignee(ticket, assignee);
    const tags = changedTags(ticket.tags);
    if (tags !== ticket.tags) ticket = { ...ticket, tags };
    return until === undefined ? ticket : withSnooze(ticket, until, at);
  };
  return changeTicket(world, id, { kind: 'change', author: byAgent(agent), rule, operation }, conditions);
}

/** Returns the operation of an agent's request to change a ticket, if it has an idempotency key; `content` is what is to be changed. */
export const changeOperation = (
  agent: AgentRef,
  id: string,
  key: string | undefined,
  content: string,
): Operation | undefined =>
  key === undefined
    ? undefined
    : { id: idempotentId('change', 'agent', agent.id, id, key), contentHash: hashOf(content) };

const withPriority = (ticket: Ticket, priority: Priority, { id, name }: AgentRef): Ticket =>
  ticket.priority === priority ? ticket : { ...ticket, priority, prioritySetBy: { id, name } };

const withAssignee = (ticket: Ticket, assignee: AgentRef | null): Ticket =>
  ticket.assignee?.id === assignee?.id ? ticket : { ...ticket, assignee };
