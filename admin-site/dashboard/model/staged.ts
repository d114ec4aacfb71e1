import type { CannedReply } from '#core/canned/canned-reply.ts';

type Actions = NonNullable<CannedReply['actions']>;

/** Additions of canned replies to a draft, besides text. */
export interface Staged {
  /** The values that sending it sets on its ticket. */
  readonly actions: Actions;
  /** The placeholders that nothing could fill in, as they stand in the text. */
  readonly unfilled: readonly string[];
}

/** Returns the additions of two canned replies to one draft; of one field the later value. */
export const joinedStaged = (one: Staged | undefined, other: Staged | undefined): Staged | undefined =>
  one && other
    ? {
        actions: {
          ...one.actions,
          ...other.actions,
          tags: [...new Set([...(one.actions.tags ?? []), ...(other.actions.tags ?? [])])],
        },
        unfilled: [...one.unfilled, ...other.unfilled],
      }
    : (other ?? one);
