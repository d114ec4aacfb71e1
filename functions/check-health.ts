import { log } from '#adapters/logger.ts';
import { anyone } from '#http/edge/callers.ts';
import { checkHealthContract } from '#http/edge/check-health.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';

export const handler = endpoint({
  log,
  contract: checkHealthContract,
  caller: anyone,
  handle: async () => ok({ status: 'ok' }),
});
