import * as z from 'zod/mini';
import { addressPath } from '#http/edge/address-path.ts';
import type { Contract } from '#http/edge/contract.ts';
import { refused } from '#http/edge/problems.ts';

export const allowAddressContract = {
  summary: 'Send mail to an address again',
  description:
    'Removes the block after a bounce or a complaint, on the desk and in the suppression list of the Amazon SES account. Also succeeds for an address that is not blocked.',
  path: addressPath,
  responses: {
    200: { description: 'The address gets mail again', schema: z.strictObject({ success: z.literal(true) }) },
    ...refused.agent,
    422: { description: 'Not a valid email address' },
  },
} satisfies Contract;
