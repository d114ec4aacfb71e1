import * as z from 'zod/mini';
import type { Contract } from './contract.ts';
import { refused } from './problems.ts';

export const checkAccessContract = {
  summary: 'Check access: may this customer ask for support?',
  responses: {
    200: {
      description: 'They may',
      schema: z.strictObject({
        allowed: z.literal(true),
        support_level: z.string(),
        email: z.string(),
        mail: z
          .optional(z.boolean())
          .check(z.meta({ description: 'True if mail can be sent to `email`; absent if the desk sends none.' })),
      }),
    },
    ...refused.customer,
  },
} satisfies Contract;
