/** How many tickets a desk has that is young, and one that is old: nothing may cost more at the second. */
export const SMALL = 1_000;
export const LARGE = 100_000;
