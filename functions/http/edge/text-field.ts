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
