import fc from 'fast-check';
import { bodyTypes } from '#http/edge/contract.ts';
import { type Call, escaped } from './calls.ts';
import { edits } from './edited-bytes.ts';
import { contentTypeOf } from './encoded-body.ts';
import type { Operation } from './operations.ts';
import { hostileText, hostileValue } from './values.ts';

type Damage = (call: Call) => Call;

/** Text that a client may put into a URL, more or less escaped. */
const inUrl = fc.oneof(
  hostileText.map(escaped),
  fc.constantFrom('', '%', '%zz', '%00', '%ff', '%C0%AF', '..', '.', '+', '%2F', ';'),
);

/** Text that a client may put into a header: a line of Latin-1. */
const inHeader = hostileText.map((text) => text.replaceAll(/[^\x20-\x7e\xa0-\xff]/g, ' '));

const contentTypes = [
  ...bodyTypes.map(contentTypeOf),
  ...['multipart/form-data', 'application/json; charset=utf-16', 'APPLICATION/JSON', 'text/plain', '*/*', ''],
];

const otherHeaders = [
  'authorization',
  'x-admin-key',
  'accept',
  'origin',
  'cookie',
  'content-encoding',
  'if-none-match',
];

/** Valid requests, damaged in up to three places. */
export function damagedCalls(operation: Operation, valid: fc.Arbitrary<Call>): fc.Arbitrary<Call> {
  const damages = fc.array(fc.oneof(...damagesOf(operation)), { minLength: 1, maxLength: 3 });
  return fc.tuple(valid, damages).map(([call, all]) => all.reduce((damaged, damage) => damage(damaged), call));
}

function damagesOf({ parameters, body }: Operation): fc.Arbitrary<Damage>[] {
  const names = (place: string) => parameters.filter((it) => it.in === place).map(({ name }) => name);
  const queryName = fc.oneof(inUrl, fc.constantFrom('status', ...names('query')));
  const headerName = fc.constantFrom(...otherHeaders, ...names('header'));
  return [
    ...names('path').map((name) =>
      inUrl.map(
        (text): Damage =>
          (call) => ({ ...call, path: { ...call.path, [name]: text } }),
      ),
    ),
    fc.tuple(queryName, inUrl).map(
      ([name, text]): Damage =>
        (call) => ({ ...call, query: [...call.query, `${name}=${text}`] }),
    ),
    fc.tuple(headerName, inHeader).map(([name, text]) => withHeader(name, text)),
    fc.constantFrom('authorization', 'x-admin-key', 'content-type').map(withoutHeader),
    fc.constantFrom(...contentTypes).map((type) => withHeader('content-type', type)),
    ...(body ? bodyDamages(Object.keys(body.schema.properties ?? {})) : []),
  ];
}

const withHeader =
  (name: string, value: string): Damage =>
  (call) => ({ ...call, headers: { ...call.headers, [name]: value } });

const withoutHeader =
  (name: string): Damage =>
  (call) => ({
    ...call,
    headers: Object.fromEntries(Object.entries(call.headers).filter(([it]) => it !== name)),
  });

/** Returns damages: fields missing, added, given twice, of another type or length, and bytes that aren't a valid body. */
function bodyDamages(names: readonly string[]): fc.Arbitrary<Damage>[] {
  const fieldName = fc.oneof(fc.constantFrom(...names), hostileText);
  return [
    fc
      .constantFrom(...names)
      .map((name) => withBody((body) => ({ ...body, fields: body.fields.filter(([it]) => it !== name) }))),
    fc
      .tuple(fieldName, hostileValue)
      .map((field) => withBody((body) => ({ ...body, fields: [...body.fields, field] }))),
    fc
      .tuple(fc.constantFrom(...names), hostileValue)
      .map((field) =>
        withBody((body) => ({ ...body, fields: [field, ...body.fields.filter(([it]) => it !== field[0])] })),
      ),
    edits.map((more) => withBody((body) => ({ ...body, edits: more }))),
  ];
}

const withBody =
  (change: (body: NonNullable<Call['body']>) => Call['body']): Damage =>
  (call) => {
    const body = call.body && change(call.body);
    return body ? { ...call, body } : call;
  };
