import { createHash } from 'node:crypto';
import { parseSettings, type Settings } from '#lib/settings.ts';
import { website } from './website-tokens.ts';

export const TOKEN_SECRET_PARAMETER = '/support-desk/local/token-secret';

/** The local desk's settings: as a deployer would write them, for a website with a shared secret. */
export function localSettings(pricingUrl: string, changes: Readonly<Record<string, unknown>> = {}): Settings {
  return parseSettings({
    jwtIssuer: website.issuer,
    jwtAudience: website.audience,
    jwtSecretParameter: TOKEN_SECRET_PARAMETER,
    pricingUrl,
    ...changes,
  });
}

/** The domain of reply addresses of a desk that receives mail. */
export const LOCAL_INBOUND_DOMAIN = 'reply.localhost.test';

/** The local shop's mail: of a desk at `url`. */
export const localMail = (url: string, receives = false) => ({
  sender: 'support@quicktools.example',
  shopName: 'QuickTools',
  supportPageUrl: `${url}/static/support.html`,
  adminAddresses: ['dana@quicktools.example'],
  ...(receives && { inbound: { domain: LOCAL_INBOUND_DOMAIN } }),
});

/** The keys of reply addresses on this machine, from a secret that a desk keeps: so that replies to yesterday's mails find their tickets. */
export const localReplyKeys = (secret: string): string =>
  JSON.stringify([{ id: '1', secret: createHash('sha256').update(`reply keys ${secret}`).digest('base64url') }]);
