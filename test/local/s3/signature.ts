import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { S3Error } from './s3-error.ts';
import { encoded, type S3Request } from './s3-request.ts';

/** The one access key of the service, and the time by its clock. */
export interface Keeper {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const SKEW_MS = 15 * 60_000;
const LONGEST_SECONDS = 7 * 24 * 60 * 60;

/**
 * Checks that a request is signed with the key, in its headers or in its address. Returns the SHA-256 that its content must have, in hexadecimal, if
 * the signature covers it. https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
export function checkSigned(request: S3Request, keeper: Keeper): string | undefined {
  if (request.query.has('X-Amz-Signature') || request.query.has('X-Amz-Algorithm')) {
    checkLink(request, keeper);
    return undefined;
  }
  const authorization = request.header('authorization');
  if (authorization === undefined) throw new S3Error('AccessDenied', 'Access Denied');
  const parts = new Map(
    authorization
      .slice(ALGORITHM.length)
      .split(',')
      .map((part) => part.trim().split('=', 2) as [string, string]),
  );
  const date = request.header('x-amz-date') ?? '';
  if (Math.abs(keeper.now() - timeOf(date)) > SKEW_MS) {
    throw new S3Error(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  }
  const content = request.header('x-amz-content-sha256') ?? '';
  const signed = {
    credential: parts.get('Credential') ?? '',
    headers: parts.get('SignedHeaders') ?? '',
    date,
    content,
  };
  compare(signatureOf(request, signed, keeper), parts.get('Signature') ?? '');
  return /^[0-9a-f]{64}$/.test(content) ? content : undefined;
}

/** Checks a presigned address. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
function checkLink(request: S3Request, keeper: Keeper): void {
  const [algorithm, credential, date, expires, headers, signature] = [
    'X-Amz-Algorithm',
    'X-Amz-Credential',
    'X-Amz-Date',
    'X-Amz-Expires',
    'X-Amz-SignedHeaders',
    'X-Amz-Signature',
  ].map((name) => request.query.get(name) ?? '') as [string, string, string, string, string, string];
  const seconds = Number(expires);
  if (algorithm !== ALGORITHM || signature === '' || expires === '' || !(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
    throw new S3Error(
      'AuthorizationQueryParametersError',
      'The query-string authentication parameters are incomplete.',
    );
  }
  const content = 'UNSIGNED-PAYLOAD';
  compare(signatureOf(request, { credential, headers, date, content }, keeper), signature);
  if (keeper.now() > timeOf(date) + seconds * 1000) throw new S3Error('AccessDenied', 'Request has expired');
}

interface Signed {
  /** `<access key id>/<date>/<region>/s3/aws4_request`. */
  readonly credential: string;
  /** Names, separated by semicolons. */
  readonly headers: string;
  readonly date: string;
  readonly content: string;
}

/** Calculates the signature of a request; in front of the service there may be a proxy that took the beginning of its path. */
function signatureOf(request: S3Request, { credential, headers, date, content }: Signed, keeper: Keeper): string {
  const names = headers.split(';');
  if (!names.includes('host'))
    throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed');
  const query = [...request.query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort();
  const canonical = [
    request.method,
    (request.header('x-forwarded-prefix') ?? '') + request.path.split('/').map(encoded).join('/'),
    query.join('&'),
    ...names.map((name) => `${name}:${(request.header(name) ?? '').trim()}`),
    '',
    headers,
    content,
  ].join('\n');
  const [, ...scope] = credential.split('/');
  return sign([ALGORITHM, date, scope.join('/'), sha256(canonical)].join('\n'), credential, keeper);
}

/** Signs a text, as a policy or a request is signed. Throws if the credential names another key. */
export function sign(text: string, credential: string, { accessKeyId, secretAccessKey }: Keeper): string {
  const [id, day = '', region = '', service = '', end = ''] = credential.split('/');
  if (id !== accessKeyId) {
    throw new S3Error('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
  }
  const key = [day, region, service, end].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, text).toString('hex');
}

/** Throws unless a signature is the one calculated. */
export function compare(calculated: string, given: string): void {
  const [one, other] = [Buffer.from(calculated), Buffer.from(given)];
  if (one.length === other.length && timingSafeEqual(one, other)) return;
  throw new S3Error(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  );
}

/** Reads `20261129T063000Z`. */
function timeOf(date: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (!parts) throw new S3Error('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  const [, year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
