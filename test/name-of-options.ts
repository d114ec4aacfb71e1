/**
 * Returns a name that only equal options share; one that is `undefined` counts, as it replaces a default. Throws an error if there is a function among
 * them: nobody can tell those apart.
 */
export const nameOfOptions = (options: object): string =>
  JSON.stringify(options, (key, value: unknown) => {
    if (typeof value === 'function') throw new Error(`With the function ${key}, no others can share it.`);
    return value === undefined ? '<undefined>' : value;
  });
