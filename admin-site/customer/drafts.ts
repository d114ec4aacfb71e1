import type { Identity } from './identity.ts';

const PREFIX = 'support-desk:';

/** A customer's drafts, stored until the tab is closed, so that a reload loses nothing. Each belongs to one identity. */
export class Drafts {
  readonly #owner: Identity | undefined;
  readonly #signal: AbortSignal;
  readonly #storage: () => Storage;

  /** Stores nothing without an owner, or after the signal. */
  constructor(owner: Identity | undefined, signal: AbortSignal, storage = () => sessionStorage) {
    this.#owner = owner;
    this.#signal = signal;
    this.#storage = storage;
  }

  /** Returns the draft stored under a name, if `isDraft` recognizes it. */
  load<T>(name: string, isDraft: (value: Partial<T>) => boolean): T | undefined {
    const draft = attempt(() => JSON.parse(this.#storage().getItem(this.#key(name)) ?? 'null'));
    return draft && isDraft(draft) ? draft : undefined;
  }

  /** Stores a draft; undefined removes it. */
  save(name: string, draft: object | undefined): void {
    if (this.#owner === undefined || this.#signal.aborted) return;
    const key = this.#key(name);
    attempt(() => (draft ? this.#storage().setItem(key, JSON.stringify(draft)) : this.#storage().removeItem(key)));
  }

  #key(name: string): string {
    return prefixOf(this.#owner) + name;
  }
}

/** Removes the drafts of everyone but one identity. */
export function removeDraftsBut(owner: Identity | undefined, storage = () => sessionStorage): void {
  attempt(() => {
    for (const key of Object.keys(storage())) {
      if (key.startsWith(PREFIX) && !key.startsWith(prefixOf(owner))) storage().removeItem(key);
    }
  });
}

/** Without an owner nothing is stored, so no key starts with the prefix for undefined. */
const prefixOf = (owner: Identity | undefined) => `${PREFIX + owner} `;

/** Storage may be full or forbidden; a draft is then only in its field. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
