/**
 * The oldest browsers in which everything works, by esbuild's names: those from the end of 2024, "Baseline 2024" (https://web.dev/baseline). All browsers
 * released in the last two years are newer. In older ones the pages can be read and used, with fewer comforts.
 */
export const oldestBrowsers = { chrome: '131', edge: '131', firefox: '133', safari: '18.2', ios: '18.2' } as const;
