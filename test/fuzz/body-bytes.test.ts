import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeskError } from '#core/errors.ts';
import { readBody } from '#http/edge/body.ts';
import { bodyTypes } from '#http/edge/contract.ts';
import { gatewayEvent } from '#test/http/edge/event.ts';
import { editedBytes, edits } from './edited-bytes.ts';
import { contentTypeOf, encodedBody } from './encoded-body.ts';
import { patience, runs } from './runs.ts';

const RUNS = 500;

const read = (contentType: string, bytes: Uint8Array) =>
  readBody(
    gatewayEvent({
      headers: { 'content-type': contentType },
      body: Buffer.from(bytes).toString('base64'),
      isBase64Encoded: true,
    }),
    { types: bodyTypes, files: true },
  );

/** Expects fields (texts, files, lists of them, or JSON values), or a refusal that names the mistake in the body. */
async function expectFieldsOrRefusal(contentType: string, bytes: Uint8Array): Promise<void> {
  const prototype = Object.getOwnPropertyNames(Object.prototype);
  try {
    const { fields } = await read(contentType, bytes);
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    expect(['malformed_request', 'unsupported_media_type', 'too_large']).toContain(error.refusal);
  }
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(prototype);
}

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom('subject', 'message', '__proto__'));
const fields = fc.array(fc.tuple(text, fc.oneof(text, fc.jsonValue())), { maxLength: 5 });

describe.each(bodyTypes)('the reader of %s', (type) => {
  it('turns any bytes into fields or a refusal', { timeout: patience }, async () => {
    const bytes = fc.uint8Array({ maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(bytes, (it) => expectFieldsOrRefusal(contentTypeOf(type), it)),
      runs(RUNS),
    );
  });

  it('turns any damage to a body into fields or a refusal', { timeout: patience }, async () => {
    await fc.assert(
      fc.asyncProperty(fields, edits, (given, changes) =>
        expectFieldsOrRefusal(contentTypeOf(type), editedBytes(encodedBody(type, given), changes)),
      ),
      runs(RUNS),
    );
  });

  it('turns any damage to the type into fields or a refusal', { timeout: patience }, async () => {
    await fc.assert(
      fc.asyncProperty(fields, edits, (given, changes) => {
        const damaged = editedBytes(Buffer.from(`${contentTypeOf(type)}; charset=utf-8`), changes);
        return expectFieldsOrRefusal(damaged.toString('latin1'), encodedBody(type, given));
      }),
      runs(RUNS),
    );
  });
});

it(
  'a form read pair by pair is the same as read whole',
  async () => {
    const form = fc
      .array(fc.oneof(fc.string(), fc.constantFrom('?', '&', '=', '%41', '+')))
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(form, async (body) => {
        const whole = Map.groupBy(new URLSearchParams(`?${body}`), ([name]) => name);
        const expected = [...whole].map(([name, pairs]) => [
          name,
          pairs.length > 1 ? pairs.map(([, it]) => it) : pairs[0]?.[1],
        ]);
        const given = await read('application/x-www-form-urlencoded', Buffer.from(body)).catch(() => undefined);
        if (given) expect(Object.entries(given.fields)).toEqual(Object.entries(Object.fromEntries(expected)));
      }),
      runs(RUNS),
    );
  },
  patience,
);
