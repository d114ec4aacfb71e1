import type { MessageKind } from '../../functions/core/message.ts';

/** A message that an agent has sent and the desk has not taken yet. */
export interface Outgoing {
  /** Its Idempotency-Key: however often it is sent, it is added once. */
  readonly key: string;
  readonly ticketId: string;
  readonly kind: MessageKind;
  readonly body: string;
  readonly close: boolean;
  /** The version of the ticket that the agent saw. */
  readonly version: number;
  /** Whether it is on its way: before that it can be undone. */
  readonly sending: boolean;
}
