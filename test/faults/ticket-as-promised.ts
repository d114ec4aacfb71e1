import type { MessageKind } from '#core/ticket/entry.ts';
import type { Status } from '#core/ticket/ticket.ts';

/** What is promised of a ticket's status, told without the product's own rules. */
export interface PromisedStatus {
  readonly status: Status;
  /** What `open` restores when the ticket is closed. */
  readonly reopensAs: Status;
}

/** A change of status, by an agent. */
export interface ChangeAct {
  readonly does: 'change';
  readonly agent: string;
  readonly wanted: Status;
}

/** A message, by an agent or, without one, by the customer. */
export interface MessageAct {
  readonly does: 'message';
  readonly agent?: string | undefined;
  readonly kind: MessageKind;
  readonly close: boolean;
}

export const submitted: PromisedStatus = { status: 'open', reopensAs: 'open' };

/** The status after something was done. */
export function statusAfter(before: PromisedStatus, act: ChangeAct | MessageAct): PromisedStatus {
  if (act.does === 'change') {
    return moved(before, act.wanted === 'open' && before.status === 'closed' ? before.reopensAs : act.wanted);
  }
  const answered = moved(before, answeredStatus(before.status, act));
  return act.close ? moved(answered, 'closed') : answered;
}

/** A customer's reply waits for an answer; an agent's waits for the customer, unless the ticket is closed; a note is the agents' business. */
function answeredStatus(status: Status, { agent, kind }: MessageAct): Status {
  if (kind === 'note') return status;
  if (agent === undefined) return 'open';
  return status === 'open' ? 'in_progress' : status;
}

const moved = (before: PromisedStatus, status: Status): PromisedStatus =>
  status === 'closed' && before.status !== 'closed' ? { status, reopensAs: before.status } : { ...before, status };

/** What made a version of a ticket. */
export interface PromisedEntry {
  /** Absent if it is the customer's. */
  readonly agent?: string | undefined;
  readonly kind: MessageKind | 'change';
  readonly changesStatus: boolean;
}

/** Whether an agent who read the ticket before these entries must be told: of what the customer wrote, and of others' replies and changes. */
export const mustBeSeen = (agent: string, since: readonly PromisedEntry[]): boolean =>
  since.some(
    (entry) => entry.agent === undefined || (entry.agent !== agent && (entry.kind === 'reply' || entry.changesStatus)),
  );
