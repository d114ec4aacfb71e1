import * as z from 'zod/mini';
import { codePoints, normalizeText } from '../core/text.ts';

/** Text of 1 to `max` code points after normalization. JSON Schema counts code points too (RFC 8259 characters), but does not trim. */
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
      z.meta({ minLength: 1, maxLength: max, pattern: '\\S' }),
    );
}

function textMistake(value: string, max: number): string | undefined {
  if (value === '') return 'is empty';
  if (!value.isWellFormed()) return 'contains half of a surrogate pair';
  if (codePoints(value) > max) return `is longer than ${max} characters`;
  return undefined;
}
