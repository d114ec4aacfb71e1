import * as z from 'zod/mini';
import type { Contract } from '#http/edge/contract.ts';
import { refused } from '#http/edge/problems.ts';
import { pathId } from '#http/edge/uuid.ts';
import { linkJson } from '#http/ticket/link-json.ts';

const contract = {
  summary: 'Get a link to a file',
  description:
    'The link works for five minutes, for anyone who has it. Images (PNG, JPEG, GIF, WebP) can be shown; everything else is a download.',
  path: z.strictObject({ ticket_id: pathId(), file_id: pathId() }),
  responses: {
    200: { description: 'The link', schema: linkJson },
  },
} as const;

const { 401: unauthorized, 503: unreachable } = refused.customer;

export const getOwnFileContract = {
  ...contract,
  responses: {
    ...contract.responses,
    401: unauthorized,
    404: { description: 'The customer has no ticket or no file with this id' },
    503: unreachable,
  },
} satisfies Contract;

export const getFileContract = {
  ...contract,
  responses: {
    ...contract.responses,
    ...refused.agent,
    404: { description: 'No ticket or no file has this id' },
  },
} satisfies Contract;
