import type { MessageKind } from '#core/ticket/entry.ts';
import type { Status } from '#core/ticket/ticket.ts';

/** The promised status of a ticket, modelled without the product's own rules. */
export interface PromisedStatus {
  readonly status: Status;
  /** The status that `open` restores when the ticket is closed. */
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

/** Returns the status after an action. */
export function statusAfter(before: PromisedStatus, act: ChangeAct | MessageAct): PromisedStatus {
  if (act.does === 'change') {
    return moved(before, act.wanted === 'open' && before.status === 'closed' ? before.reopensAs : act.wanted);
  }
  const answered = moved(before, answeredStatus(before.status, act));
  return act.close ? moved(answered, 'closed') : answered;
}

/**
 * Returns the status after a message: a customer's reply awaits an answer; an agent's awaits the customer, unless the ticket is closed; a note
 * concerns only agents.
 */
function answeredStatus(status: Status, { agent, kind }: MessageAct): Status {
  if (kind === 'note') return status;
  if (agent === undefined) return 'open';
  return status === 'open' ? 'in_progress' : status;
}

const moved = (before: PromisedStatus, status: Status): PromisedStatus =>
  status === 'closed' && before.status !== 'closed' ? { status, reopensAs: before.status } : { ...before, status };

/** The entry that made a version of a ticket. */
export interface PromisedEntry {
  /** The agent; absent if the customer made it. */
  readonly agent?: string | undefined;
  readonly kind: MessageKind | 'change';
  readonly changesStatus: boolean;
}

/** Returns true if an agent who read the ticket before these entries must see them first: a customer's message, or others' replies and changes. */
export const mustBeSeen = (agent: string, since: readonly PromisedEntry[]): boolean =>
  since.some(
    (entry) => entry.agent === undefined || (entry.agent !== agent && (entry.kind === 'reply' || entry.changesStatus)),
  );
