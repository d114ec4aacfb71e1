import { describe, expect, test } from 'vitest';
import { parseSettings, settingsSchema } from '#lib/settings.ts';
import { SettingsError } from '#lib/settings-mistakes.ts';
import { context, example, withMail, withSecret } from './example-settings.ts';

/** Returns the mistakes that a deployer sees for a block. */
function mistakes(block: unknown): readonly string[] {
  try {
    parseSettings(block);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.mistakes;
    throw error;
  }
}

const changed = (changes: Record<string, unknown>) => mistakes({ ...example, ...changes });
const tier = { credits: 1, name: 'Email', responseHours: 48, priority: 'normal' };

test('the example is complete, and every other setting has a default', () => {
  expect(parseSettings(example)).toEqual({
    ...example,
    jwtAudience: ['support-desk'],
    jwtOptionalClaims: [],
    jwtClaims: {
      userId: 'sub',
      email: 'email',
      name: 'name',
      creditsPurchased: 'credits_purchased',
      supportTier: 'support_tier',
    },
    jwtMaxLifetimeSeconds: 86_400,
    supportTiers: [
      { credits: 1, name: 'Email (48h response)', responseHours: 48, priority: 'normal' },
      { credits: 10_000, name: 'Priority email (24h response)', responseHours: 24, priority: 'high' },
    ],
    production: true,
    stackName: 'SupportDesk',
    logRetentionDays: 30,
    throttle: { rate: 50, burst: 100 },
    targets: { open: 5, hoursToClose: { good: 24, late: 48 } },
  });
});

test("the deployer's own block is empty, and reports everything missing", () => {
  expect(mistakes(context.desk)).toEqual([
    expect.stringMatching(/^pricingUrl is missing: /),
    expect.stringMatching(/^jwtIssuer is missing: .*"iss" in jwtOptionalClaims/),
    expect.stringMatching(/^jwtAudience is missing: .*"aud" in jwtOptionalClaims/),
    expect.stringMatching(/^jwtJwksUrl is missing: .*jwtSecretParameter/),
  ]);
});

test('a block that is missing or not an object is one mistake', () => {
  expect(mistakes(undefined)).toEqual([expect.stringMatching(/^The block is missing: /)]);
  for (const block of [null, 'desk', []])
    expect(mistakes(block)).toEqual([expect.stringMatching(/^The block isn't valid: /)]);
});

test('every setting is described', () => {
  for (const [key, setting] of Object.entries(settingsSchema.shape)) expect(setting.description, key).toMatch(/\.$/);
});

test('all mistakes are reported at once, whatever their kind', () => {
  const found = changed({
    jwtIssuer: undefined,
    production: 'yes',
    jwtSecretParameter: '/shop/secret',
    pricingURL: 'x',
  });
  expect(found.map((mistake) => mistake.split(' ')[0]).sort()).toEqual([
    'jwtIssuer',
    'jwtSecretParameter',
    'pricingURL',
    'production',
  ]);
});

test('the error is readable and repeats no value, which may be a misplaced secret', () => {
  const secret = 'hunter2 hunter2 hunter2';
  expect(() => parseSettings({ ...example, jwtSecretParameter: secret, jwtJwksUrl: secret })).toThrow(
    /^The settings have 3 mistakes:\n\n {2}jwtJwksUrl .*\n {2}jwtSecretParameter .*\n {2}jwtSecretParameter .*\n$/,
  );
  expect(changed({ jwtSecretParameter: secret }).join()).not.toContain('hunter2');
});

describe('tokens', () => {
  test('can be verified with a shared secret instead of public keys', () => {
    expect(parseSettings(withSecret)).toMatchObject({ jwtSecretParameter: '/shop/jwt-secret' });
  });

  test("can't have both kinds of keys", () => {
    expect(changed({ jwtSecretParameter: '/shop/jwt-secret' })).toEqual([
      expect.stringMatching(/^jwtSecretParameter is given together with jwtJwksUrl: /),
    ]);
  });

  test('need keys even if nothing else is required', () => {
    const optional = { jwtIssuer: undefined, jwtAudience: undefined, jwtOptionalClaims: ['exp', 'iat', 'iss', 'aud'] };
    expect(changed(optional)).toEqual([]);
    expect(changed({ ...optional, jwtJwksUrl: undefined })).toEqual([expect.stringMatching(/^jwtJwksUrl is missing/)]);
  });

  test.each([
    ['jwtIssuer', 'iss'],
    ['jwtAudience', 'aud'],
  ])('need %s or an opt-out of %s', (key, claim) => {
    expect(changed({ [key]: undefined })).toEqual([expect.stringMatching(new RegExp(`^${key} is missing: `))]);
    expect(changed({ [key]: undefined, jwtOptionalClaims: [claim] })).toEqual([]);
    expect(changed({ jwtOptionalClaims: [claim] })).toEqual([
      expect.stringMatching(new RegExp(`^${key} is given although `)),
    ]);
  });

  test('may have one of several audiences', () => {
    expect(parseSettings({ ...example, jwtAudience: ['a', 'b'] }).jwtAudience).toEqual(['a', 'b']);
  });
});

test('some claims may be renamed, the others keep their names', () => {
  expect(parseSettings({ ...example, jwtClaims: { userId: 'uid' } }).jwtClaims).toMatchObject({
    userId: 'uid',
    email: 'email',
    name: 'name',
  });
});

test('tiers may come in any order', () => {
  const supportTiers = [{ ...tier, credits: 500, name: 'Phone' }, tier];
  expect(parseSettings({ ...example, supportTiers }).supportTiers).toEqual(supportTiers);
});

const nineToFive = [{ from: '09:00', to: '17:00' }];
const hours = { timeZone: 'Europe/Berlin', periods: { monday: nineToFive, friday: [{ from: '09:00', to: '13:00' }] } };
const withHours = (wrong: unknown) => ({ hours: wrong, supportTiers: [{ ...tier, replyWithin: '8h' }] });

test('hours may have no days off, and periods that touch; without them, a day has 24 hours', () => {
  expect(parseSettings({ ...example, ...withHours(hours) }).hours).toEqual({ ...hours, daysOff: [] });
  const periods = {
    sunday: [
      { from: '12:00', to: '24:00' },
      { from: '00:00', to: '12:00' },
    ],
  };
  expect(changed(withHours({ ...hours, timeZone: 'UTC', periods, daysOff: ['2028-02-29'] }))).toEqual([]);
  expect(changed({ supportTiers: [{ ...tier, replyWithin: '30m', resolveWithin: '365d' }] })).toEqual([]);
});

/** One wrong value each: the key in the message, and the wrong setting. */
const wrong: [key: string, setting: Record<string, unknown>][] = [
  ['jwtIssuer', { jwtIssuer: '' }],
  ['jwtAudience', { jwtAudience: [] }],
  ['jwtAudience', { jwtAudience: '' }],
  ['jwtAudience', { jwtAudience: [7] }],
  ['jwtJwksUrl', { jwtJwksUrl: 'http://www.example.com/jwks.json' }],
  ['jwtJwksUrl', { jwtJwksUrl: 'https://user:password@www.example.com/jwks.json' }],
  ['jwtJwksUrl', { jwtJwksUrl: 'jwks.json' }],
  ['jwtSecretParameter', { jwtJwksUrl: undefined, jwtSecretParameter: 'arn:aws:ssm:::parameter/x' }],
  ['jwtSecretParameter', { jwtJwksUrl: undefined, jwtSecretParameter: '/shop/*' }],
  ['jwtOptionalClaims', { jwtOptionalClaims: 'iss' }],
  ['jwtOptionalClaims[0]', { jwtOptionalClaims: ['sub'] }],
  ['jwtClaims.userId', { jwtClaims: { userId: '' } }],
  ['jwtClaims.user', { jwtClaims: { user: 'sub' } }],
  ['jwtMaxLifetimeSeconds', { jwtMaxLifetimeSeconds: 86_401 }],
  ['jwtMaxLifetimeSeconds', { jwtMaxLifetimeSeconds: 0 }],
  ['pricingUrl', { pricingUrl: undefined }],
  ['pricingUrl', { pricingUrl: 'http://www.example.com/pricing' }],
  ['pricingUrl', { pricingUrl: 'javascript:alert(1)' }],
  ['allowedOrigins', { allowedOrigins: 'https://www.example.com' }],
  ['allowedOrigins[0]', { allowedOrigins: ['*'] }],
  ['allowedOrigins[0]', { allowedOrigins: ['https://*.example.com'] }],
  ['allowedOrigins[0]', { allowedOrigins: ['https://www.example.com/'] }],
  ['allowedOrigins[0]', { allowedOrigins: ['https://www.example.com/shop'] }],
  ['allowedOrigins[0]', { allowedOrigins: ['https://WWW.example.com'] }],
  ['allowedOrigins[1]', { allowedOrigins: ['http://localhost:3000', 'http://www.example.com'] }],
  ['supportTiers', { supportTiers: [] }],
  ['supportTiers', { supportTiers: [{ ...tier, credits: 2 }] }],
  ['supportTiers', { supportTiers: [tier, { ...tier, credits: 9 }] }],
  ['supportTiers', { supportTiers: [tier, { ...tier, name: 'Other' }] }],
  [
    'supportTiers',
    { supportTiers: Array.from({ length: 30 }, (_, i) => ({ ...tier, credits: i + 1, name: `${i}`.padEnd(60, 'ü') })) },
  ],
  ['supportTiers[0].credits', { supportTiers: [{ ...tier, credits: 0, name: 'None' }, tier] }],
  ['supportTiers[0].name', { supportTiers: [{ ...tier, name: 'Email\n' }] }],
  ['supportTiers[0].responseHours', { supportTiers: [{ ...tier, responseHours: 1.5 }] }],
  ['supportTiers[0].priority', { supportTiers: [{ ...tier, priority: 'urgent' }] }],
  ['supportTiers[0].replyWithin', { supportTiers: [{ ...tier, replyWithin: '8 hours' }] }],
  ['supportTiers[0].resolveWithin', { supportTiers: [{ ...tier, resolveWithin: '0d' }] }],
  ['supportTiers', { supportTiers: [{ ...tier, resolveWithin: '366d' }] }],
  ['supportTiers[0].colour', { supportTiers: [{ ...tier, colour: 'red' }] }],
  ['hours', withHours(9)],
  ['hours.timeZone', withHours({ ...hours, timeZone: 'Europe/Berlim' })],
  ['hours.periods', withHours({ ...hours, periods: {} })],
  ['hours.periods', withHours({ ...hours, periods: { monday: [{ from: '09:00', to: '09:59' }] } })],
  ['hours.periods.funday', withHours({ ...hours, periods: { ...hours.periods, funday: [] } })],
  ['hours.periods.friday', withHours({ ...hours, periods: { friday: '9-17' } })],
  [
    'hours.periods.friday',
    withHours({ ...hours, periods: { friday: [...nineToFive, { from: '16:59', to: '18:00' }] } }),
  ],
  ['hours.periods.friday[0]', withHours({ ...hours, periods: { friday: [{ from: '22:00', to: '06:00' }] } })],
  ['hours.periods.friday[0].from', withHours({ ...hours, periods: { friday: [{ from: '9:00', to: '17:00' }] } })],
  ['hours.periods.friday[0].to', withHours({ ...hours, periods: { friday: [{ from: '09:00', to: '24:01' }] } })],
  ['hours.daysOff[0]', withHours({ ...hours, daysOff: ['2026-02-29'] })],
  ['production', { production: 'false' }],
  ['stackName', { stackName: 'Support Desk' }],
  ['ticketsTableName', { ticketsTableName: 'a b' }],
  ['agentsTableName', { ticketsTableName: 'same', agentsTableName: 'same' }],
  ['logRetentionDays', { logRetentionDays: 31 }],
  ['throttle.rate', { throttle: { rate: 0 } }],
  ['targets.open', { targets: { open: 0 } }],
  ['targets.hoursToClose.late', { targets: { hoursToClose: { late: '48' } } }],
  ['targets', { targets: { hoursToClose: { good: 48, late: 24 } } }],
  ['autoClose.days', { autoClose: { days: 366 } }],
  ['autoClose.remindDays', { autoClose: { remindDays: 0 } }],
  ['autoClose', { autoClose: { days: 3, remindDays: 3 } }],
  ['autoClose.after', { autoClose: { after: 3 } }],
  ['throttle.burst', { throttle: { burst: '100' } }],
  ['mail.replyTo', { mail: { ...withMail.mail, replyTo: 'nobody' } }],
  ['alarmEmail', { alarmEmail: 'nobody' }],
  ['jwtIsuer', { jwtIsuer: 'https://www.example.com' }],
];

test.each(wrong)('%s is named, with how to fix it: %j', (key, setting) => {
  const [first, ...others] = changed(setting);
  expect(others).toEqual([]);
  expect(first?.slice(0, key.length + 1)).toBe(`${key} `);
  expect(first).toMatch(/: .{8,}\.$|: give 3 to 255/);
});
