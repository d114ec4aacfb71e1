import { effect, untracked } from '@preact/signals';
import type { Conversation } from './conversation.ts';

/** Selects in place of a merged ticket the one that it lives on in. */
export function followMerges({ selected }: Conversation, select: (id: string) => void): void {
  effect(() => {
    const into = selected.value?.survivor;
    if (into) untracked(() => select(into));
  });
}
