import type { Consumer } from './consumers.ts';
import { type Route, readsTokens, routes } from './routes.ts';
import type { Settings } from './settings.ts';

/** The tables' physical names. */
export interface TableNames {
  readonly tickets: string;
  readonly agents: string;
  readonly views: string;
}

/** The `service` of every line of the log and of every custom metric. */
export const serviceName = 'support-desk';

/** The variables the function of a route gets, in AWS and on this machine: what its entry reads and nothing more. */
export function functionEnvironment(route: Route, settings: Settings, tables: TableNames): Record<string, string> {
  const { tickets, ticketsByStatus, ticketsByCustomer } = route;
  const touchesTickets = [tickets, ticketsByStatus, ticketsByCustomer].some((actions) => actions.length > 0);
  return {
    ...logging(settings),
    ...(touchesTickets && { TICKETS_TABLE: tables.tickets }),
    ...(route.views.length > 0 && { VIEWS_TABLE: tables.views }),
    ...(route.entry === 'get-stats' && { TARGETS: JSON.stringify(settings.targets) }),
    ...(route.caller === 'agent' && { AGENTS_TABLE: tables.agents }),
    ...(readsTokens(route) && { TOKENS: tokens(settings) }),
    ...(route.caller === 'paying_customer' && offer(settings)),
    ...(route.method === '$default' && { ROUTES: JSON.stringify(knownRoutes) }),
  };
}

/** The variables the function of a consumer gets: its records bring the tickets along. */
export function consumerEnvironment(
  { views }: Consumer,
  settings: Settings,
  tables: Pick<TableNames, 'views'>,
): Record<string, string> {
  return { ...logging(settings), ...(views.length > 0 && { VIEWS_TABLE: tables.views }) };
}

const logging = ({ stackName }: Settings) => ({
  LOG_LEVEL: 'INFO',
  POWERTOOLS_SERVICE_NAME: serviceName,
  POWERTOOLS_METRICS_NAMESPACE: stackName,
});

/** Their shapes are those of `functions/adapters/environment.ts`. */
const offer = ({ pricingUrl, supportTiers }: Settings) => ({
  PRICING_URL: pricingUrl,
  SUPPORT_TIERS: JSON.stringify(supportTiers),
});

const tokens = (settings: Settings): string =>
  JSON.stringify({
    keys: settings.jwtSecretParameter
      ? { secretParameter: settings.jwtSecretParameter }
      : { jwksUrl: settings.jwtJwksUrl },
    issuer: settings.jwtIssuer ?? null,
    audience: settings.jwtAudience ?? [],
    optionalClaims: settings.jwtOptionalClaims,
    claims: settings.jwtClaims,
    maxLifetimeSeconds: settings.jwtMaxLifetimeSeconds,
  });

const knownRoutes = routes.filter(({ method }) => method !== '$default').map(({ method, path }) => [method, path]);
