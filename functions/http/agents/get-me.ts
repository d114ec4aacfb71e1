import * as z from 'zod/mini';
import type { Contract } from '#http/edge/contract.ts';
import { refused } from '#http/edge/problems.ts';
import { keyJson, ownAgentJson } from './agent-json.ts';

const meJson = z
  .strictObject({
    agent: ownAgentJson,
    key: keyJson,
    mail: z
      .strictObject({
        sender: z
          .nullable(z.string())
          .check(z.meta({ description: 'The sender of mail to customers; null if the desk sends none' })),
        inbound_domain: z
          .nullable(z.string())
          .check(z.meta({ description: 'The domain at which the desk receives mail; null if it receives none' })),
      })
      .check(z.meta({ description: 'The mail that the desk sends and receives' })),
  })
  .check(z.meta({ id: 'Me' }));

export type MeJson = z.output<typeof meJson>;

export const getMeContract = {
  summary: 'Get the agent whose key this is',
  responses: { 200: { description: 'The agent and the key', schema: meJson }, ...refused.agent },
} satisfies Contract;
