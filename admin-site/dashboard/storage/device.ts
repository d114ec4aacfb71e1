/** This browser's storage for all of its tabs, one entry for each thing, and which tab owns what. */
export interface Device {
  /** The entries whose names begin with a prefix, by the rest of their names. */
  entries(prefix: string): ReadonlyMap<string, string>;
  /** Keeps an entry; returns whether it is kept: storage may be forbidden or full. */
  put(name: string, value: string): boolean;
  remove(name: string): void;
  /** Calls `changed` with each entry that another tab puts or, with no value, removes. */
  onChange(changed: (name: string, value: string | undefined) => void): void;
  /**
   * Calls `owned` once this tab is the only one to own a name: at once, or when the tab that owns it lets go or is closed. Returns a
   * function that lets go, or waits no longer.
   */
  own(name: string, owned: () => void): () => void;
}
