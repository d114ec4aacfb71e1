// biome-ignore lint/style/noRestrictedImports: cdk.json is at the root, outside every subpath.
import cdk from '../../cdk.json' with { type: 'json' };

/** The context that cdk.json gives every synth. */
export const context: Readonly<Record<string, unknown>> = cdk.context;

/** The example settings that documents point to. */
export const example: Readonly<Record<string, unknown>> = cdk.context.example;

/** The example with a shared secret instead of public keys. */
export const withSecret = { ...example, jwtJwksUrl: undefined, jwtSecretParameter: '/shop/jwt-secret' };

/** The example with mail. */
export const withMail = {
  ...example,
  mail: {
    sender: 'support@example.com',
    shopName: 'QuickTools',
    supportPageUrl: 'https://www.example.com/support',
    adminAddresses: ['dana@example.com'],
  },
};

/** The example with mail that is also received. */
export const withInbound = { ...withMail, mail: { ...withMail.mail, inbound: { domain: 'reply.example.com' } } };
