import type { Author } from './author.ts';
import type { Entry, MessageKind } from './entry.ts';
import { latestMessage } from './latest-message.ts';
import type { Status, Ticket } from './ticket.ts';
import { movedTo } from './ticket-status.ts';

/** A message as it is handed in. */
export interface MessageDraft {
  readonly kind: MessageKind;
  readonly author: Author;
  readonly body: string;
  /** Whether the ticket is closed with it. */
  readonly close?: boolean | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly contact?: Entry['contact'];
}

/**
 * The status a message leaves: a customer's reply waits for an answer, so the ticket is open whatever it was; an agent's reply to an open
 * one waits for the customer. A note says nothing to the customer and moves nothing.
 */
function statusAfter(status: Status, { kind, author }: Pick<Entry, 'kind' | 'author'>): Status {
  if (kind === 'note') return status;
  if (author.type === 'customer') return 'open';
  return status === 'open' ? 'in_progress' : status;
}

/** The ticket with a message, in the version that the message makes. */
export function withMessage(ticket: Ticket, draft: MessageDraft, at: string): Ticket {
  const { kind, author, body, close = false } = draft;
  const answered = movedTo(ticket, statusAfter(ticket.status, draft), at);
  const moved = close ? movedTo(answered, 'closed', at) : answered;
  if (kind === 'note') return moved;
  return {
    ...moved,
    activityAt: at,
    latestMessage: latestMessage(author, body, at),
    latestCustomerVersion: author.type === 'customer' ? ticket.version + 1 : ticket.latestCustomerVersion,
    mailProblem: author.type === 'agent' ? null : ticket.mailProblem,
  };
}
