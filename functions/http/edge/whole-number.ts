import * as z from 'zod/mini';

/** Returns the schema of a query parameter that is a whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number, description: string) {
  const mistake = `must be a whole number from ${min} to ${max}`;
  return z
    .pipe(
      z.string().check(z.regex(/^[0-9]{1,3}$/, mistake)),
      z.pipe(z.transform(Number), z.int().check(z.minimum(min, mistake), z.maximum(max, mistake))),
    )
    .check(z.meta({ type: 'integer', minimum: min, maximum: max, description }));
}
