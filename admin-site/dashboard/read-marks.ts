import { effect } from '@preact/signals';
import type { DeskState } from './desk-state.ts';

/** Marks the selected ticket as read in the version that is shown, while somebody looks at the page. */
export function markWhatIsRead(state: DeskState): void {
  effect(() => {
    const ticket = state.selected.value;
    if (!ticket || !state.lookedAt.value) return;
    const read = state.readVersions.peek();
    if ((read.get(ticket.id) ?? 0) >= ticket.version) return;
    const others = new Map(read);
    others.delete(ticket.id);
    state.readVersions.value = others.set(ticket.id, ticket.version);
  });
}
