import { stored } from './device-storage.ts';
import type { Outgoing } from './outgoing-message.ts';

const NAME = 'support-desk-unsent';

/** Messages that the desk had not taken when this tab's last page ended. Other tabs send their own. */
export function storedUnsent(): readonly Outgoing[] {
  const all = stored(() => JSON.parse(sessionStorage.getItem(NAME) ?? '[]') as unknown);
  const isOutgoing = (one: unknown): one is Outgoing =>
    typeof one === 'object' && one !== null && 'ticketId' in one && 'body' in one && 'kind' in one;
  return Array.isArray(all) ? all.filter(isOutgoing) : [];
}

export function keepUnsent(all: readonly Outgoing[]): void {
  stored(() =>
    all.length === 0 ? sessionStorage.removeItem(NAME) : sessionStorage.setItem(NAME, JSON.stringify(all)),
  );
}
