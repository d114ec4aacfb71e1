import type { FilesToAttach } from '#core/files/attach-files.ts';
import type { AgentRef, Author } from './author.ts';
import type { Entry, MessageKind } from './entry.ts';
import { latestMessage } from './latest-message.ts';
import type { Status, Ticket } from './ticket.ts';
import { movedTo } from './ticket-status.ts';

/** A message as it is submitted. */
export interface MessageDraft {
  readonly kind: MessageKind;
  readonly author: Author;
  readonly body: string;
  /** True if the message also closes the ticket. */
  readonly close?: boolean | undefined;
  /** The agent who gets the ticket with the reply if nobody has it. */
  readonly assignTo?: AgentRef | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly contact?: Entry['contact'];
  readonly mail?: Entry['mail'];
  readonly files?: FilesToAttach | undefined;
}

/**
 * Returns the status after a message: a customer's reply awaits an answer, so the ticket is open whatever it was; an agent's reply to an open one
 * awaits the customer. A note leaves the status alone: the customer doesn't see it.
 */
function statusAfter(status: Status, { kind, author }: Pick<Entry, 'kind' | 'author'>): Status {
  if (kind === 'note') return status;
  if (author.type === 'customer') return 'open';
  return status === 'open' ? 'in_progress' : status;
}

/** Returns the ticket with a message, in the version that the message makes. A customer's wakes a snoozed ticket. */
export function withMessage(ticket: Ticket, draft: MessageDraft, at: string): Ticket {
  const { kind, author, body, close = false, assignTo } = draft;
  const answered = movedTo(ticket, statusAfter(ticket.status, draft), at);
  const moved = close ? movedTo(answered, 'closed', at) : answered;
  if (kind === 'note') return moved;
  return {
    ...moved,
    assignee: moved.assignee ?? assignTo ?? null,
    activityAt: at,
    latestMessage: latestMessage(author, body, at),
    latestCustomerVersion: author.type === 'customer' ? ticket.version + 1 : ticket.latestCustomerVersion,
    snoozedUntil: author.type === 'customer' ? null : moved.snoozedUntil,
    mailProblem: author.type === 'agent' ? null : ticket.mailProblem,
  };
}
