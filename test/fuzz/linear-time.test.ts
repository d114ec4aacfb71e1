import { describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES, readBody } from '#http/edge/body.ts';
import type { BodyType } from '#http/edge/contract.ts';
import { parse } from '#http/edge/parse.ts';
import { submitTicketContract } from '#http/ticket/submit-ticket.ts';
import { gatewayEvent } from '#test/http/edge/event.ts';
import { contentTypeOf } from './encoded-body.ts';
import { processorTime } from './processor-time.ts';

const part = (header: string, value: string) => `--x-fuzz-7d1\r\n${header}\r\n\r\n${value}\r\n`;
const named = (name: string) => `content-disposition: form-data; name="${name}"`;
const filled = (unit: string, size: number) => unit.repeat(Math.floor(size / unit.length));
const numbered = (size: number, write: (index: number) => string) =>
  Array.from({ length: size / 16 }, (_, index) => write(index)).join('');

/** The most expensive bodies we can think of, of about `size` bytes. */
const worst: readonly [name: string, type: BodyType, body: (size: number) => string][] = [
  ['JSON nested deeply', 'application/json', (size) => `{"subject":${filled('[', size)}`],
  [
    'JSON nested deeply, closed',
    'application/json',
    (size) => `{"a":${filled('[', size / 2)}${filled(']', size / 2)}}`,
  ],
  ['JSON objects nested deeply', 'application/json', (size) => filled('{"a":', size)],
  ['JSON of one field, again and again', 'application/json', (size) => `{${filled('"a":1,', size)}"b":1}`],
  ['JSON of many fields', 'application/json', (size) => `{${numbered(size, (index) => `"f${index}":1,`)}"b":1}`],
  ['a JSON number of many digits', 'application/json', (size) => `{"subject":${filled('9', size)}}`],
  ['JSON of escapes', 'application/json', (size) => `{"message":"${filled('\\ud83d\\ude00', size)}"}`],
  ['JSON of white space', 'application/json', (size) => `{"subject":"${filled(' \\r\\n', size)}x"}`],
  ['JSON of unfinished text', 'application/json', (size) => `{"subject":"${filled('\\\\', size)}`],
  ['a form of one field, again and again', 'application/x-www-form-urlencoded', (size) => filled('a&', size)],
  ['a form of many fields', 'application/x-www-form-urlencoded', (size) => numbered(size, (index) => `f${index}=1&`)],
  ['a form of escapes', 'application/x-www-form-urlencoded', (size) => `a=${filled('%F0%9F%98%80', size)}`],
  ['a form of stray percent signs', 'application/x-www-form-urlencoded', (size) => filled('%4', size)],
  ['a form of white space', 'application/x-www-form-urlencoded', (size) => `subject=${filled('+%0D%0A', size)}x`],
  ['one part, again and again', 'multipart/form-data', (size) => `${filled(part(named('a'), ''), size)}--x-fuzz-7d1--`],
  ['a part of almost boundaries', 'multipart/form-data', (size) => part(named('a'), filled('\r\n--x-fuzz-7d', size))],
  ['a part of line breaks', 'multipart/form-data', (size) => part(named('a'), filled('\r\n', size))],
  ['a part with a long name', 'multipart/form-data', (size) => part(named(filled('%22', size)), '')],
  ['a part with many headers', 'multipart/form-data', (size) => part(`${filled('a: b\r\n', size)}${named('a')}`, '')],
  ['a part with a long header', 'multipart/form-data', (size) => part(`a: ${filled(' ;"', size)}`, '')],
  [
    'a part without an end',
    'multipart/form-data',
    (size) => `${part(named('a'), 'v')}${filled('--x-fuzz-7d1\r\n', size)}`,
  ],
];

/** Reads a body and validates it as a ticket, as the endpoint does. */
async function take(type: BodyType, body: string): Promise<void> {
  const event = gatewayEvent({ headers: { 'content-type': contentTypeOf(type) }, body });
  try {
    parse(submitTicketContract.body.schema, (await readBody(event, submitTicketContract.body)).fields);
  } catch (error) {
    expect(error).toMatchObject({ name: 'DeskError' });
  }
}

describe('a body of eight times the size takes about eight times the work, never quadratic time:', () => {
  it.each(worst)('%s', async (_, type, body) => {
    const whole = body(MAX_BODY_BYTES - 200);
    const eighth = body(MAX_BODY_BYTES / 8);
    expect(whole.length).toBeGreaterThan(MAX_BODY_BYTES / 3);
    const short = await processorTime(() => take(type, eighth));
    const long = await processorTime(() => take(type, whole));
    expect(long).toBeLessThan(1000);
    // Below five milliseconds the processor's clock is too coarse.
    expect(long / Math.max(short, 5)).toBeLessThan(24);
  });
});
