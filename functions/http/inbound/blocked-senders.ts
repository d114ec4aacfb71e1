import * as z from 'zod/mini';
import { addressPath } from '#http/edge/address-path.ts';
import type { Contract } from '#http/edge/contract.ts';
import { refused } from '#http/edge/problems.ts';

const done = z.strictObject({ success: z.literal(true) });

export const blockSenderContract = {
  summary: 'Block a sender',
  description:
    'All mail from this address is held from now on, with the reason `blocked`. What arrived before stays as it is. Also succeeds for an address that is blocked.',
  path: addressPath,
  responses: {
    200: { description: 'Mail from the address is held', schema: done },
    ...refused.agent,
    422: { description: 'Not a valid email address' },
  },
} satisfies Contract;

export const allowSenderContract = {
  summary: 'Unblock a sender',
  description:
    'Mail from this address is received again. What was held meanwhile stays held. Also succeeds for an address that is not blocked.',
  path: addressPath,
  responses: {
    200: { description: 'Mail from the address is received again', schema: done },
    ...refused.agent,
    422: { description: 'Not a valid email address' },
  },
} satisfies Contract;
