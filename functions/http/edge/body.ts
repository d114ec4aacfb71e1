import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { DeskError } from '#core/errors.ts';
import type { GivenFile } from '#core/files/attach-files.ts';
import { MAX_FORM_FILE_BYTES } from '#core/files/attachment.ts';
import { type BodyType, bodyTypes, type ContractBody } from './contract.ts';
import { takeFiles } from './form-files.ts';
import { readMultipart } from './multipart.ts';
import { notUtf8, utf8 } from './utf8.ts';

/** The longest body read, in bytes: 10,000 code points in the longest encoding (a JSON escape of twelve bytes), and room for the rest. */
export const MAX_BODY_BYTES = 256 * 1024;

/** A body's fields, not validated yet, and its files. */
export interface Body {
  readonly fields: Record<string, unknown>;
  readonly files: readonly GivenFile[];
}

/**
 * Reads a JSON object or a form. A form field given twice becomes a list. Throws `unsupported_media_type`, `too_large`, or `malformed_request` for a
 * body that can't be parsed.
 */
export async function readBody(
  event: APIGatewayProxyEventV2,
  { types, lists = [], files: takesFiles = false }: Pick<ContractBody, 'types' | 'lists' | 'files'>,
): Promise<Body> {
  const contentType = event.headers['content-type'] ?? '';
  const type = acceptedType(contentType, types);
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const mayHaveFiles = takesFiles && type === 'multipart/form-data';
  if (bytes.byteLength > MAX_BODY_BYTES + (mayHaveFiles ? MAX_FORM_FILE_BYTES : 0)) throw tooLarge(mayHaveFiles);
  if (wasReplaced(event, bytes)) throw notUtf8();
  if (type === 'multipart/form-data') {
    const form = await readMultipart(bytes, contentType);
    const files = mayHaveFiles ? await takeFiles(form) : [];
    const fileBytes = files.reduce((sum, { content }) => sum + content.byteLength, 0);
    const isTooLarge = fileBytes > MAX_FORM_FILE_BYTES || bytes.byteLength - fileBytes > MAX_BODY_BYTES;
    if (isTooLarge) throw tooLarge(mayHaveFiles);
    return { fields: entriesToFields(form, lists), files };
  }
  const text = utf8(bytes);
  return { fields: type === 'application/json' ? jsonFields(text) : formFields(text, lists), files: [] };
}

const tooLarge = (mayHaveFiles: boolean) =>
  new DeskError(
    'too_large',
    mayHaveFiles
      ? `The files are larger than ${MAX_FORM_FILE_BYTES / 1024 / 1024} MB together, or the rest than ${MAX_BODY_BYTES / 1024} KiB. Upload large files first, or shorten the message.`
      : `The body is larger than ${MAX_BODY_BYTES / 1024} KiB. Shorten the message.`,
  );

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
function formFields(text: string, lists: readonly string[]): Record<string, unknown> {
  try {
    for (const [escapes] of text.matchAll(/(?:%[0-9a-f]{2})+/gi)) decodeURIComponent(escapes);
  } catch {
    throw notUtf8();
  }
  // Pair by pair: for a whole body of fields without `=`, Node's URLSearchParams takes quadratic time.
  return entriesToFields(
    text.split('&').flatMap((pair) => [...new URLSearchParams(`?${pair}`)]),
    lists,
  );
}

/** Runs in linear time: a body of 256 KiB has room for a hundred thousand fields of one name. */
function entriesToFields(
  entries: Iterable<[name: string, value: unknown]>,
  lists: readonly string[],
): Record<string, unknown> {
  const fields = new Map<string, unknown[]>();
  for (const [name, value] of entries) {
    const given = fields.get(name);
    if (given) given.push(value);
    else fields.set(name, [value]);
  }
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length > 1 || lists.includes(name) ? values : values[0]]),
  );
}
