import { cannedReplyLimits } from './draft-limits.ts';
import { DeskError } from './errors.ts';
import type { Clock } from './ports.ts';

/** A text that agents write once and send often. Last write wins. */
export interface CannedReply {
  /** A UUID that the client makes. */
  readonly id: string;
  /** What agents find it by; need not be unique. */
  readonly name: string;
  /** With placeholders, which are filled in where it is used. */
  readonly body: string;
  /** RFC 3339 UTC with nine fractional digits. */
  readonly updatedAt: string;
}

/** Canned replies, as the use cases need them. Every method throws `DeskError('unavailable')` when the store cannot answer in time. */
export interface CannedReplyStore {
  /** All of them (consistent), in no particular order. */
  all(): Promise<readonly CannedReply[]>;
  /** Stores a reply in place of the one with its id, if there is one. */
  put(reply: CannedReply): Promise<void>;
  /** Removes a reply, if it is there. */
  remove(id: string): Promise<void>;
}

const collator = new Intl.Collator('en', { numeric: true });

/** Orders replies as people look them up; those of the same name stay in a stable order. */
export const byName = <R extends Pick<CannedReply, 'id' | 'name'>>(a: R, b: R): number =>
  collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);

/**
 * Adds a canned reply, or replaces the one with this id. Throws `invalid_fields` if it would not fit beside the others. Two agents who add
 * the last one in the same moment may both be let in: the limits keep the list one quick answer, and bear that.
 */
export async function saveCannedReply(
  { cannedReplies, clock }: { readonly cannedReplies: CannedReplyStore; readonly clock: Clock },
  id: string,
  draft: Pick<CannedReply, 'name' | 'body'>,
): Promise<CannedReply> {
  const reply = { id, ...draft, updatedAt: clock.timestamp() };
  const others = (await cannedReplies.all()).filter((other) => other.id !== id);
  if (others.length >= cannedReplyLimits.replies) {
    throw new DeskError(
      'invalid_fields',
      `There are ${cannedReplyLimits.replies} canned replies already. Delete one that nobody uses, then save this one again.`,
    );
  }
  if (bytesOf([...others, reply]) > cannedReplyLimits.bytes) {
    throw new DeskError(
      'invalid_fields',
      'All canned replies together are too long. Shorten or delete one that nobody uses, then save this one again.',
    );
  }
  await cannedReplies.put(reply);
  return reply;
}

const bytesOf = (replies: readonly CannedReply[]): number => new TextEncoder().encode(JSON.stringify(replies)).length;
