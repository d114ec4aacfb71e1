import type { Author } from './message.ts';
import type { Status } from './ticket.ts';

export const eventKinds = ['status_changed', 'message_added', 'mail_bounced', 'mail_complained'] as const;

/** One line of a ticket's audit trail. */
export interface TicketEvent {
  /** UUID of the operation. */
  readonly op: string;
  readonly kind: (typeof eventKinds)[number];
  readonly author: Author;
  readonly at: string;
  readonly from: Status;
  readonly to: Status;
  /** The version of the ticket that it made; 0 where that was not recorded. */
  readonly version: number;
  /** Of the message that came with it. */
  readonly messageId?: string | undefined;
  /** Of what was sent with an idempotency key. */
  readonly contentHash?: string | undefined;
}
