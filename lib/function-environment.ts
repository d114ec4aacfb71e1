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
    ...(saysWhetherMailIsSent(route) && settings.mail && { MAIL_SENDER: settings.mail.sender }),
    ...(route.entry === 'list-suppressed-addresses' && settings.mail && adminAddresses(settings.mail)),
    ...(route.caller === 'agent' && { AGENTS_TABLE: tables.agents }),
    ...(readsTokens(route) && { TOKENS: tokenSettings(settings) }),
    ...(route.caller === 'paying_customer' && {
      PRICING_URL: settings.pricingUrl,
      SUPPORT_TIERS: JSON.stringify(settings.supportTiers),
    }),
    ...(route.method === '$default' && { ROUTES: JSON.stringify(knownRoutes) }),
  };
}

const saysWhetherMailIsSent = ({ entry, ses }: Route): boolean =>
  ['get-stats', 'check-access', 'resend-mail'].includes(entry) || ses.length > 0;

/** What mails are sent with. */
export interface MailService {
  /** The page that agents' links lead to. */
  readonly dashboardUrl: string;
  /** The configuration set's name in SES. */
  readonly configurationSet: string;
  /** How long each mail waits for the answer of SES. */
  readonly patienceMs: number;
}

/** The variables the function of a consumer gets. */
export function consumerEnvironment(
  { tickets, views, sendsMail }: Consumer,
  settings: Settings,
  tables: Pick<TableNames, 'tickets' | 'views'>,
  service: MailService,
): Record<string, string> {
  return {
    ...logging(settings),
    ...(tickets.length > 0 && { TICKETS_TABLE: tables.tickets }),
    ...(views.length > 0 && { VIEWS_TABLE: tables.views }),
    ...(sendsMail && mailing(settings, service)),
  };
}

/** The variables the function gets that takes what SES tells of mails. */
export const mailEventsEnvironment = (
  settings: Settings,
  tables: Pick<TableNames, 'tickets'>,
): Record<string, string> => ({
  ...logging(settings),
  TICKETS_TABLE: tables.tickets,
});

const logging = ({ stackName }: Settings) => ({
  LOG_LEVEL: 'INFO',
  POWERTOOLS_SERVICE_NAME: serviceName,
  POWERTOOLS_METRICS_NAMESPACE: stackName,
});

const adminAddresses = (mail: NonNullable<Settings['mail']>) => ({
  ADMIN_ADDRESSES: JSON.stringify(mail.adminAddresses),
});

/** The shapes are those of `functions/adapters/environment.ts`. */
function mailing({ mail, supportTiers }: Settings, { dashboardUrl, configurationSet, patienceMs }: MailService) {
  if (!mail) throw new Error('Without the setting "mail" no function sends mail.');
  return {
    MAIL_SENDER: mail.sender,
    MAIL_CONFIGURATION_SET: configurationSet,
    MAIL_PATIENCE_MS: String(patienceMs),
    SHOP_NAME: mail.shopName,
    SUPPORT_PAGE_URL: mail.supportPageUrl,
    DASHBOARD_URL: dashboardUrl,
    ...adminAddresses(mail),
    SUPPORT_TIERS: JSON.stringify(supportTiers),
    ...(mail.signature !== undefined && { MAIL_SIGNATURE: mail.signature }),
    ...(mail.replyTo !== undefined && { MAIL_REPLY_TO: mail.replyTo }),
  };
}

/** The `TOKENS` variable, of which `functions/adapters/tokens/token-settings.ts` has the shape. */
export const tokenSettings = (settings: Settings): string =>
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
