/** A sentence about what is wrong, if it is. */
export const fails = (failed: boolean, sentence: string): string[] => (failed ? [sentence] : []);
