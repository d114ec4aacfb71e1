import type * as z from 'zod/mini';
import { type FieldError, invalidFields } from '#core/errors.ts';
import { beginning } from '#core/text/text.ts';

/**
 * The parsed value, or `invalid_fields` naming every mistake by JSON Pointer (body) or `prefix` and name (query, headers).
 * What the caller sent is never repeated in the answer, except the names of unknown fields.
 */
export function parse<S extends z.ZodMiniType>(schema: S, value: unknown, prefix = '#/'): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidFields(result.error.issues.flatMap((issue) => fieldErrors(issue, prefix)));
}

/** How many unknown names an answer repeats, and how much of each. */
const UNKNOWN_NAMES = 20;
const UNKNOWN_NAME_LENGTH = 100;

function fieldErrors(issue: z.core.$ZodIssue, prefix: string): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, UNKNOWN_NAMES).map((key) => ({
      pointer: prefix + escapePointer(beginning(key, UNKNOWN_NAME_LENGTH).toWellFormed()),
      detail: 'is not a field of this request',
    }));
  }
  return [{ pointer: prefix + issue.path.map((part) => escapePointer(String(part))).join('/'), detail: issue.message }];
}

/** RFC 6901, section 3. */
function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
