/** Does something later, unless it is called off by what it answers. */
export type After = (milliseconds: number, act: () => void) => () => void;
