/**
 * The oldest browsers in which everything works, by esbuild's names: those of the end of 2024, and so "Baseline 2024" (https://web.dev/baseline).
 * Whatever was released in the last two years is newer. In older ones the pages can be read and used, without what makes them pleasant.
 */
export const oldestBrowsers = { chrome: '131', edge: '131', firefox: '133', safari: '18.2', ios: '18.2' } as const;
