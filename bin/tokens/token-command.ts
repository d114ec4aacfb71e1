import { systemClock } from '#adapters/system-clock.ts';
import { customerTokens } from '#adapters/tokens/jose-customer-tokens.ts';
import type { TokenSettings } from '#adapters/tokens/token-settings.ts';
import { secretKeys } from '#adapters/tokens/verification-keys.ts';
import { type Command, command } from '#bin/command.ts';
import type { DevFolder } from '#bin/dev-folder.ts';
import type { Print } from '#bin/standard-output.ts';
import { DeskError } from '#core/errors.ts';
import { tokenSettings } from '#lib/function-environment.ts';
import { localSettings } from '#test/local/settings.ts';
import { websiteToken } from '#test/local/website-tokens.ts';

/** `token`. */
export const tokenCommand = (folder: DevFolder, print: Print): Command =>
  command({
    name: 'token',
    options: {
      sub: { type: 'string' },
      email: { type: 'string' },
      credits: { type: 'string' },
      claims: { type: 'string', default: '{}' },
    },
    synopsis: '--sub ID --email ADDRESS [--credits N] [--claims JSON]',
    about: 'print a token that the local desk accepts; null removes a claim',
    run: async ({ sub, email, credits, claims }) => {
      if (sub === undefined || email === undefined) throw new Error('Name the customer: --sub and --email.');
      const bought = credits === undefined ? {} : { credits_purchased: wholeCredits(credits) };
      const { tokenSecret } = await folder.secrets({ keep: false });
      const token = await websiteToken(tokenSecret, { sub, email, ...bought, ...claimsIn(claims) });
      await requireAccepted(token, tokenSecret);
      await print(token);
    },
  });

/** Throws if the desk on this machine would refuse a token. */
async function requireAccepted(token: string, secret: string): Promise<void> {
  const settings: TokenSettings = JSON.parse(tokenSettings(localSettings('http://localhost/pricing')));
  const key = await crypto.subtle.importKey('raw', Buffer.from(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'verify',
  ]);
  try {
    await customerTokens(
      settings,
      secretKeys(async () => [key]),
      systemClock,
    ).verify(token);
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    throw new Error(`The desk would refuse this token, so it wasn’t printed. ${error.message}`);
  }
}

function wholeCredits(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--credits must be a number of credits, like 100, not ${text}.`);
  return Number(text);
}

function claimsIn(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Refused below, like every other value that is no object.
  }
  throw new Error(`--claims must be a JSON object, like '{"support_tier":"Email (48h response)"}'.`);
}
