/** Returns a sentence about a failure, if there is one. */
export const fails = (failed: boolean, sentence: string): string[] => (failed ? [sentence] : []);
