import { findTicket, MAX_ATTEMPTS, tooManyAtOnce } from './change-status.ts';
import { DeskError } from './errors.ts';
import { hashOf, idempotentId } from './idempotency.ts';
import { type Author, type Message, type MessageDraft, withMessage } from './message.ts';
import type { Clock, NewId, NewMessageId, Recorded, ThreadStore, TicketStore } from './ports.ts';
import type { Ticket } from './ticket.ts';
import type { TicketEvent } from './ticket-event.ts';

interface World {
  readonly tickets: TicketStore;
  readonly threads: ThreadStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newMessageId: NewMessageId;
}

/** What the caller demands of the ticket as it is stored; throws if it is otherwise. */
export interface Conditions {
  /** Looked at first, also for a repeated request: whose ticket it is. */
  readonly of?: (ticket: Ticket) => void;
  /** Looked at unless the message is there already, or is a note that changes nothing, which is never refused: which version it is. */
  readonly precondition?: (ticket: Ticket) => void | Promise<void>;
}

/** The ticket as it is now, the message, and the line of the audit trail that came with it. */
export interface AddedMessage {
  readonly ticket: Ticket;
  readonly message: Message;
  readonly event: TicketEvent;
}

/**
 * Adds a message to a ticket, moves its status and records who did it, exactly once. With an idempotency key the same content answers as
 * the first time and adds nothing; other content is refused (`idempotency_key_reused`). Throws `not_found`, `unavailable`, and whatever the
 * conditions throw.
 */
export async function addMessage(
  world: World,
  id: string,
  draft: MessageDraft,
  { of = () => {}, precondition = () => {} }: Conditions = {},
): Promise<AddedMessage> {
  const { kind, author, body, close = false, idempotencyKey: key } = draft;
  const op = key === undefined ? world.newId() : idempotentId('message', ...writerOf(author), id, key);
  const contentHash = key === undefined ? undefined : hashOf(kind, body, close);

  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const [before, past] = await Promise.all([
      findTicket(world, id),
      key === undefined ? undefined : world.threads.recorded(id, op),
    ]);
    of(before);
    if (past) return { ticket: before, ...repeated(past, contentHash) };
    const at = world.clock.timestamp();
    const after = withMessage(before, draft, at);
    if (kind === 'reply' || after.status !== before.status) await precondition(before);
    const message: Message = { id: world.newMessageId(at), kind, author, body, createdAt: at, version: after.version };
    const event: TicketEvent = {
      op,
      kind: 'message_added',
      author,
      at,
      from: before.status,
      to: after.status,
      version: after.version,
      messageId: message.id,
      contentHash,
    };
    if (await world.tickets.change(before, after, event, message)) return { ticket: after, message, event };
  }
  throw tooManyAtOnce();
}

/** Whose an idempotency key is, besides the ticket's: that has one customer. */
const writerOf = (author: Author): string[] => (author.type === 'agent' ? ['agent', author.name] : [author.type]);

function repeated({ event, message }: Recorded, contentHash: string | undefined): Omit<AddedMessage, 'ticket'> {
  if (message && event.contentHash === contentHash) return { event, message };
  throw new DeskError(
    'idempotency_key_reused',
    'This Idempotency-Key was used for another message. Send the same message again, or choose a new key.',
  );
}
