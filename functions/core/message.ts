import type { Status, Ticket } from './ticket.ts';

export const messageKinds = ['reply', 'note'] as const;

/** A reply is for the customer and the agents; a note is for the agents alone. */
export type MessageKind = (typeof messageKinds)[number];

/** An agent's name is for the other agents: customers see that the shop wrote. */
export type Author =
  | { readonly type: 'customer' }
  | { readonly type: 'agent'; readonly name: string }
  | { readonly type: 'system' };

/** What somebody wrote after the ticket's own text. Never changed. */
export interface Message {
  /** UUID v7 of `createdAt`. */
  readonly id: string;
  readonly kind: MessageKind;
  readonly author: Author;
  readonly body: string;
  readonly createdAt: string;
  /** The version of the ticket that it made. */
  readonly version: number;
}

/** A message as it is handed in. */
export interface MessageDraft {
  readonly kind: MessageKind;
  readonly author: Author;
  readonly body: string;
  /** Whether the ticket is closed with it. */
  readonly close?: boolean | undefined;
  readonly idempotencyKey?: string | undefined;
}

/**
 * The status a message leaves: a customer's reply waits for an answer, so the ticket is open whatever it was; an agent's reply to an open
 * one waits for the customer. A note says nothing to the customer and moves nothing.
 */
function statusAfter(status: Status, { kind, author }: Pick<Message, 'kind' | 'author'>): Status {
  if (kind === 'note') return status;
  if (author.type === 'customer') return 'open';
  return status === 'open' ? 'in_progress' : status;
}

/** The ticket with a message. Its next version, whatever the message says. */
export function withMessage(ticket: Ticket, draft: MessageDraft, at: string): Ticket {
  const { kind, author, close = false } = draft;
  const answered = movedTo(ticket, statusAfter(ticket.status, draft), at);
  const { activityAt, mailProblem, ...moved } = close ? movedTo(answered, 'closed', at) : answered;
  return {
    ...moved,
    activityAt: kind === 'reply' ? at : activityAt,
    mailProblem: kind === 'reply' && author.type === 'agent' ? null : mailProblem,
    updatedAt: at,
    version: ticket.version + 1,
  };
}

/** The ticket in another status, which the customer may see. What closing forgets, reopening brings back. */
export function movedTo(ticket: Ticket, status: Status, at: string): Ticket {
  if (ticket.status === status) return ticket;
  if (status !== 'closed') return { ...ticket, status, closedAt: null, statusBeforeClosing: null, activityAt: at };
  // Not closed: it would have this status already.
  const statusBeforeClosing = ticket.status as Exclude<Status, 'closed'>;
  return { ...ticket, status, closedAt: at, statusBeforeClosing, activityAt: at };
}
