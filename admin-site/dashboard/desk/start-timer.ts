/** Calls `act` after some milliseconds. Returns a function that cancels it. */
export type StartTimer = (milliseconds: number, act: () => void) => () => void;
