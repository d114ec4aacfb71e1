/**
 * Returns a function that resolves to what `read` takes of a script, which is loaded at the first call. It resolves to undefined if the script can't be
 * loaded, and tries again when it is called again.
 */
export function laterScript<Loaded, T>(address: string, read: (loaded: Loaded) => T): () => Promise<T | undefined> {
  let loading: Promise<T | undefined> | undefined;
  let again = '';
  return () => {
    // A browser may remember that an address failed; a fragment makes it another one.
    loading ??= import(address + again).then(read, () => {
      again += '#';
      loading = undefined;
      return undefined;
    });
    return loading;
  };
}
