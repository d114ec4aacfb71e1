import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES, readBody } from '#http/edge/body.ts';
import { type BodyType, bodyTypes } from '#http/edge/contract.ts';
import { gatewayEvent } from './event.ts';

const fieldsOf = async (event: APIGatewayProxyEventV2, types: readonly BodyType[]) =>
  (await readBody(event, { types })).fields;

const read = (contentType: string, body: string | Uint8Array, isBase64Encoded = false) =>
  fieldsOf(
    gatewayEvent({
      headers: { 'content-type': contentType },
      body: typeof body === 'string' && !isBase64Encoded ? body : Buffer.from(body).toString('base64'),
      isBase64Encoded: isBase64Encoded || typeof body !== 'string',
    }),
    bodyTypes,
  );

async function multipart(fields: [string, string][]): Promise<{ type: string; bytes: Uint8Array }> {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  const response = new Response(form);
  return { type: response.headers.get('content-type') ?? '', bytes: new Uint8Array(await response.arrayBuffer()) };
}

const wellFormed = fc.string({ unit: 'binary', maxLength: 200 });
/** Browsers send line breaks of form fields as CRLF. */
const asSent = (text: string) => text.replace(/\r\n|\r|\n/g, '\r\n');

describe('reading a body', () => {
  it('returns any text from JSON, urlencoded and multipart bodies', async () => {
    await fc.assert(
      fc.asyncProperty(wellFormed, wellFormed, async (subject, message) => {
        const fields = { subject, message };
        expect(await read('application/json; charset=UTF-8', JSON.stringify(fields))).toEqual(fields);
        const form = new URLSearchParams(fields).toString();
        expect(await read('application/x-www-form-urlencoded', form, true)).toEqual(fields);
        const { type, bytes } = await multipart([
          ['subject', subject],
          ['message', message],
        ]);
        expect(await read(type, bytes)).toEqual({ subject: asSent(subject), message: asSent(message) });
      }),
      { numRuns: 60 },
    );
  });

  it('keeps a field given twice as a list, so that it is refused by name', async () => {
    expect(await read('application/x-www-form-urlencoded', 'subject=a&subject=b')).toEqual({ subject: ['a', 'b'] });
  });

  it.each([
    ['no type', '', '{}', 'unsupported_media_type'],
    ['another type', 'text/plain', 'subject=a', 'unsupported_media_type'],
    ['a type that only begins like one', 'application/jsonp', '{}', 'unsupported_media_type'],
    ['another charset', 'application/json; charset=utf-16', '{}', 'unsupported_media_type'],
    ['an unknown charset', 'application/x-www-form-urlencoded; charset=klingon', 'a=b', 'unsupported_media_type'],
    ['broken JSON', 'application/json', '{"subject":', 'malformed_request'],
    ['an empty JSON body', 'application/json', '', 'malformed_request'],
    ['a JSON list', 'application/json', '[]', 'malformed_request'],
    ['JSON null', 'application/json', 'null', 'malformed_request'],
    ['multipart without a boundary', 'multipart/form-data', '--x', 'malformed_request'],
    [
      'multipart that ends early',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="subject"\r\n\r\nhal',
      'malformed_request',
    ],
    ['multipart of garbage', 'multipart/form-data; boundary=x', 'garbage', 'malformed_request'],
    ['JSON text', 'application/json', '"subject"', 'malformed_request'],
    ['a charset that only begins like one', 'application/json; charset=utf-8x', '{}', 'unsupported_media_type'],
    ['a charset that only ends like one', 'application/json; charset=xutf-8', '{}', 'unsupported_media_type'],
  ])('refuses %s', async (_, type, body, refusal) => {
    await expect(read(type, body)).rejects.toMatchObject({ refusal });
  });

  it.each(['utf-8', 'UTF8', '"utf-8"', 'us-ascii'])('reads the charset %s', async (charset) => {
    expect(await read(`application/json; charset=${charset}`, '{"a":1}')).toEqual({ a: 1 });
  });

  it('reads only the types that the route accepts', async () => {
    const form = gatewayEvent({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=b' });
    await expect(fieldsOf(form, ['application/json'])).rejects.toMatchObject({
      refusal: 'unsupported_media_type',
      message: 'Send the body as application/json.',
    });
  });

  it.each([
    ['text/plain', '', 'Send the body as application/json, application/x-www-form-urlencoded, multipart/form-data.'],
    ['application/json; charset=latin1', '{}', 'Send the body in UTF-8.'],
    ['application/json', '{', 'The body is not valid JSON.'],
    ['application/json', '[]', 'The body must be a JSON object.'],
    ['application/json', new Uint8Array([0xff]), 'The body is not valid UTF-8.'],
    ['application/x-www-form-urlencoded', 'a=%ff', 'The body is not valid UTF-8.'],
    ['multipart/form-data; boundary=x', '--y', 'The body is not valid multipart/form-data.'],
    ['application/json', 'x'.repeat(MAX_BODY_BYTES + 1), 'The body is larger than 256 KiB. Shorten the message.'],
  ])('explains the mistake in a body of %s', async (type, body, message) => {
    await expect(read(type, body)).rejects.toThrow(message);
  });

  it('accepts a body of the maximum size', async () => {
    const body = `{"a":"${'x'.repeat(MAX_BODY_BYTES - 8)}"}`;
    expect(Object.keys(await read('application/json', body))).toEqual(['a']);
  });

  it('refuses bytes that are not UTF-8', async () => {
    const bytes = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]);
    await expect(read('application/json', bytes)).rejects.toMatchObject({ refusal: 'malformed_request' });
    await expect(read('application/x-www-form-urlencoded', bytes)).rejects.toMatchObject({
      refusal: 'malformed_request',
    });
  });

  it('refuses JSON whose invalid UTF-8 a gateway replaced, and accepts the replacement character where it was sent', async () => {
    const body = '{"message":"caf\ufffd"}';
    const event = (length: number) =>
      gatewayEvent({ headers: { 'content-type': 'application/json', 'content-length': String(length) }, body });
    const bytes = Buffer.byteLength(body);
    await expect(fieldsOf(event(bytes - 2), bodyTypes)).rejects.toThrow('The body is not valid UTF-8.');
    expect(await fieldsOf(event(bytes), bodyTypes)).toEqual({ message: 'caf\ufffd' });
    const unsized = gatewayEvent({ headers: { 'content-type': 'application/json' }, body });
    expect(await fieldsOf(unsized, bodyTypes)).toEqual({ message: 'caf\ufffd' });
  });

  it('refuses a form in another charset instead of losing its letters, and keeps a stray percent sign', async () => {
    const latin1 = read('application/x-www-form-urlencoded', 'message=caf%E9');
    await expect(latin1).rejects.toMatchObject({ refusal: 'malformed_request' });
    const stray = await read('application/x-www-form-urlencoded', 'message=100%+sure%2C+caf%C3%A9');
    expect(stray).toEqual({ message: '100% sure, café' });
  });

  const part = (headers: string, body: string, padding = '') =>
    `--b${padding}\r\ncontent-disposition: form-data; name="message"\r\n${headers}\r\n${body}\r\n--b--${padding}\r\n`;
  const readPart = (text: string, type = 'multipart/form-data; boundary=b') => read(type, Buffer.from(text, 'latin1'));
  const quotedPrintable = 'Content-Transfer-Encoding: quoted-printable\r\n';

  it.each([
    ['padding after the boundary', part('', 'hi', ' \t '), 'hi'],
    ['text in which the boundary occurs', part('', 'b\r\n--b x\r\n--bc\r\n--', ' '), 'b\r\n--b x\r\n--bc\r\n--'],
    ['quoted-printable', part(quotedPrintable, 'caf=C3=A9, 50 =3D 100=\r\n %'), 'café, 50 = 100 %'],
    [
      'quoted-printable with soft breaks and blanks at the ends of lines',
      part(quotedPrintable, 'a= \r\nb \t\r\nc'),
      'ab\r\nc',
    ],
    ['quoted-printable that contains the boundary', part(quotedPrintable, 'a=0D=0A--b--=0D=0A'), 'a\r\n--b--\r\n'],
    ['invalid quoted-printable', part(quotedPrintable, 'a=zz='), 'a=zz='],
    ['base64', part('content-transfer-encoding: base64\r\n', 'Y2Fmw6k='), 'café'],
  ])('reads a part with %s', async (_, text, message) => {
    expect(await readPart(text)).toEqual({ message });
  });

  it('reads a boundary in quotes', async () => {
    expect(await readPart(part('', 'hi', ' '), 'multipart/form-data; charset=utf-8; boundary="b"')).toEqual({
      message: 'hi',
    });
  });

  it.each([
    ['quoted-printable', part(quotedPrintable, 'caf=E9')],
    ['base64', part('content-transfer-encoding: base64\r\n', '6Q==')],
  ])('refuses a part in %s that is not UTF-8', async (_, text) => {
    await expect(readPart(text)).rejects.toThrow('The body is not valid UTF-8.');
  });

  it('returns any text from a part in quoted-printable', async () => {
    await fc.assert(
      fc.asyncProperty(wellFormed, async (message) => {
        const encoded = [...Buffer.from(message)].map((byte) => `=${byte.toString(16).padStart(2, '0').toUpperCase()}`);
        expect(await readPart(part(quotedPrintable, encoded.join('')))).toEqual({ message });
      }),
    );
  });

  it('refuses a body that is too large before parsing it', async () => {
    await expect(read('application/json', '['.repeat(MAX_BODY_BYTES + 1))).rejects.toMatchObject({
      refusal: 'too_large',
    });
  });

  it('has room for the longest ticket in its longest encoding', async () => {
    const message = '\\ud83d\\ude00'.repeat(10_000);
    const fields = await read(
      'application/json',
      `{"subject":"${'\\ud83d\\ude00'.repeat(200)}","message":"${message}"}`,
    );
    expect(fields.message).toBe('😀'.repeat(10_000));
  });

  it('turns any bytes of any type into fields or a refusal, never another error', async () => {
    const type = fc.constantFrom(...bodyTypes, 'multipart/form-data; boundary=x');
    await fc.assert(
      fc.asyncProperty(type, fc.uint8Array({ maxLength: 500 }), async (contentType, bytes) => {
        const outcome = await read(contentType, bytes).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'DeskError' });
      }),
    );
  });
});
