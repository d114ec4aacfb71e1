/** Returns the day of an RFC 3339 time in UTC, `YYYY-MM-DD`: also the entry of that day's counts. */
export const dayOf = (time: string): string => time.slice(0, 10);

/** Separates the parts of a counter's name; no tier and no word contains it. */
export const SEPARATOR = '\u001f';
export const nameOf = (...parts: readonly (string | number)[]) => parts.join(SEPARATOR);
