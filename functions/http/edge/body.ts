import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { DeskError } from '#core/errors.ts';
import { type BodyType, bodyTypes } from './contract.ts';
import { readMultipart } from './multipart.ts';
import { notUtf8, utf8 } from './utf8.ts';

/** The longest body read, in bytes: 10,000 code points in the longest encoding (a JSON escape of twelve bytes), and room for the rest. */
export const MAX_BODY_BYTES = 256 * 1024;

/**
 * Returns the fields of a JSON object or a form, not validated yet. A form field given twice becomes a list. Throws `unsupported_media_type`,
 * `too_large`, or `malformed_request` for a body that can't be parsed.
 */
export async function readBody(
  event: APIGatewayProxyEventV2,
  types: readonly BodyType[],
): Promise<Record<string, unknown>> {
  const contentType = event.headers['content-type'] ?? '';
  const type = acceptedType(contentType, types);
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.byteLength > MAX_BODY_BYTES) {
    throw new DeskError('too_large', `The body is larger than ${MAX_BODY_BYTES / 1024} KiB. Shorten the message.`);
  }
  if (wasReplaced(event, bytes)) throw notUtf8();
  if (type === 'multipart/form-data') return entriesToFields(await readMultipart(bytes, contentType));
  const text = utf8(bytes);
  return type === 'application/json' ? jsonFields(text) : formFields(text);
}

function acceptedType(contentType: string, types: readonly BodyType[]): BodyType {
  const [mediaType = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  const type = bodyTypes.find((known) => known === mediaType);
  if (!type || !types.includes(type)) {
    throw new DeskError('unsupported_media_type', `Send the body as ${types.join(', ')}.`);
  }
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  if (charset !== undefined && !/^"?(utf-?8|us-ascii)"?$/.test(charset)) {
    throw new DeskError('unsupported_media_type', 'Send the body in UTF-8.');
  }
  return type;
}

/** Returns true if a gateway converted bytes that aren't text: each is now U+FFFD, which is longer than what was sent. */
function wasReplaced({ body, headers, isBase64Encoded }: APIGatewayProxyEventV2, bytes: Buffer): boolean {
  const sent = headers['content-length'];
  return (
    !isBase64Encoded && sent !== undefined && body?.includes('\ufffd') === true && Number(sent) !== bytes.byteLength
  );
}

function jsonFields(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new DeskError('malformed_request', 'The body is not valid JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DeskError('malformed_request', 'The body must be a JSON object.');
  }
  return value as Record<string, unknown>;
}

/** Rejects invalid UTF-8, which URLSearchParams would replace: a customer's words must not be lost that way. A stray `%` stays as it is. */
function formFields(text: string): Record<string, unknown> {
  try {
    for (const [escapes] of text.matchAll(/(?:%[0-9a-f]{2})+/gi)) decodeURIComponent(escapes);
  } catch {
    throw notUtf8();
  }
  // Pair by pair: for a whole body of fields without `=`, Node's URLSearchParams takes quadratic time.
  return entriesToFields(text.split('&').flatMap((pair) => [...new URLSearchParams(`?${pair}`)]));
}

/** Runs in linear time: a body of 256 KiB has room for a hundred thousand fields of one name. */
function entriesToFields(entries: Iterable<[name: string, value: unknown]>): Record<string, unknown> {
  const fields = new Map<string, unknown[]>();
  for (const [name, value] of entries) {
    const given = fields.get(name);
    if (given) given.push(value);
    else fields.set(name, [value]);
  }
  return Object.fromEntries([...fields].map(([name, values]) => [name, values.length > 1 ? values : values[0]]));
}
