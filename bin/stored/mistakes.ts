import * as z from 'zod';

/** Something wrong with a value of a record, and where it stands. */
export interface Mistake {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Mistakes as a person reads them, without any text of what is wrong. */
export const described = (mistakes: readonly Mistake[]): string =>
  mistakes
    .map(({ path, message }) => [...(path.length > 0 ? [z.core.toDotPath([...path])] : []), message].join(': '))
    .join('; ');
