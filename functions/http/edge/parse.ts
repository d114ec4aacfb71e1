import type * as z from 'zod/mini';
import { type FieldError, invalidFields } from '#core/errors.ts';
import { beginning } from '#core/text/text.ts';

/**
 * Returns the parsed value. Throws `invalid_fields`, with every mistake by JSON Pointer (body) or by `prefix` and name (query, headers). The response
 * never repeats what the caller sent, except the names of unknown fields.
 */
export function parse<S extends z.ZodMiniType>(schema: S, value: unknown, prefix = '#/'): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidFields(result.error.issues.flatMap((issue) => fieldErrors(issue, prefix)));
}

/** The maximum number of unknown names in a response, and of characters of each. */
const UNKNOWN_NAMES = 20;
const UNKNOWN_NAME_LENGTH = 100;

function fieldErrors(issue: z.core.$ZodIssue, prefix: string): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, UNKNOWN_NAMES).map((key) => ({
      pointer: prefix + pointerTo([...issue.path, beginning(key, UNKNOWN_NAME_LENGTH).toWellFormed()]),
      detail: 'is not a field of this request',
    }));
  }
  if (issue.path.length === 0) return [{ pointer: prefix.replace(/\/$/, ''), detail: issue.message }];
  return [{ pointer: prefix + pointerTo(issue.path), detail: issue.message }];
}

const pointerTo = (path: readonly PropertyKey[]) => path.map((part) => escapePointer(String(part))).join('/');

/** Escapes a name for a JSON Pointer (RFC 6901, section 3). */
function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
