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

/** The local shop's mail: of a desk at `url`. */
export const localMail = (url: string) => ({
  sender: 'support@quicktools.example',
  shopName: 'QuickTools',
  supportPageUrl: `${url}/static/support.html`,
  adminAddresses: ['dana@quicktools.example'],
});
