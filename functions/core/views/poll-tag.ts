import type { ViewsState } from './generation.ts';

/** What a client was answered with, and when it was read: enough to tell whether the same question has the same answer. */
export interface PollTag {
  readonly generation: number;
  readonly revision: number;
  /** Which answer it was: the question, and all that its answer depends on besides tickets. */
  readonly representation: string;
  /** Milliseconds since the epoch, before anything was read. */
  readonly readAt: number;
}

/** An index shows a change at most this long after it, with the difference of two machines' clocks, in milliseconds. */
export const INDEX_LAG_MS = 15_000;
/** How long a client may go without reading anew, whatever the views tell: their consumer may have stopped. */
export const LONGEST_MS = 120_000;

/**
 * Whether nothing has changed since an answer was read. The state must be read before the answer is, so that a change in between
 * makes the tag too old, never too new. A tag from the future, of a clock that is ahead, proves nothing.
 */
export function stillHolds(tag: PollTag, state: ViewsState, representation: string, now: number): boolean {
  return (
    tag.generation === state.generation &&
    tag.revision === state.revision &&
    tag.representation === representation &&
    tag.readAt >= state.changedAt + INDEX_LAG_MS &&
    tag.readAt <= now &&
    now - tag.readAt < LONGEST_MS
  );
}
