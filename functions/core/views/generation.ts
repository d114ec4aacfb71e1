/**
 * What a poll needs to know of the views. A rebuild makes the next generation beside the one that is served; the revision grows
 * with every change that is applied. Times are milliseconds since the epoch.
 */
export interface ViewsState {
  readonly generation: number;
  readonly revision: number;
  readonly changedAt: number;
  /** The generation that a rebuild is making, which changes are folded into too. */
  readonly building?: number | undefined;
  /** The one that was served before, whose counters are still there. */
  readonly previous?: number | undefined;
}

/** The state of views that nothing was ever folded into. */
export const initialState: ViewsState = { generation: 1, revision: 0, changedAt: 0 };

/** The generation a rebuild makes: never one that another rebuild has begun, and of the other parity than the one that is served. */
export const nextGeneration = ({ generation, building }: ViewsState): number =>
  building === undefined ? generation + 1 : building + 2;
