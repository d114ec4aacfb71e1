/** One line of the benchmark: what was measured, and the bound that docs/costs.md promises. */
export interface Figure {
  readonly figure: string;
  readonly measured: string | number;
  readonly bound: string | number;
  readonly holds: boolean;
}

/** A figure that may not be more than its bound. */
export function atMost(figure: string, measured: number, bound: number, digits = 2): Figure {
  return { figure, measured: Number(measured.toFixed(digits)), bound: `≤ ${bound}`, holds: measured <= bound };
}

/** A figure that is what it is, or wrong. */
export function exactly(figure: string, measured: string | number, bound: string | number): Figure {
  return { figure, measured, bound: `= ${bound}`, holds: measured === bound };
}

/** A figure that stands beside others and promises nothing: a rival's, or the engine's own. */
export function beside(figure: string, measured: string | number): Figure {
  return { figure, measured, bound: '', holds: true };
}
