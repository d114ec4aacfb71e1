import { describe, expect, test } from 'vitest';
import { consumers } from '#lib/consumers.ts';
import { consumerEnvironment, functionEnvironment, mailEventsEnvironment } from '#lib/function-environment.ts';
import { mailEvents } from '#lib/mail-events.ts';
import { routes } from '#lib/routes.ts';
import { parseSettings } from '#lib/settings.ts';
import { deskTemplate, flat, resource } from './desk-template.ts';
import { example, withMail, withSecret } from './example-settings.ts';

const service = {
  dashboardUrl: 'https://desk.example/static/admin-support.html',
  configurationSet: 'the-set',
  patienceMs: 10_000,
};
const tables = { tickets: 'the-tickets', agents: 'the-agents', views: 'the-views' };

function environmentOf(entry: string, settings: Readonly<Record<string, unknown>> = example) {
  const consumer = consumers.find((it) => it.entry === entry);
  if (consumer) return consumerEnvironment(consumer, parseSettings(settings), tables, service);
  if (entry === mailEvents.entry) return mailEventsEnvironment(parseSettings(settings), tables);
  const route = routes.find((it) => it.entry === entry);
  if (!route) throw new Error(`No route has the entry ${entry}.`);
  return functionEnvironment(route, parseSettings(settings), tables);
}

test.each([
  ['submit-ticket', ['PRICING_URL', 'SUPPORT_TIERS', 'TICKETS_TABLE', 'TOKENS']],
  ['check-access', ['PRICING_URL', 'SUPPORT_TIERS', 'TOKENS']],
  ['list-own-tickets', ['TICKETS_TABLE', 'TOKENS']],
  ['get-own-ticket', ['TICKETS_TABLE', 'TOKENS']],
  ['add-own-reply', ['TICKETS_TABLE', 'TOKENS']],
  ['list-tickets', ['AGENTS_TABLE', 'TICKETS_TABLE', 'VIEWS_TABLE']],
  ['get-ticket', ['AGENTS_TABLE', 'TICKETS_TABLE', 'VIEWS_TABLE']],
  ['update-ticket', ['AGENTS_TABLE', 'TICKETS_TABLE']],
  ['add-reply', ['AGENTS_TABLE', 'TICKETS_TABLE']],
  ['close-ticket', ['AGENTS_TABLE', 'TICKETS_TABLE']],
  ['resend-mail', ['AGENTS_TABLE', 'TICKETS_TABLE', 'VIEWS_TABLE']],
  ['list-suppressed-addresses', ['AGENTS_TABLE', 'TICKETS_TABLE']],
  ['allow-address', ['AGENTS_TABLE', 'TICKETS_TABLE']],
  ['list-canned-replies', ['AGENTS_TABLE', 'TICKETS_TABLE']],
  ['save-canned-reply', ['AGENTS_TABLE', 'TICKETS_TABLE']],
  ['delete-canned-reply', ['AGENTS_TABLE', 'TICKETS_TABLE']],
  ['get-stats', ['AGENTS_TABLE', 'TARGETS', 'TICKETS_TABLE', 'VIEWS_TABLE']],
  ['project-views', ['VIEWS_TABLE']],
  ['record-mail-event', ['TICKETS_TABLE']],
  ['check-health', []],
  ['refuse-unknown-route', ['ROUTES']],
])('%s is told what it needs and nothing more', (entry, names) => {
  const { LOG_LEVEL, POWERTOOLS_SERVICE_NAME, POWERTOOLS_METRICS_NAMESPACE, ...rest } = environmentOf(entry);
  expect([LOG_LEVEL, POWERTOOLS_SERVICE_NAME, POWERTOOLS_METRICS_NAMESPACE]).toEqual([
    'INFO',
    'support-desk',
    'SupportDesk',
  ]);
  expect(Object.keys(rest).sort()).toEqual(names);
});

test('what sends mail is told whom it comes from, whom it goes to, and what its links lead to', () => {
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
  const replyTo = { ...withMail, mail: { ...withMail.mail, replyTo: 'help@example.com' } };
  expect(environmentOf('notify', replyTo).MAIL_REPLY_TO).toBe('help@example.com');
  expect(SUPPORT_TIERS).toBe(environmentOf('submit-ticket').SUPPORT_TIERS);
  for (const entry of ['get-stats', 'check-access', 'allow-address']) {
    expect(environmentOf(entry, withMail).MAIL_SENDER).toBe('support@example.com');
    expect(environmentOf(entry)).not.toHaveProperty('MAIL_SENDER');
  }
  expect(environmentOf('list-suppressed-addresses', withMail)).toHaveProperty('ADMIN_ADDRESSES', told.ADMIN_ADDRESSES);
});

test('the tables are named', () => {
  expect(environmentOf('list-tickets')).toMatchObject({ TICKETS_TABLE: 'the-tickets', AGENTS_TABLE: 'the-agents' });
});

describe('how tokens are verified', () => {
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

  test('with a shared secret, of which only the name is told', () => {
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

test('the function for unknown routes knows every other', () => {
  const known = JSON.parse(environmentOf('refuse-unknown-route').ROUTES ?? '');
  expect(known).toHaveLength(routes.length - 1);
  expect(known).toContainEqual(['POST', '/api/support/contact']);
  expect(JSON.stringify(known)).not.toContain('$default');
});

test('the stack sets exactly these variables', () => {
  const functions = deskTemplate().findResources('AWS::Lambda::Function');
  const settings = parseSettings(example);
  for (const route of routes) {
    const deployed = Object.values(functions).find(
      ({ Properties }) => Properties.Description === `${route.method} ${route.path}`,
    );
    const variables = deployed?.Properties.Environment.Variables;
    const names = { tickets: variables.TICKETS_TABLE, agents: variables.AGENTS_TABLE, views: variables.VIEWS_TABLE };
    expect(variables).toEqual(functionEnvironment(route, settings, names));
    expect(JSON.stringify(names)).toMatch(
      /^\{("tickets":\{"Ref":"Tickets\w+"\})?,?("agents":\{"Ref":"Agents\w+"\})?,?("views":\{"Ref":"Views\w+"\})?\}$/,
    );
  }
});

test('and these for what follows the stream', () => {
  const views = resource(deskTemplate(), 'AWS::Lambda::Function', 'projectviews').Properties.Environment.Variables;
  const [consumer] = consumers;
  const names = { tickets: '', views: views.VIEWS_TABLE };
  expect(views).toEqual(consumerEnvironment(consumer, parseSettings(example), names, service));
  expect(flat(views.VIEWS_TABLE)).toMatch(/^<Views\w+>$/);
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
