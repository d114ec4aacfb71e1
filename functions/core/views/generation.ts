/**
 * The state of the views, as a poll needs it. A rebuild creates the next generation beside the one that is served; the revision grows with every
 * change that is applied. Times are milliseconds since the epoch.
 */
export interface ViewsState {
  readonly generation: number;
  readonly revision: number;
  readonly changedAt: number;
  /** Grows by one with every change of a saved view: it stands here so that a poll reads one item. */
  readonly savedViews?: number | undefined;
  /** The generation that a rebuild is creating; changes are folded into it too. */
  readonly building?: number | undefined;
  /** The generation served before, whose counters still exist. */
  readonly previous?: number | undefined;
}

/** The state of views that nothing was ever folded into. */
export const initialState: ViewsState = { generation: 1, revision: 0, changedAt: 0 };

/** Returns the number of a rebuild's generation: never one that another rebuild has begun, and of the opposite parity to the one that is served. */
export const nextGeneration = ({ generation, building }: ViewsState): number =>
  building === undefined ? generation + 1 : building + 2;
