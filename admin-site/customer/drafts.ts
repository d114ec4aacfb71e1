import type { Identity } from './identity.ts';

const PREFIX = 'support-desk:';

/** What a customer has begun to write, kept for as long as the tab lives, so that a reload loses no word. Each belongs to one identity. */
export class Drafts {
  readonly #owner: Identity | undefined;
  readonly #signal: AbortSignal;
  readonly #storage: () => Storage;

  /** Keeps nothing for nobody, and nothing any more after the signal. */
  constructor(owner: Identity | undefined, signal: AbortSignal, storage = () => sessionStorage) {
    this.#owner = owner;
    this.#signal = signal;
    this.#storage = storage;
  }

  /** Returns the draft of a name that `isDraft` recognizes. */
  load<T>(name: string, isDraft: (value: Partial<T>) => boolean): T | undefined {
    const draft = attempt(() => JSON.parse(this.#storage().getItem(this.#key(name)) ?? 'null'));
    return draft && isDraft(draft) ? draft : undefined;
  }

  /** Keeps a draft; none removes it. */
  save(name: string, draft: object | undefined): void {
    if (this.#owner === undefined || this.#signal.aborted) return;
    const key = this.#key(name);
    attempt(() => (draft ? this.#storage().setItem(key, JSON.stringify(draft)) : this.#storage().removeItem(key)));
  }

  #key(name: string): string {
    return prefixOf(this.#owner) + name;
  }
}

/** Removes all drafts but those of one identity. */
export function removeDraftsBut(owner: Identity | undefined, storage = () => sessionStorage): void {
  attempt(() => {
    for (const key of Object.keys(storage())) {
      if (key.startsWith(PREFIX) && !key.startsWith(prefixOf(owner))) storage().removeItem(key);
    }
  });
}

/** Nothing is kept for nobody, so that nothing begins like that. */
const prefixOf = (owner: Identity | undefined) => `${PREFIX + owner} `;

/** Storage may be full or forbidden; a draft then lives in its field alone. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
