import * as z from 'zod/mini';
import { lengthOf, normalizeText, VISIBLE } from '#core/text/text.ts';

/**
 * Returns a schema of text with 1 to `max` code points after normalization. JSON Schema counts code points too (RFC 8259 characters), but does not
 * trim.
 */
export function text(max: number) {
  return z
    .string({
      error: ({ input }) =>
        input === undefined ? 'is missing' : Array.isArray(input) ? 'is given more than once' : 'must be text',
    })
    .check(
      z.overwrite(normalizeText),
      z.check((context) => {
        const mistake = textMistake(context.value, max);
        if (mistake) context.issues.push({ code: 'custom', message: mistake, input: context.value });
      }),
      z.meta({ minLength: 1, maxLength: max, pattern: VISIBLE.source }),
    );
}

function textMistake(value: string, max: number): string | undefined {
  const length = lengthOf(value);
  if (length === 0) return 'is empty';
  if (!value.isWellFormed()) return 'contains an unpaired surrogate';
  if (length > max) return `is longer than ${max} characters`;
  return undefined;
}

/**
 * Text on one line with something visible in it: blanks, the first visible character, the rest. Uses no lookahead, so that any generator can read it.
 */
const LINE =
  /^[\p{Zs}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{1d159}]*[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{1d159}][^\p{Cc}\u2028\u2029]*$/u;

/** Returns a schema of text, as above, that a menu shows on one line. */
export const line = (max: number) =>
  text(max).check(
    z.refine((value) => !/[\p{Cc}\u2028\u2029]/u.test(value), 'must be on one line, without control characters'),
    z.meta({ pattern: LINE.source }),
  );
