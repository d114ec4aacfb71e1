import * as z from 'zod/mini';
import type { Contract } from './contract.ts';

export const checkHealthContract = {
  summary: 'Health check: is the API up?',
  description: 'Checks the API alone, not the database behind it.',
  responses: { 200: { description: 'It is up', schema: z.strictObject({ status: z.literal('ok') }) } },
} satisfies Contract;
