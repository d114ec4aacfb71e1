import * as z from 'zod/mini';
import type { Contract } from './contract.ts';

export const checkHealthContract = {
  summary: 'Is the API there?',
  description: 'Touches nothing behind it.',
  answers: { 200: { description: 'It is', schema: z.strictObject({ status: z.literal('ok') }) } },
} satisfies Contract;
