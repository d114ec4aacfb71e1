import { ParameterNotFound } from '@aws-sdk/client-ssm';
import { generateKeyPair } from 'jose';
import { fetchJwks } from '#adapters/tokens/fetch-jwks.ts';
import { parameterReader } from '#adapters/tokens/ssm-parameter.ts';
import { MIN_SECRET_BYTES } from '#adapters/tokens/ssm-secrets.ts';
import type { Settings } from '#lib/settings.ts';
import { examineRotation } from './examine-rotation.ts';
import { examine, type Finding, missing, ok, reasonOf } from './finding.ts';
import { ownToken, type Signer } from './own-token.ts';
import { request } from './request.ts';

const ABOUT = 'Signing keys';

/** Examines whether the website's keys can be had: from here, and from the functions, which are asked about a token that somebody else signed. */
export async function examineSigningKeys(url: string, settings: Settings, region: string): Promise<readonly Finding[]> {
  const { jwtJwksUrl, jwtSecretParameter = '' } = settings;
  const fromHere =
    jwtJwksUrl !== undefined
      ? await examine(ABOUT, undefined, () => examineJwks(jwtJwksUrl))
      : await examine(ABOUT, 'ssm:GetParameter and kms:Decrypt', () => examineSecret(jwtSecretParameter, region));
  const foreign = await examine('Customers’ tokens', undefined, () => examineForeignToken(url, settings));
  const isRotatable = jwtJwksUrl === undefined && [...fromHere, ...foreign].every(({ state }) => state === 'ok');
  return [
    ...fromHere,
    ...foreign,
    ...(isRotatable ? await examineRotation(url, settings, jwtSecretParameter, region) : []),
  ];
}

/** The algorithms that the desk verifies with (RFC 8037 and RFC 7518). */
const SUITABLE: readonly (string | undefined)[] = ['RSA', 'EC', 'OKP'];

async function examineJwks(jwksUrl: string): Promise<Finding> {
  const todo = `Serve a JSON Web Key Set (RFC 7517) with your public keys at ${jwksUrl}, or correct the setting "jwtJwksUrl".`;
  try {
    const { keys } = (await fetchJwks(jwksUrl)).jwks();
    const suitable = keys.filter(({ kty, use }) => SUITABLE.includes(kty) && use !== 'enc').length;
    if (suitable > 0) return ok(ABOUT, `${suitable} at ${jwksUrl}`);
    return missing(ABOUT, `None of the ${keys.length} keys at ${jwksUrl} is for RS256, ES256 or EdDSA.`, todo);
  } catch (error) {
    return missing(ABOUT, `${jwksUrl}: ${reasonOf(error)}`, todo);
  }
}

async function examineSecret(parameter: string, region: string): Promise<Finding> {
  const put = `aws ssm put-parameter --type SecureString --name ${parameter} --value "$JWT_SECRET"`;
  try {
    const { value } = await parameterReader({ region })(parameter);
    if (Buffer.byteLength(value) >= MIN_SECRET_BYTES) return ok(ABOUT, `the secret in ${parameter}`);
    const short = `The secret in ${parameter} is shorter than ${MIN_SECRET_BYTES} bytes.`;
    return missing(ABOUT, short, `Store a longer one: ${put} --overwrite`);
  } catch (error) {
    if (!(error instanceof ParameterNotFound)) throw error;
    return missing(ABOUT, `There is no parameter ${parameter} in ${region}.`, `Store your secret: ${put}`);
  }
}

/** A key of our own has signed it, so it must be refused; but a function says so only once it has the website's keys. */
async function examineForeignToken(url: string, settings: Settings): Promise<Finding> {
  const about = 'Customers’ tokens';
  const token = await ownToken(settings, await stranger(settings), 1);
  const { status, milliseconds } = await request(`${url}/api/support/access`, { authorization: `Bearer ${token}` });
  if (status === 401) return ok(about, `a token that your website didn’t sign is refused, in ${milliseconds} ms`);
  return status === 503
    ? missing(about, 'The functions can’t reach the signing keys (503).', howToBeReached(settings))
    : missing(
        about,
        `A token that your website didn’t sign got the response ${status}.`,
        'Deploy again: npx cdk deploy',
      );
}

async function stranger({ jwtJwksUrl }: Settings): Promise<Signer> {
  return jwtJwksUrl === undefined
    ? { alg: 'HS256', key: crypto.getRandomValues(new Uint8Array(MIN_SECRET_BYTES)) }
    : { alg: 'ES256', key: (await generateKeyPair('ES256')).privateKey };
}

const howToBeReached = ({ jwtJwksUrl, jwtSecretParameter }: Settings): string =>
  jwtJwksUrl === undefined
    ? `Store the secret in ${jwtSecretParameter} in this account and region, encrypted with the key aws/ssm. If it is there already, deploy again.`
    : `${jwtJwksUrl} must answer AWS from outside your network, within 3 s, without a redirect.`;
