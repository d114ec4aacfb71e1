import { randomUUID } from 'node:crypto';
import { DeskError } from '#core/errors.ts';
import { utf8 } from './utf8.ts';

/** The characters that may follow a boundary: the hyphens of the last one, and padding (RFC 2046, section 5.1.1). */
const AFTER_BOUNDARY = /^(--)?[ \t]*(?=\r\n|$)/;
const FILE = /^content-disposition:[^\r\n]*;[ \t]*filename\*?=/im;
const QUOTED_PRINTABLE = /^(content-transfer-encoding:[ \t]*)quoted-printable[ \t]*$/im;
const BASE64 = /^content-transfer-encoding:[ \t]*base64[ \t]*$/im;
const END_OF_HEADERS = '\r\n\r\n';

/**
 * Returns the fields of a multipart form. The runtime's own reader (WHATWG fetch) parses it, after a rewrite of what that reader doesn't support:
 * padding after a boundary, text that contains the boundary, and parts in quoted-printable (RFC 7578, section 4.7). Throws `malformed_request`, also
 * for parts that aren't UTF-8, unless they are files.
 */
export async function readMultipart(bytes: Buffer, contentType: string): Promise<FormData> {
  // Occurs in no text: the reader treats it as a delimiter anywhere.
  const boundary = randomUUID();
  const parts = partsOf(bytes.toString('latin1'), boundaryOf(contentType));
  const body = parts.map((part) => `--${boundary}${decoded(part)}`).join('\r\n');
  try {
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    return await new Response(new Uint8Array(Buffer.from(body, 'latin1')), { headers }).formData();
  } catch {
    throw malformed();
  }
}

function boundaryOf(contentType: string): string {
  const [, quoted, token] = /;[ \t]*boundary=(?:"([^"]+)"|([^;\s"]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? token;
  if (boundary === undefined) throw malformed();
  return boundary;
}

/** Returns what follows each delimiter, without its padding. The text is Latin-1, byte by byte: the parts' contents aren't interpreted. */
function partsOf(text: string, boundary: string): readonly string[] {
  const delimiter = `\r\n--${boundary}`;
  const [, ...pieces] = `\r\n${text}`.split(delimiter);
  const parts: string[] = [];
  for (const piece of pieces) {
    if (AFTER_BOUNDARY.test(piece)) parts.push(piece.replace(AFTER_BOUNDARY, '$1'));
    else if (parts.length > 0) parts.push(`${parts.pop()}${delimiter}${piece}`);
  }
  return parts;
}

const malformed = () => new DeskError('malformed_request', 'The body is not valid multipart/form-data.');

/**
 * Returns a part, with its body in base64 if it was in quoted-printable: the reader supports base64, and a decoded body might contain the boundary.
 */
function decoded(part: string): string {
  const end = part.indexOf(END_OF_HEADERS);
  const headers = end === -1 ? part : part.slice(0, end);
  utf8(Buffer.from(FILE.test(headers) ? headers : part, 'latin1'));
  if (end === -1) return part;
  const body = part.slice(end + END_OF_HEADERS.length);
  if (BASE64.test(headers) && !FILE.test(headers)) utf8(Buffer.from(body, 'base64'));
  if (!QUOTED_PRINTABLE.test(headers)) return part;
  const text = fromQuotedPrintable(body);
  if (!FILE.test(headers)) utf8(text);
  return headers.replace(QUOTED_PRINTABLE, '$1base64') + END_OF_HEADERS + text.toString('base64');
}

/** Decodes quoted-printable (RFC 2045, section 6.7); a `=` that begins no valid sequence stays, as the RFC recommends. */
function fromQuotedPrintable(body: string): Buffer {
  const unpadded = body.split('\r\n').map(withoutTrailingBlanks).join('\r\n');
  const text = unpadded
    .replaceAll('=\r\n', '')
    .replaceAll(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}

/** Trims only spaces and tabs: other bytes that are spaces in Latin-1 belong to UTF-8 characters. */
function withoutTrailingBlanks(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ' || line[end - 1] === '\t') end -= 1;
  return line.slice(0, end);
}
