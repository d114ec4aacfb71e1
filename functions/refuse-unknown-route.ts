import { environment, routes } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { anyone } from '#http/edge/callers.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { refuseUnknownRouteContract } from '#http/edge/refuse-unknown-route.ts';
import { unknownRoute } from '#http/edge/unknown-route.ts';

const env = environment({ routes });

export const handler = endpoint({
  log,
  contract: refuseUnknownRouteContract,
  caller: anyone,
  handle: async ({ event }) => {
    throw unknownRoute(env.routes, event.rawPath);
  },
});
