import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { functionFile } from '#bin/build-desk.ts';
import { environmentNames } from '#functions/environment-names.ts';
import { consumers } from '#lib/consumers.ts';
import { entries } from '#lib/entries.ts';
import { functionEnvironment } from '#lib/function-environment.ts';
import { inboundMail } from '#lib/inbound-mail.ts';
import { mailEvents } from '#lib/mail-events.ts';
import { needsOf } from '#lib/route-needs.ts';
import { routes } from '#lib/routes.ts';
import { scheduled } from '#lib/schedule.ts';
import { parseSettings } from '#lib/settings.ts';
import { subscribers } from '#lib/subscribers.ts';
import { deskTemplate, flat, resource } from './desk-template.ts';
import { example, withInbound, withMail, withSecret } from './example-settings.ts';

const service = {
  dashboardUrl: 'https://desk.example/static/admin-support.html',
  configurationSet: 'the-set',
  patienceMs: 10_000,
};
const names = {
  tickets: 'the-tickets',
  agents: 'the-agents',
  personal: 'the-personal',
  views: 'the-views',
  fileBucket: 'the-bucket',
  eventBus: 'the-bus',
};

function environmentOf(entry: string, settings: Readonly<Record<string, unknown>> = example) {
  const route = routes.find((one) => one.entry === entry);
  const others = [...consumers, ...subscribers, ...scheduled, mailEvents, inboundMail];
  const needs = route ? needsOf(route) : others.find((one) => one.entry === entry);
  if (!needs) throw new Error(`No function has the entry ${entry}.`);
  return functionEnvironment(needs, parseSettings(settings), names, service);
}

const withAllSettings = {
  ...withInbound,
  autoClose: {},
  assignOnReply: true,
  hours: {
    timeZone: 'Europe/Berlin',
    periods: { monday: [{ from: '09:00', to: '17:00' }], friday: [{ from: '09:00', to: '13:00' }] },
  },
  supportTiers: [
    { credits: 1, name: 'Email', responseHours: 48, priority: 'normal', replyWithin: '90m', resolveWithin: '2d' },
  ],
  mail: { ...withInbound.mail, signature: 'QuickTools, Main Street 1' },
};
/** A desk receives replies, or a mailbox does. */
const withMailbox = { ...withMail, mail: { ...withMail.mail, replyTo: 'help@example.com' } };

/** The variables that the stack sets for the function of an entry. */
function deployedVariables(entry: string, template = withEverything): Record<string, string> {
  const { Properties } = resource(template, 'AWS::Lambda::Function', entry.replaceAll('-', ''));
  const variables = Object.entries(Properties.Environment.Variables);
  return Object.fromEntries(variables.map(([name, value]) => [name, flat(value)]));
}

const withEverything = deskTemplate(withAllSettings);
const withReplyTo = deskTemplate(withMailbox);
const withoutMail = deskTemplate();
let starts = 0;

/** Starts the bundle of an entry in an environment; returns the variables of the desk that it read. */
async function readAtStart(entry: string, environment: Readonly<Record<string, string>>): Promise<string[]> {
  const read = new Set<string>();
  const before = process.env;
  process.env = new Proxy({ ...environment, AWS_REGION: 'eu-central-1' } as NodeJS.ProcessEnv, {
    get(variables, name) {
      read.add(String(name));
      return Reflect.get(variables, name);
    },
  });
  try {
    const { href } = pathToFileURL(functionFile(before.SUPPORT_DESK_BUILD ?? '', entry));
    starts += 1;
    await import(`${href}?start=${starts}`);
  } finally {
    process.env = before;
  }
  return Object.values(environmentNames).filter((name) => read.has(name));
}

/** The variables of the log, which are read once for all functions of this process, and Node's. */
const ofLog = ['NODE_OPTIONS', 'LOG_LEVEL', 'POWERTOOLS_SERVICE_NAME', 'POWERTOOLS_METRICS_NAMESPACE'];

describe.each(entries)('the function %s', (entry) => {
  test('reads every variable that the stack sets, and no other', async () => {
    const set = deployedVariables(entry);
    const elsewhere = entry === inboundMail.entry ? {} : deployedVariables(entry, withReplyTo);
    const own = Object.keys({ ...set, ...elsewhere }).filter((name) => !ofLog.includes(name));
    expect(Object.keys(set)).toEqual(expect.arrayContaining(ofLog.slice(1)));
    expect((await readAtStart(entry, set)).filter((name) => !ofLog.includes(name)).sort()).toEqual(own.sort());
  });

  test('starts on a desk without mail, unless it is only there for mail', async () => {
    if (['publish-events', 'notify', mailEvents.entry, inboundMail.entry].includes(entry)) return;
    await expect(readAtStart(entry, deployedVariables(entry, withoutMail))).resolves.toBeDefined();
  });
});

test('a function that lacks a variable does not start, and names it', async () => {
  const { AGENTS_TABLE, TARGETS, ...rest } = deployedVariables('get-stats');
  await expect(readAtStart('get-stats', rest)).rejects.toThrow(
    'Environment variables: AGENTS_TABLE is not set, TARGETS is not set.',
  );
});

test('functions that take tickets get the hours, and working time in milliseconds: a day is a usual one', () => {
  for (const entry of ['submit-ticket', 'accept-held-mail', 'receive-mail']) {
    const { HOURS, SUPPORT_TIERS } = environmentOf(entry, withAllSettings);
    expect(JSON.parse(HOURS ?? '')).toEqual({ ...withAllSettings.hours, daysOff: [] });
    const [tier] = JSON.parse(SUPPORT_TIERS ?? '');
    expect(tier).toMatchObject({ replyWithin: 90 * 60_000, resolveWithin: 2 * 6 * 3_600_000 });
  }
  const supportTiers = [{ ...withAllSettings.supportTiers[0], replyWithin: '2d' }];
  const { HOURS, SUPPORT_TIERS } = environmentOf('submit-ticket', { ...example, supportTiers });
  expect(HOURS).toBeUndefined();
  expect(JSON.parse(SUPPORT_TIERS ?? '')[0].replyWithin).toBe(48 * 3_600_000);
});

test('a function that sends mail gets the sender, the recipients, and the targets of its links', () => {
  const { SUPPORT_TIERS, ...told } = environmentOf('notify', withMail);
  expect(told).toMatchObject({
    TICKETS_TABLE: 'the-tickets',
    VIEWS_TABLE: 'the-views',
    MAIL_SENDER: 'support@example.com',
    MAIL_CONFIGURATION_SET: 'the-set',
    MAIL_PATIENCE_MS: '10000',
    SHOP_NAME: 'QuickTools',
    SUPPORT_PAGE_URL: 'https://www.example.com/support',
    DASHBOARD_URL: 'https://desk.example/static/admin-support.html',
    ADMIN_ADDRESSES: '["dana@example.com"]',
  });
  expect(told).not.toHaveProperty('MAIL_SIGNATURE');
  expect(told).not.toHaveProperty('MAIL_REPLY_TO');
  expect(environmentOf('notify', withMailbox).MAIL_REPLY_TO).toBe('help@example.com');
  expect(SUPPORT_TIERS).toBe(environmentOf('submit-ticket').SUPPORT_TIERS);
  for (const entry of ['get-stats', 'check-access', 'allow-address']) {
    expect(environmentOf(entry, withMail).MAIL_SENDER).toBe('support@example.com');
    expect(environmentOf(entry)).not.toHaveProperty('MAIL_SENDER');
  }
  expect(environmentOf('list-suppressed-addresses', withMail)).toHaveProperty('ADMIN_ADDRESSES', told.ADMIN_ADDRESSES);
});

test('the variables name the tables', () => {
  expect(environmentOf('list-tickets')).toMatchObject({ TICKETS_TABLE: 'the-tickets', AGENTS_TABLE: 'the-agents' });
});

describe('tokens are verified', () => {
  const tokens = (settings: Readonly<Record<string, unknown>>) =>
    JSON.parse(environmentOf('check-access', settings).TOKENS ?? '');

  test('with public keys', () => {
    expect(tokens(example)).toEqual({
      keys: { jwksUrl: 'https://www.example.com/.well-known/jwks.json' },
      issuer: 'https://www.example.com',
      audience: ['support-desk'],
      optionalClaims: [],
      claims: {
        userId: 'sub',
        email: 'email',
        name: 'name',
        creditsPurchased: 'credits_purchased',
        supportTier: 'support_tier',
      },
      maxLifetimeSeconds: 86_400,
    });
  });

  test('with a shared secret, of which only the parameter’s name is passed', () => {
    expect(tokens(withSecret).keys).toEqual({ secretParameter: '/shop/jwt-secret' });
  });

  test('without the claims that the settings opted out of', () => {
    const { jwtIssuer: _, jwtAudience: __, ...rest } = example;
    expect(tokens({ ...rest, jwtOptionalClaims: ['iss', 'aud', 'exp'] })).toMatchObject({
      issuer: null,
      audience: [],
      optionalClaims: ['iss', 'aud', 'exp'],
    });
  });
});

test('the function for unknown routes gets every other route', () => {
  const known = JSON.parse(environmentOf('refuse-unknown-route').ROUTES ?? '');
  expect(known).toHaveLength(routes.length - 1);
  expect(known).toContainEqual(['POST', '/api/support/contact']);
  expect(JSON.stringify(known)).not.toContain('$default');
});

test('the stack sets exactly these variables', () => {
  for (const entry of entries) {
    const set = deployedVariables(entry);
    const { MAIL_CONFIGURATION_SET, DASHBOARD_URL, ...rest } = environmentOf(entry, withAllSettings);
    expect(set).toMatchObject({
      ...rest,
      ...(rest.TICKETS_TABLE && { TICKETS_TABLE: expect.stringMatching(/^<Tickets\w+>$/) }),
      ...(rest.PERSONAL_TABLE && { PERSONAL_TABLE: expect.stringMatching(/^<Personal\w+>$/) }),
      ...(rest.FILE_BUCKET && { FILE_BUCKET: expect.stringMatching(/^support-desk-files-/) }),
      ...(rest.AGENTS_TABLE && { AGENTS_TABLE: expect.stringMatching(/^<Agents\w+>$/) }),
      ...(rest.FILE_BUCKET && { FILE_BUCKET: expect.stringMatching(/^support-desk-files-/) }),
      ...(rest.EVENT_BUS && { EVENT_BUS: expect.stringMatching(/^<Events\w+>$/) }),
      ...(rest.VIEWS_TABLE && { VIEWS_TABLE: expect.stringMatching(/^<Views\w+>$/) }),
    });
  }
});

test('the longest settings fit what Lambda allows a function', () => {
  const supportTiers = Array.from({ length: 14 }, (_, index) => ({
    credits: index + 1,
    name: `Tier ${index}`.padEnd(100, '.'),
    responseHours: 8760,
    priority: 'normal',
  }));
  const variables = environmentOf('submit-ticket', { ...withSecret, supportTiers });
  expect(Buffer.byteLength(JSON.stringify(variables))).toBeLessThan(4096);
});
