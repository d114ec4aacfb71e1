import { effect, untracked } from '@preact/signals';
import type { Composer } from './composer.ts';
import type { Conversation } from './conversation.ts';

/** Selects in place of a merged ticket the one that it lives on in, where what the agent has written goes on. */
export function followMerges({ selected }: Conversation, composer: Composer, select: (id: string) => void): void {
  effect(() => {
    const { id, survivor } = selected.value ?? {};
    if (!id || !survivor) return;
    untracked(() => {
      composer.follow(id, survivor);
      select(survivor);
    });
  });
}
