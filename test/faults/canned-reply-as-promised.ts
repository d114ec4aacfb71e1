import type { Specification } from './linearizability.ts';

export type CannedInput =
  | { readonly does: 'save'; readonly body: string }
  | { readonly does: 'delete' }
  | { readonly does: 'list' };

/** The contract of one canned reply: its body, or null if there is none. Last write wins. */
export const cannedReplyAsPromised: Specification<string | null, CannedInput, string | null> = {
  initial: null,
  step(state, input, seen) {
    if (input.does === 'save') return input.body;
    if (input.does === 'delete') return null;
    return seen === state ? state : undefined;
  },
};
