import * as z from 'zod/mini';
import { ADDRESS, MAX_ADDRESS } from '#core/mail/address.ts';
import type { Contract } from '#http/edge/contract.ts';
import { refused } from '#http/edge/problems.ts';

export const allowAddressContract = {
  summary: 'Send mail to an address again',
  description:
    'Lifts what a bounce or a complaint led to, here and in the suppression list of the Amazon SES account. Succeeds for an address that nothing keeps from getting mail, too.',
  path: z.strictObject({
    address: z
      .string()
      .check(
        z.regex(ADDRESS, 'must be an email address'),
        z.maxLength(MAX_ADDRESS, `is longer than ${MAX_ADDRESS} characters`),
      ),
  }),
  answers: {
    200: { description: 'The address gets mail', schema: z.strictObject({ success: z.literal(true) }) },
    ...refused.agent,
    422: { description: 'What is given is no address' },
  },
} satisfies Contract;
