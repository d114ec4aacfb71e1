import { log } from './adapters/logger.ts';
import { anyone } from './http/callers.ts';
import { checkHealthContract } from './http/contracts/check-health.ts';
import { endpoint, ok } from './http/endpoint.ts';

export const handler = endpoint({
  log,
  contract: checkHealthContract,
  caller: anyone,
  handle: async () => ok({ status: 'ok' }),
});
