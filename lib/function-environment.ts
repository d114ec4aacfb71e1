import { environmentNames, type Variable } from '#functions/environment-names.ts';
import { workingMilliseconds } from './hours-setting.ts';
import { type FunctionNeeds, type PhysicalNames, resources, touched } from './resources.ts';
import { routes } from './routes.ts';
import type { Settings } from './settings.ts';

/** The `service` of every line of the log and of every custom metric. */
export const serviceName = 'support-desk';

/** The settings that mails are sent with. */
export interface MailService {
  /** The page that links for agents open. */
  readonly dashboardUrl: string;
  /** The configuration set's name in SES. */
  readonly configurationSet: string;
  /** The longest to wait for SES's response to each mail. */
  readonly patienceMs: number;
}

/**
 * Returns the variables of a function, in AWS and on this machine: those that lead to what it touches, and those that it reads. `service` is for
 * functions that send mail; throws if one of them gets none.
 */
export function functionEnvironment(
  needs: FunctionNeeds,
  settings: Settings,
  names: PhysicalNames,
  service?: MailService,
): Record<string, string> {
  const leading = touched(needs).flatMap(([name]) => resources[name].variables);
  const variables = new Set<Variable>(['metricsNamespace', ...leading, ...(needs.reads ?? [])]);
  const set = [...variables].flatMap((variable) => {
    const value = values[variable]({ settings, names, service });
    return value === undefined ? [] : [[environmentNames[variable], value]];
  });
  return { ...powertools, ...Object.fromEntries(set) };
}

/** Returns the name of the SSM SecureString with the keys of reply addresses, which the command line makes. */
export const replyKeysParameter = ({ stackName }: Pick<Settings, 'stackName'>): string => `/${stackName}/reply-keys`;

/** Returns the tiers as functions have them: with working time in milliseconds. */
export const tiersOf = ({ supportTiers, hours }: Pick<Settings, 'supportTiers' | 'hours'>) =>
  supportTiers.map(({ replyWithin, resolveWithin, ...tier }) => ({
    ...tier,
    ...(replyWithin !== undefined && { replyWithin: workingMilliseconds(replyWithin, hours) }),
    ...(resolveWithin !== undefined && { resolveWithin: workingMilliseconds(resolveWithin, hours) }),
  }));

/** The variables that Powertools reads by itself. */
const powertools = { LOG_LEVEL: 'INFO', POWERTOOLS_SERVICE_NAME: serviceName };

interface Surroundings {
  readonly settings: Settings;
  readonly names: PhysicalNames;
  readonly service: MailService | undefined;
}

/** The value of each variable; undefined where the settings have none. `functions/adapters/environment.ts` has their schemas. */
const values: Readonly<Record<Variable, (surroundings: Surroundings) => string | undefined>> = {
  ticketsTable: ({ names }) => names.tickets,
  viewsTable: ({ names }) => names.views,
  personalTable: ({ names }) => names.personal,
  agentsTable: ({ names }) => names.agents,
  fileBucket: ({ names }) => names.fileBucket,
  tokens: ({ settings }) => tokenSettings(settings),
  pricingUrl: ({ settings }) => settings.pricingUrl,
  supportTiers: ({ settings }) => JSON.stringify(tiersOf(settings)),
  hours: ({ settings }) => settings.hours && JSON.stringify(settings.hours),
  targets: ({ settings }) => JSON.stringify(settings.targets),
  autoClose: ({ settings }) => settings.autoClose && JSON.stringify(settings.autoClose),
  assignOnReply: ({ settings }) => settings.assignOnReply?.toString(),
  routes: () => JSON.stringify(knownRoutes),
  mailSender: ({ settings }) => settings.mail?.sender,
  mailConfigurationSet: ({ service }) => given(service).configurationSet,
  mailPatienceMs: ({ service }) => String(given(service).patienceMs),
  mailSignature: ({ settings }) => settings.mail?.signature,
  mailReplyTo: ({ settings }) => settings.mail?.replyTo,
  inboundDomain: ({ settings }) => settings.mail?.inbound?.domain,
  newTickets: ({ settings }) => settings.mail?.inbound?.newTickets,
  heldDays: ({ settings }) => settings.mail?.inbound?.heldDays.toString(),
  replyKeys: ({ settings }) => settings.mail?.inbound && replyKeysParameter(settings),
  adminAddresses: ({ settings }) => settings.mail && JSON.stringify(settings.mail.adminAddresses),
  shopName: ({ settings }) => settings.mail?.shopName,
  supportPageUrl: ({ settings }) => settings.mail?.supportPageUrl,
  dashboardUrl: ({ service }) => given(service).dashboardUrl,
  eventBus: ({ names }) => names.eventBus,
  metricsNamespace: ({ settings }) => settings.stackName,
};

function given(service: MailService | undefined): MailService {
  if (!service) throw new Error('Without the setting "mail" no function sends mail.');
  return service;
}

/** The `TOKENS` variable, of which `functions/adapters/tokens/token-settings.ts` has the schema. */
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
