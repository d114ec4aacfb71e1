import { stored } from './device-storage.ts';

const ENTRY = 'support-desk-recent';
const MAX_KEPT = 12;

/** Returns the ids of what was used last in the command palette on this device, the latest first. */
export function recentCommands(): readonly string[] {
  const found: unknown = stored(() => JSON.parse(localStorage.getItem(ENTRY) ?? '[]'));
  return Array.isArray(found) ? found.filter((id) => typeof id === 'string') : [];
}

export function keepCommand(id: string): void {
  const kept = [id, ...recentCommands().filter((other) => other !== id)].slice(0, MAX_KEPT);
  stored(() => localStorage.setItem(ENTRY, JSON.stringify(kept)));
}
