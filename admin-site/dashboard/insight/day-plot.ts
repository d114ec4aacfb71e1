/** The custom properties of tokens.css and page-tokens.css that pictures use. */
export type Token = '--text' | '--muted' | '--edge' | '--line' | '--surface' | '--accent-text' | '--success' | '--bar';

/** One of the numbers of each day; shapes tell them apart where colours do not. */
export interface Line {
  readonly name: string;
  readonly shape: 'bars' | 'line' | 'dashes';
  readonly colour: Token;
  /** Null where a day has none. */
  readonly values: readonly (number | null)[];
  /** The line's value over all days. */
  readonly figure: string;
}

/** A value that the numbers are held against: a line, named at its end. */
interface Target {
  readonly name: string;
  readonly value: number;
}

/** A picture of numbers by day. */
export interface DayPlot {
  /** `YYYY-MM-DD`, oldest first. */
  readonly days: readonly string[];
  readonly lines: readonly Line[];
  readonly targets: readonly Target[];
  /** The steps that the scale may have. */
  readonly steps: readonly number[];
  readonly format: (value: number) => string;
}
