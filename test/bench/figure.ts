/** One line of the benchmark: what was measured, and the bound that docs/costs.md promises. */
export interface Figure {
  readonly figure: string;
  readonly measured: string | number;
  readonly bound: string | number;
  readonly holds: boolean;
}

/** Returns a figure that must not exceed its bound. */
export function atMost(figure: string, measured: number, bound: number, digits = 2): Figure {
  return { figure, measured: Number(measured.toFixed(digits)), bound: `≤ ${bound}`, holds: measured <= bound };
}

/** Returns a figure that must be exactly this. */
export function exactly(figure: string, measured: string | number, bound: string | number): Figure {
  return { figure, measured, bound: `= ${bound}`, holds: measured === bound };
}

/** Returns a figure for comparison, without a bound: a rival's, or the engine's own. */
export function beside(figure: string, measured: string | number): Figure {
  return { figure, measured, bound: '', holds: true };
}
