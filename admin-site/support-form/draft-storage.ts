import type { Draft } from './draft.ts';

const slot = 'support-form:draft';

/**
 * Keeps one draft for as long as the tab lives, so that a reload loses no word. It belongs to one customer, by email
 * address; another one signing in removes it.
 */
export function draftStorage(email: string, storage = () => sessionStorage) {
  const clear = () => attempt(() => storage().removeItem(slot));
  return {
    load(): Draft | undefined {
      const stored = attempt(() => JSON.parse(storage().getItem(slot) ?? 'null'));
      if (stored?.email === email) return stored.draft;
      clear();
      return undefined;
    },
    save: (draft: Draft) => attempt(() => storage().setItem(slot, JSON.stringify({ email, draft }))),
    clear,
  };
}

/** Storage may be full or forbidden; the draft then lives in the form alone. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
