/** Returns what `access` returns; a browser may forbid storage, or it may be full: then nothing is kept. */
export function stored<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
