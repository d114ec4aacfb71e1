import { encodedBytes } from '#core/encoded-bytes.ts';
import { contended, DeskError } from '#core/errors.ts';
import type { Clock, Pause } from '#core/ports.ts';
import { cannedReplyLimits } from '#core/text/draft-limits.ts';
import type { Status } from '#core/ticket/ticket.ts';

/** A text that agents write once and send often. Last write wins. */
export interface CannedReply {
  /** A UUID chosen by the client. */
  readonly id: string;
  /** The name agents find it by; need not be unique. */
  readonly name: string;
  /** May contain placeholders, which are filled in where the reply is used. */
  readonly body: string;
  /** The values that sending the reply sets on its ticket; absent if none. */
  readonly actions?:
    | {
        readonly status?: Status | undefined;
        /** An agent's id; null to unassign. */
        readonly assignee?: string | null | undefined;
        /** Added to those that the ticket has. */
        readonly tags?: readonly string[] | undefined;
      }
    | undefined;
  /** RFC 3339 UTC with nine fractional digits. */
  readonly updatedAt: string;
}

/** Canned replies, as the use cases need them. Every method throws `DeskError('unavailable')` when the store doesn't respond in time. */
export interface CannedReplyStore {
  /** Returns all of them (consistent), in no particular order. */
  all(): Promise<CannedReplies>;
  /** Stores a reply, replacing the one with its id, if any. Returns false, and stores nothing, if another was stored since the revision. */
  put(reply: CannedReply, revision: number): Promise<boolean>;
  /** Removes a reply, if it exists. */
  remove(id: string): Promise<void>;
}

export interface CannedReplies {
  readonly replies: readonly CannedReply[];
  /** Grows by one with every reply stored. */
  readonly revision: number;
}

/** Others may store this many in a row before an agent is asked to try again. */
const MAX_ATTEMPTS = 10;

/** Made when replies are first ordered: loading its rules takes a cold start 10 ms. */
let collator: Intl.Collator | undefined;

/** Orders replies as people look them up; those of the same name stay in a stable order. */
export function byName<R extends Pick<CannedReply, 'id' | 'name'>>(a: R, b: R): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
}

interface World {
  readonly cannedReplies: CannedReplyStore;
  readonly clock: Pick<Clock, 'timestamp'>;
  readonly pause: Pause;
}

/** Adds a canned reply, or replaces the one with this id. Throws `invalid_fields` if it wouldn't fit beside the others, and `contended`. */
export async function saveCannedReply(
  { cannedReplies, clock, pause }: World,
  id: string,
  { name, body, actions }: Pick<CannedReply, 'name' | 'body' | 'actions'>,
): Promise<CannedReply> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    if (attempt > 1) await pause(attempt - 1);
    const { replies, revision } = await cannedReplies.all();
    const reply = { id, name, body, ...(actions && { actions }), updatedAt: clock.timestamp() };
    checkRoom(
      replies.filter((other) => other.id !== id),
      reply,
    );
    if (await cannedReplies.put(reply, revision)) return reply;
  }
  throw contended('Too many canned replies are being saved at once. Try again in a moment.');
}

function checkRoom(others: readonly CannedReply[], reply: CannedReply): void {
  if (others.length >= cannedReplyLimits.replies) {
    throw new DeskError(
      'invalid_fields',
      `There are ${cannedReplyLimits.replies} canned replies already. Delete one that nobody uses, then save this one again.`,
    );
  }
  if (encodedBytes([...others, reply]) > cannedReplyLimits.bytes) {
    throw new DeskError(
      'invalid_fields',
      'All canned replies together are too long. Shorten or delete one that nobody uses, then save this one again.',
    );
  }
}
