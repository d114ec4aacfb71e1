import * as z from 'zod';
import type { TargetAttributes } from '#adapters/dynamo/target-attributes.ts';

const milliseconds = z.int().nonnegative();
/** The targets of a ticket. */
export const targets = z.strictObject({
  reply_within: milliseconds.optional(),
  resolve_within: milliseconds.optional(),
  reply_due: milliseconds.optional(),
  resolve_due: milliseconds.optional(),
  replied: milliseconds.optional(),
  paused: milliseconds.optional(),
  calendar: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'must be the hash of a calendar')
    .optional(),
} satisfies Record<keyof TargetAttributes, z.ZodType>);
