import * as z from 'zod';
import { hoursSetting, isReasonable, workingTime } from './hours-setting.ts';
import { origin, text, webUrl, wholeNumber } from './setting-types.ts';
import { mistakesOf, SettingsError, wanted } from './settings-mistakes.ts';

const claims = ['exp', 'iat', 'iss', 'aud'] as const;
const claimName = (usual: string) => text(/^.{1,64}$/, `name the token's claim, like "${usual}".`).default(usual);
const howAudience = 'give the `aud` of your tokens, or a list of them.';
const audience = z.string().min(1, wanted(howAudience));
const tableName = text(/^[\w.-]{3,255}$/, 'give 3 to 255 letters, digits, and _ . -').optional();
const isUnique = (values: readonly unknown[]) => new Set(values).size === values.length;

/** The values that CloudWatch Logs accepts (PutRetentionPolicy). */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const supportTier = z.strictObject(
  {
    credits: wholeNumber(1, Number.MAX_SAFE_INTEGER, 'give a whole number of credits, at least 1.'),
    name: text(/^\P{Cc}{1,100}$/u, 'give what customers read, like "Email (48h response)".'),
    responseHours: wholeNumber(1, 8760, 'give a whole number of hours, at least 1.'),
    priority: z.enum(['low', 'normal', 'high'], wanted('give "low", "normal" or "high".')),
    replyWithin: workingTime.optional(),
    resolveWithin: workingTime.optional(),
  },
  wanted('give credits, name, responseHours and priority, and replyWithin and resolveWithin where you need them.'),
);

const supportTiers = z
  .array(supportTier, wanted('list tiers, each with credits, name, responseHours and priority.'))
  .refine((tiers) => tiers.some(({ credits }) => credits === 1), wanted('start one tier at 1 credit.'))
  .refine(
    (tiers) => isUnique(tiers.map(({ credits }) => credits)),
    wanted('start each tier at a different number of credits.'),
  )
  .refine((tiers) => isUnique(tiers.map(({ name }) => name)), wanted('give each tier a different name.'));

const inbound = z.strictObject(
  {
    domain: text(
      /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
      'give a domain in lower case that receives nothing else, like "reply.example.com".',
    ),
    newTickets: z.enum(['customers', 'off'], wanted('give "customers" or "off".')).default('customers'),
    ruleSet: text(/^[\w-]{1,64}$/, 'give the name of the active receipt rule set.').optional(),
    heldDays: wholeNumber(1, 365, 'give 1 to 365 days.').default(30),
  },
  wanted('give domain, and newTickets, ruleSet and heldDays where you need them.'),
);

/** The setting `autoClose`. */
export const autoCloseSetting = z
  .strictObject(
    {
      days: wholeNumber(2, 365, 'give 2 to 365 days.').default(14),
      remindDays: wholeNumber(1, 364, 'give 1 to 364 days.').default(3),
    },
    wanted('give days and remindDays.'),
  )
  .refine(({ days, remindDays }) => remindDays < days, {
    error: 'has a `remindDays` that isn’t below `days`: remind customers before their tickets are closed.',
  });

/** Every setting of the deployer: what it is for, its default, and how to fix a wrong value. More than 200 lines: one schema, and the words that explain it. */
const shape = {
  jwtIssuer: text(/./, 'give the `iss` of your tokens, like "https://www.example.com".')
    .optional()
    .describe('The `iss` of your tokens. Required, unless `jwtOptionalClaims` names `iss`.'),
  jwtAudience: z
    .union([audience.transform((one) => [one]), z.array(audience).min(1, wanted(howAudience))], wanted(howAudience))
    .optional()
    .describe(
      'The `aud` of your tokens, or a list of values, one of which each token has. Required, unless `jwtOptionalClaims` names `aud`.',
    ),
  jwtJwksUrl: webUrl('give an https URL, like "https://www.example.com/.well-known/jwks.json".')
    .optional()
    .describe('The URL of your public keys (RS256, ES256, EdDSA). Set either this or `jwtSecretParameter`.'),
  jwtSecretParameter: text(/^\/?[\w.-]+(\/[\w.-]+)*$/, 'give the name of an SSM parameter, like "/shop/jwt-secret".')
    .optional()
    .describe(
      'The SSM SecureString, in the same account and region and under the key `aws/ssm`, that contains the secret you sign tokens with (HS256, at least 32 bytes). Set either this or `jwtJwksUrl`.',
    ),
  jwtOptionalClaims: z
    .array(z.enum(claims, wanted('give "exp", "iat", "iss" or "aud".')), wanted('give a list of claims.'))
    .default([])
    .describe('The claims among `exp`, `iat`, `iss` and `aud` that your tokens lack. The fewer, the safer.'),
  jwtClaims: z
    .strictObject(
      {
        userId: claimName('sub'),
        email: claimName('email'),
        name: claimName('name'),
        creditsPurchased: claimName('credits_purchased'),
        supportTier: claimName('support_tier'),
      },
      wanted('give names of claims for userId, email, name, creditsPurchased or supportTier.'),
    )
    .prefault({})
    .describe('The names of the claims in your tokens that the desk reads.'),
  jwtMaxLifetimeSeconds: wholeNumber(60, 86_400, 'give 60 to 86400 seconds.')
    .default(86_400)
    .describe('The longest lifetime of a token, in seconds; tokens valid for longer are refused.'),
  pricingUrl: webUrl('give the https URL of the page that sells credits.', { local: true }).describe(
    'The page where customers without credits are sent. Required.',
  ),
  websiteUrl: webUrl('give the https URL of your website, like "https://www.example.com".', { local: true })
    .optional()
    .describe('Your website; the support page links back to it.'),
  allowedOrigins: z
    .array(
      origin('give an exact origin, like "https://www.example.com": no path, no trailing slash, no *.'),
      wanted('give a list of origins.'),
    )
    .default([])
    .describe('The websites that embed the form or call the API from a browser.'),
  supportTiers: supportTiers
    .default([
      { credits: 1, name: 'Email (48h response)', responseHours: 48, priority: 'normal' },
      { credits: 10_000, name: 'Priority email (24h response)', responseHours: 24, priority: 'high' },
    ])
    .describe(
      'Levels of support, each with the number of purchased credits from which it applies. One must start at 1.',
    ),
  production: z
    .boolean(wanted('give true or false.'))
    .default(true)
    .describe('If true, the tables are protected from deletion and outlive the stack.'),
  stackName: text(/^[A-Za-z][A-Za-z0-9-]{0,99}$/, 'give letters, digits and hyphens, beginning with a letter.')
    .default('SupportDesk')
    .describe('The name of the CloudFormation stack; two desks in one account need different names.'),
  ticketsTableName: tableName.describe('A fixed name for the tickets table; by default one is generated.'),
  agentsTableName: tableName.describe('A fixed name for the agents table; by default one is generated.'),
  logRetentionDays: z
    .literal(retentions, wanted(`give one of ${retentions.join(', ')}.`))
    .default(30)
    .describe('Days that logs are kept.'),
  throttle: z
    .strictObject(
      {
        rate: wholeNumber(1, 10_000, 'give 1 to 10000 requests a second.').default(50),
        burst: wholeNumber(1, 5000, 'give 1 to 5000 requests.').default(100),
      },
      wanted('give rate and burst.'),
    )
    .prefault({})
    .describe('The requests per second that the API accepts from all callers together, and how many at once.'),
  hours: hoursSetting
    .optional()
    .describe(
      'The hours in which you work, with your time zone and days off: the targets of tickets count no others. Without `hours`, they count around the clock.',
    ),
  targets: z
    .strictObject(
      {
        open: wholeNumber(1, 100_000, 'give a whole number of tickets, at least 1.').default(5),
        hoursToClose: z
          .strictObject(
            {
              good: wholeNumber(1, 8760, 'give a whole number of hours, at least 1.').default(24),
              late: wholeNumber(1, 8760, 'give a whole number of hours, at least 1.').default(48),
            },
            wanted('give good and late.'),
          )
          .prefault({}),
      },
      wanted('give open and hoursToClose.'),
    )
    .prefault({})
    .describe(
      'Your targets: fewer open tickets than `open`, closed within `good` hours, and no later than `late` hours.',
    ),
  autoClose: autoCloseSetting
    .optional()
    .describe(
      'Closes tickets that wait for their customer: after `days` days without a reply, and after a reminder to the customer `remindDays` days before. Never a snoozed ticket. By default none is closed.',
    ),
  assignOnReply: z
    .boolean(wanted('give true or false.'))
    .optional()
    .describe(
      'If true, an agent who replies to an unassigned ticket gets it. By default true from the second agent on.',
    ),
  mail: z
    .strictObject(
      {
        sender: z.email(wanted('give the address that customers see, like "support@example.com".')),
        shopName: text(/^\P{Cc}{1,100}$/u, 'give the name customers know you by, like "QuickTools".'),
        supportPageUrl: webUrl(
          'give the https URL of the page with your tickets, like "https://www.example.com/support".',
          {
            local: true,
          },
        ),
        adminAddresses: z
          .array(z.email(wanted('give an email address.')), wanted('give a list of email addresses.'))
          .max(10, wanted('give at most 10 addresses.'))
          .default([]),
        createIdentity: z.boolean(wanted('give true or false.')).default(true),
        signature: text(/^[^\p{Cc}\n]{1,500}$/u, 'give at most 500 characters on one line.').optional(),
        replyTo: z.email(wanted('give the address that receives replies, like "help@example.com".')).optional(),
        inbound: inbound.optional(),
      },
      wanted('give sender, shopName, supportPageUrl and adminAddresses.'),
    )
    .optional()
    .describe(
      'Mail to customers and admins, through Amazon SES: the sender, the name of the shop, the page where customers follow their tickets, and who is notified of new ones. With `inbound`, customers reply by mail to the desk; with `replyTo`, to a mailbox of yours. Without `mail`, none is sent.',
    ),
  effectsConcurrency: wholeNumber(1, 900, 'give 1 to 900 functions at a time.')
    .optional()
    .describe(
      'Lambda concurrency that is reserved for each function that follows events, such as the one that sends mail: as many of it run at a time, and no more. Lambda requires that 100 remain for all other functions of the account. By default none is reserved.',
    ),
  alarmEmail: z
    .email(wanted('give an email address.'))
    .optional()
    .describe('The address that alarms are mailed to. AWS asks it to confirm first.'),
};

/** Checked whatever else is wrong, so that all mistakes are reported at once. */
const rule = (key: keyof typeof shape, error: string) => ({
  path: [key],
  error,
  when: ({ value }: { readonly value: unknown }) =>
    typeof value === 'object' && value !== null && !Array.isArray(value),
});

type Shape = z.output<z.ZodObject<typeof shape>>;

const lacks = ({ jwtOptionalClaims }: Shape, claim: (typeof claims)[number]) =>
  Array.isArray(jwtOptionalClaims) && jwtOptionalClaims.includes(claim);

/** Returns the tiers, or none if they aren't right in themselves. */
const tiersOf = ({ supportTiers: tiers }: Shape): Shape['supportTiers'] => supportTiers.safeParse(tiers).data ?? [];

/** The deployer's settings, a block in cdk.json's context; an unknown key is a mistake. */
export const settingsSchema = z
  .strictObject(shape, wanted('give the settings that docs/settings.md describes.'))
  .refine(
    (it) => it.jwtIssuer !== undefined || lacks(it, 'iss'),
    rule(
      'jwtIssuer',
      'is missing: give the `iss` of your tokens, or name "iss" in jwtOptionalClaims if they have none.',
    ),
  )
  .refine(
    (it) => it.jwtIssuer === undefined || !lacks(it, 'iss'),
    rule('jwtIssuer', 'is given although jwtOptionalClaims names "iss": remove one of them.'),
  )
  .refine(
    (it) => it.jwtAudience !== undefined || lacks(it, 'aud'),
    rule(
      'jwtAudience',
      'is missing: give the `aud` of your tokens, or name "aud" in jwtOptionalClaims if they have none.',
    ),
  )
  .refine(
    (it) => it.jwtAudience === undefined || !lacks(it, 'aud'),
    rule('jwtAudience', 'is given although jwtOptionalClaims names "aud": remove one of them.'),
  )
  .refine(
    (it) => it.jwtJwksUrl !== undefined || it.jwtSecretParameter !== undefined,
    rule(
      'jwtJwksUrl',
      'is missing: give the URL of your public keys, or jwtSecretParameter if you sign with a secret.',
    ),
  )
  .refine(
    (it) => it.jwtJwksUrl === undefined || it.jwtSecretParameter === undefined,
    rule(
      'jwtSecretParameter',
      'is given together with jwtJwksUrl: remove one of them, because a desk accepts one kind of signature.',
    ),
  )
  .refine(
    ({ targets: { hoursToClose } }) => hoursToClose.good <= hoursToClose.late,
    rule('targets', 'has a `late` below `good`: give `late` at least as many hours as `good`.'),
  )
  .refine(
    (it) =>
      tiersOf(it).every(({ replyWithin = '1m', resolveWithin = '1m' }) =>
        [replyWithin, resolveWithin].every((length) => isReasonable(length, it.hours)),
      ),
    {
      path: ['supportTiers'],
      error: 'has a `replyWithin` or `resolveWithin` of more than 8,760 working hours: give less.',
    },
  )
  .refine(
    (it) => it.ticketsTableName === undefined || it.ticketsTableName !== it.agentsTableName,
    rule('agentsTableName', 'is also the name of the tickets table: give a different one.'),
  )
  .refine(
    ({ mail }) => mail?.inbound === undefined || mail.replyTo === undefined,
    rule('mail', 'has both `inbound` and `replyTo`: remove one of them, because replies go to one place.'),
  )
  .refine(
    (it) => Buffer.byteLength(JSON.stringify([it.supportTiers, it.jwtAudience, it.hours])) <= 2500,
    rule(
      'supportTiers',
      'is too long for a Lambda environment, together with jwtAudience and hours (2,500 bytes): list fewer tiers or days off, or shorten names.',
    ),
  );

export type Settings = z.output<typeof settingsSchema>;

/** Reads the settings from a block of cdk.json's context. Throws `SettingsError` with all mistakes. */
export function parseSettings(block: unknown): Settings {
  const parsed = settingsSchema.safeParse(block);
  if (!parsed.success) throw new SettingsError(mistakesOf(parsed.error));
  return parsed.data;
}
