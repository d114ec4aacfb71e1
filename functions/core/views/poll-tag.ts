import type { ViewsState } from './generation.ts';

/** The response a client has, and when it was read: enough to decide whether the same request still has the same response. */
export interface PollTag {
  readonly generation: number;
  readonly revision: number;
  /** The request, and everything its response depends on besides tickets. */
  readonly representation: string;
  /** Milliseconds since the epoch, before anything was read. */
  readonly readAt: number;
}

/** The longest delay, in milliseconds, before an index shows a change, including the difference of two machines' clocks. */
export const INDEX_LAG_MS = 15_000;
/** The longest time a client may go without a full read, whatever the views say: their consumer may have stopped. */
export const LONGEST_MS = 120_000;

/**
 * Returns true if nothing has changed since a response was read. The state must be read before the response is, so that a change in between makes the
 * tag too old, never too new. A tag from the future, from a clock that is ahead, proves nothing.
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
