import { decodeProtectedHeader, errors, type JWTPayload } from 'jose';
import * as z from 'zod/mini';
import { systemClock } from '#adapters/system-clock.ts';
import type { Customer } from '#core/customer/customer.ts';
import type { CustomerTokens } from '#core/customer/ports.ts';
import { DeskError } from '#core/errors.ts';
import { ADDRESS, MAX_ADDRESS } from '#core/mail/address.ts';
import type { Clock } from '#core/ports.ts';
import { personName } from '#core/text/text.ts';
import { hasDuplicateMembers } from './duplicate-members.ts';
import { type SecretsLog, ssmSecrets } from './ssm-secrets.ts';
import type { TokenSettings } from './token-settings.ts';
import { jwksKeys, secretKeys, type VerificationKeys } from './verification-keys.ts';

/** API Gateway accepts 10,240 bytes of request line and headers; browsers and proxies add headers of their own. */
const MAX_TOKEN_BYTES = 6 * 1024;
const TOLERANCE_SECONDS = 30;

/** Three parts of unpadded base64url (RFC 7515, section 2), the signature being the last; decoders accept more than that. */
const COMPACT_FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Headers that bring their own key, or change what is signed: never needed here, often abused (RFC 8725). */
const REFUSED_HEADERS = ['jwk', 'jku', 'x5u', 'crit', 'b64'];
const ACCEPTED_TYPES = ['jwt', 'at+jwt', 'application/at+jwt'];

/** Verifies tokens with this deployment's keys. */
export function joseCustomerTokens(
  settings: TokenSettings,
  log: SecretsLog,
  clock: Pick<Clock, 'now'> = systemClock,
): CustomerTokens {
  const keys =
    'jwksUrl' in settings.keys
      ? jwksKeys(settings.keys.jwksUrl, clock)
      : secretKeys(ssmSecrets(settings.keys.secretParameter, settings.maxLifetimeSeconds, log, clock));
  return customerTokens(settings, keys, clock);
}

/**
 * Applies the rules of a token, whatever its keys: jose alone accepts tokens without `exp`, with an `exp` a hundred years away, of any length and any
 * `typ`, so each is checked here. Every refusal is `invalid_token`.
 */
export function customerTokens(
  settings: TokenSettings,
  keys: VerificationKeys,
  clock: Pick<Clock, 'now'>,
): CustomerTokens {
  const claims = claimsSchema(settings.claims);
  return {
    async verify(token) {
      if (token.length > MAX_TOKEN_BYTES) throw refused('is longer than 6 KiB');
      if (!COMPACT_FORM.test(token)) throw refused('is not a JSON Web Token');
      checkHeader(token);
      const payload = await verifiedPayload(token, settings, keys, clock);
      if (token.split('.', 2).some(hasTwice)) throw refused('names a header or a claim twice');
      checkLifetime(payload, settings.maxLifetimeSeconds, clock.now() / 1000);
      const parsed = claims.safeParse(payload);
      if (!parsed.success)
        throw refused(`lacks a valid ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
      return toCustomer(payload, parsed.data, settings.claims);
    },
  };
}

function checkHeader(token: string): void {
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(token);
  } catch {
    throw refused('is not a JSON Web Token');
  }
  const refusedHeader = REFUSED_HEADERS.find((name) => Object.hasOwn(header, name));
  if (refusedHeader) throw refused(`has the header ${refusedHeader}, which is not accepted`);
  if (header.typ !== undefined && !ACCEPTED_TYPES.includes(String(header.typ).toLowerCase())) {
    throw refused('is of another type');
  }
}

const hasTwice = (part: string) => hasDuplicateMembers(Buffer.from(part, 'base64url').toString());

async function verifiedPayload(
  token: string,
  settings: TokenSettings,
  keys: VerificationKeys,
  clock: Pick<Clock, 'now'>,
): Promise<JWTPayload> {
  try {
    const { payload } = await keys.verify(token, {
      ...(settings.issuer !== null && { issuer: settings.issuer }),
      ...(settings.audience.length > 0 && { audience: [...settings.audience] }),
      requiredClaims: ['exp', 'iat', 'iss', 'aud'].filter(
        (claim) => !settings.optionalClaims.some((it) => it === claim),
      ),
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: new Date(clock.now()),
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) throw refused(reasons[error.code] ?? 'does not verify');
    throw error;
  }
}

/** The reason a developer needs in order to fix the token; nothing of the token itself. */
const reasons: Readonly<Record<string, string>> = {
  [errors.JWTExpired.code]: 'has expired',
  [errors.JWTClaimValidationFailed.code]:
    'lacks a required claim, or one does not fit this desk (exp, nbf, iat, iss, aud)',
  [errors.JOSEAlgNotAllowed.code]: 'is signed with an algorithm this desk does not accept',
  [errors.JWKSNoMatchingKey.code]: 'is signed with a key this desk does not know',
};

function checkLifetime({ exp, iat }: JWTPayload, maxSeconds: number, now: number): void {
  if (iat !== undefined && iat > now + TOLERANCE_SECONDS) throw refused('was issued in the future');
  const from = iat ?? now + TOLERANCE_SECONDS;
  if (exp === undefined) {
    if (iat !== undefined && iat + maxSeconds + TOLERANCE_SECONDS <= now) throw refused('has expired');
  } else if (exp - from > maxSeconds) {
    throw refused(`lives longer than ${maxSeconds} seconds`);
  }
}

const numericDate = z.optional(z.number());
const isWellFormed = (text: string) => text.isWellFormed();

/** Lenient about the local part, as RFC 5321 is; strict about anything that could break a line of a log or a mail. */
const email = z.string().check(z.maxLength(MAX_ADDRESS), z.regex(ADDRESS), z.refine(isWellFormed));

function claimsSchema(names: TokenSettings['claims']) {
  return z.looseObject({
    exp: numericDate,
    iat: numericDate,
    nbf: numericDate,
    [names.userId]: z.string().check(z.minLength(1), z.maxLength(128), z.refine(isWellFormed)),
    [names.email]: email,
    [names.creditsPurchased]: z.nullish(z.int()),
  });
}

function toCustomer(
  { iss = '' }: JWTPayload,
  claims: Record<string, unknown>,
  names: TokenSettings['claims'],
): Customer {
  const supportTier = claims[names.supportTier];
  const name = personName(claims[names.name]);
  return {
    issuer: iss,
    userId: claims[names.userId] as string,
    email: claims[names.email] as string,
    ...(name !== undefined && { name }),
    // Negative counts as none: a refund may have exceeded what was bought.
    creditsPurchased: Math.max(0, (claims[names.creditsPurchased] as number | null | undefined) ?? 0),
    ...(typeof supportTier === 'string' && { supportTier }),
  };
}

function refused(what: string): DeskError {
  return new DeskError('invalid_token', `The token ${what}.`, {
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  });
}
