import { environmentJson } from './adapters/environment.ts';
import { log } from './adapters/logger.ts';
import { anyone } from './http/callers.ts';
import { refuseUnknownRouteContract } from './http/contracts/refuse-unknown-route.ts';
import { endpoint } from './http/endpoint.ts';
import { unknownRoute } from './http/unknown-route.ts';

const routes = environmentJson<[method: string, path: string][]>('ROUTES');

export const handler = endpoint({
  log,
  contract: refuseUnknownRouteContract,
  caller: anyone,
  handle: async ({ event }) => {
    throw unknownRoute(routes, event.rawPath);
  },
});
