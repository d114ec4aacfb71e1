/** The memory of every function in MB, which also sets its share of a processor: 1,769 MB are a whole one. With less, a cold start takes longer. */
export const FUNCTION_MEMORY_MB = 1024;
