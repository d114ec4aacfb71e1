import type { Sort } from '#core/search/sort.ts';

/** A list that agents come back to. Last write wins. */
export interface SavedView {
  /** A UUID chosen by the client. */
  readonly id: string;
  /** The name agents find it by; need not be unique. */
  readonly name: string;
  /** As it was typed; `assignee:me` means whoever looks. */
  readonly query: string;
  readonly sort: Sort;
  /** True if every agent sees it, and may change it; otherwise it is one agent's. */
  readonly isShared: boolean;
  /** Its place among the agent's views, or among the shared ones: a whole number, which need not be unique. */
  readonly position: number;
}

/** Saved views, as the use cases need them. Every method throws `DeskError('unavailable')` when the store doesn't respond in time. */
export interface SavedViewStore {
  /** Returns an agent's views and the shared ones (consistent), in no particular order. */
  of(agentId: string): Promise<readonly SavedView[]>;
  /** Returns a number that grows by one with every change of anyone's views (consistent). */
  revision(): Promise<number>;
  /** Makes a change for an agent. Returns false, and changes nothing, if there was another since the revision. */
  change(agentId: string, change: SavedViewChange, revision: number): Promise<boolean>;
}

/** A change of an agent's views and the shared ones: what is gone, and what is stored in its place or anew. */
export interface SavedViewChange {
  readonly removed?: SavedView | undefined;
  readonly stored?: SavedView | undefined;
}

/** Compares places in the side bar: an agent's own views come first, then the shared ones, each by position. */
export function byPlace(a: SavedView, b: SavedView): number {
  if (a.isShared !== b.isShared) return a.isShared ? 1 : -1;
  return a.position - b.position || (a.id < b.id ? -1 : 1);
}
