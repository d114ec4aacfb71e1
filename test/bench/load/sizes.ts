/** The tickets of a young desk and of an old one: nothing may cost more on the second. */
export const SMALL = 1_000;
export const LARGE = 100_000;
