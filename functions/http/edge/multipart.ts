import { randomUUID } from 'node:crypto';
import { DeskError } from '#core/errors.ts';
import { utf8 } from './utf8.ts';

/** What may follow a boundary: the hyphens of the last one, and padding (RFC 2046, section 5.1.1). */
const AFTER_BOUNDARY = /^(--)?[ \t]*(?=\r\n|$)/;
const QUOTED_PRINTABLE = /^(content-transfer-encoding:[ \t]*)quoted-printable[ \t]*$/im;
const BASE64 = /^content-transfer-encoding:[ \t]*base64[ \t]*$/im;
const END_OF_HEADERS = '\r\n\r\n';

/**
 * The fields of a multipart form. The runtime's own reader (WHATWG fetch) parses it, after what that doesn't know was rewritten: padding after a
 * boundary, text in which the boundary occurs, and parts in quoted-printable (RFC 7578, section 4.7). Throws `malformed_request`, also for parts
 * that aren't UTF-8.
 */
export async function readMultipart(bytes: Buffer, contentType: string): Promise<FormData> {
  utf8(bytes);
  // Unlike any text that there is: the reader takes it for a delimiter wherever it occurs.
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

/** What follows each delimiter, without its padding. The text is Latin-1, byte by byte: what is in the parts isn't looked at. */
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

/** A part with its body in base64, which the reader knows, if it was in quoted-printable: a decoded body might contain the boundary. */
function decoded(part: string): string {
  const end = part.indexOf(END_OF_HEADERS);
  if (end === -1) return part;
  const headers = part.slice(0, end);
  const body = part.slice(end + END_OF_HEADERS.length);
  if (BASE64.test(headers)) utf8(Buffer.from(body, 'base64'));
  if (!QUOTED_PRINTABLE.test(headers)) return part;
  const text = fromQuotedPrintable(body);
  utf8(text);
  return headers.replace(QUOTED_PRINTABLE, '$1base64') + END_OF_HEADERS + text.toString('base64');
}

/** RFC 2045, section 6.7; a `=` that begins nothing known stays, as it recommends. */
function fromQuotedPrintable(body: string): Buffer {
  const unpadded = body.split('\r\n').map(withoutTrailingBlanks).join('\r\n');
  const text = unpadded
    .replaceAll('=\r\n', '')
    .replaceAll(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}

/** Spaces and tabs alone: other bytes that Latin-1 takes for spaces belong to characters of UTF-8. */
function withoutTrailingBlanks(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ' || line[end - 1] === '\t') end -= 1;
  return line.slice(0, end);
}
