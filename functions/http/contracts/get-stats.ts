import * as z from 'zod/mini';
import type { Contract } from '../contract.ts';
import { refused } from './problems.ts';

const count = z.int().check(z.nonnegative());

export const getStatsContract = {
  summary: 'Count tickets by status',
  description: 'Counts may be 30 seconds old. `agent` is the name the key was made for.',
  answers: {
    200: {
      description: 'The counts',
      schema: z.strictObject({ open: count, in_progress: count, closed: count, total: count, agent: z.string() }),
    },
    ...refused.agent,
  },
} satisfies Contract;
