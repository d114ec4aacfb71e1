import type { MessageKind } from '../../functions/core/message.ts';
import { normalizeText } from '../../functions/core/text.ts';
import type { ThreadEntry } from './thread.ts';

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

/** Whether a thread has a message of this agent's already, though the answer to sending it is still on its way: it is shown once. */
export const isTaken = (
  { sending, kind, body, version }: Outgoing,
  entries: readonly ThreadEntry[],
  agent: string | undefined,
): boolean =>
  sending &&
  entries.some(
    (entry) =>
      entry.type === 'message' &&
      entry.version > version &&
      entry.kind === kind &&
      entry.author.type === 'agent' &&
      entry.author.name === agent &&
      entry.body === normalizeText(body),
  );
