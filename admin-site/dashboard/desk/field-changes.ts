import { createModel } from '@preact/signals';
import { sameTags, tagKey } from '#core/ticket/same-tags.ts';
import * as texts from '#dashboard/model/messages.ts';
import type { Fields, Ticket } from '#dashboard/model/ticket.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import type { Conversation } from './conversation.ts';
import { endingOf } from './ending.ts';
import type { OwnChanges } from './own-changes.ts';
import type { Session } from './session.ts';
import type { Ending, Task, TicketQueue } from './ticket-queue.ts';
import type { Tickets } from './tickets.ts';

interface Work {
  readonly session: Session;
  readonly tickets: Tickets;
  readonly conversation: Conversation;
  readonly own: OwnChanges;
  readonly queue: TicketQueue;
}

/** A new value for one field of a ticket besides its status. */
export type FieldChange =
  | Required<Pick<Fields, 'assignee'>>
  | Required<Pick<Fields, 'priority'>>
  | Required<Pick<Fields, 'tags'>>
  | Required<Pick<Fields, 'snoozedUntil'>>;

export type Field = 'assignee' | 'priority' | 'tags' | 'snoozedUntil';

/** The field of a ticket whose value the agent is choosing, or another ticket to merge it with. */
export interface ChosenField {
  readonly ticketId: string;
  readonly field: Field | 'merge';
}

/**
 * Changes the assignee, the priority, the tags and the snooze of tickets: what the agent sees changes at once and is undone if the desk refuses, of which
 * `undone` then says the reason. Each field has a lane of its own, so that a message that can still be undone holds up none of them.
 */
export const FieldChanges = createModel(({ session, tickets, conversation, own, queue }: Work) => {
  const waiting = new Map<Task, Fields>();
  const laneOf = (id: string, field: Field) => `${id} ${field}`;

  /** Takes back a change that was not sent yet, if the field then has the value that is wanted. */
  function takeBack(lane: string, to: Fields): boolean {
    const last = queue.last(lane);
    const from = last && waiting.get(last);
    if (!last || !from || queue.isSending(last) || !sameValues(from, to)) return false;
    waiting.delete(last);
    queue.remove(last);
    return true;
  }

  async function send(task: Task, from: Fields, to: Fields): Promise<Ending> {
    const { ticketId: id } = task;
    const api = session.api.value;
    const known = tickets.answered.value.get(id);
    const isHere = () => waiting.has(task) && session.api.value === api;
    if (!api || !known) return { kind: 'halted' };
    const version = own.withOwn(id, conversation.seenVersion(known));
    try {
      const after = await api.change(id, merged(known, from, to), version);
      if (isHere()) {
        waiting.delete(task);
        own.accepted(version, after);
      }
      return { kind: 'accepted' };
    } catch (error) {
      if (!isHere()) return { kind: 'halted' };
      return endingFor(error);
    }

    function endingFor(error: unknown): Ending {
      if (!(error instanceof ProblemError) || error.status === 401) session.failed(error);
      conversation.showMissed(error);
      const newer = error instanceof ProblemError ? error.newer : undefined;
      // What is new doesn't touch this field, or the agent's tags go with others' just as well.
      if (newer && (to.tags || sameValues(newer, from))) return { kind: 'later', retryAfterMs: undefined };
      const ending = endingOf(error);
      return newer && ending.kind === 'refused' ? { ...ending, reason: texts.refusalField } : ending;
    }
  }

  return {
    /** Changes a field of a ticket that the agent saw like this when they began to choose. */
    change(seen: Ticket, wanted: FieldChange, undone: (reason: string) => void): void {
      const { id } = seen;
      const now = tickets.ticket(id);
      if (!now) return;
      const field = Object.keys(wanted)[0] as Field;
      const [from, to] = [{ [field]: now[field] } as Fields, merged(now, seen, wanted)];
      if (sameValues(from, to) || takeBack(laneOf(id, field), to)) return;
      const api = session.api.value;
      const task: Task = {
        what: 'change',
        ticketId: id,
        lane: laneOf(id, field),
        turn: queue.nextTurn(),
        dueAt: () => 0,
        to: () => to,
        send: () => send(task, from, to),
        dependsOn: () => true,
        comeBack: ({ reason }) => {
          waiting.delete(task);
          if (session.api.value === api) undone(reason);
        },
      };
      waiting.set(task, from);
      queue.add(task);
    },
  };
});

/** Returns true if a ticket, or other values, have these values in their fields. */
function sameValues(one: Fields, { assignee, priority, tags, snoozedUntil }: Fields): boolean {
  if (assignee !== undefined) return one.assignee?.id === assignee?.id;
  if (priority !== undefined) return one.priority === priority;
  if (snoozedUntil !== undefined) return one.snoozedUntil === snoozedUntil;
  return tags === undefined || (one.tags !== undefined && sameTags(one.tags, tags));
}

/** Returns the values that a change comes to: tags that others added in the meantime stay, and those that others removed stay away. */
function merged({ tags }: Ticket, from: Fields, to: Fields): Fields {
  if (!to.tags || !from.tags) return to;
  const before = new Set(from.tags.map(tagKey));
  const after = new Set(to.tags.map(tagKey));
  const added = to.tags.filter((tag) => !before.has(tagKey(tag)));
  return { tags: [...tags.filter((tag) => after.has(tagKey(tag)) || !before.has(tagKey(tag))), ...added] };
}
