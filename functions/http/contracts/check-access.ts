import * as z from 'zod/mini';
import type { Contract } from '../contract.ts';
import { refused } from './problems.ts';

export const checkAccessContract = {
  summary: 'May this customer ask for support?',
  answers: {
    200: {
      description: 'Yes',
      schema: z.strictObject({ allowed: z.literal(true), support_level: z.string(), email: z.string() }),
    },
    ...refused.customer,
  },
} satisfies Contract;
