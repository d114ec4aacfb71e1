import fc from 'fast-check';
import { mailableAddress } from '#core/mail/address.ts';
import type { BodyType } from '#http/edge/contract.ts';
import { editedBytes } from './edited-bytes.ts';
import { contentTypeOf, encodedBody, type Field } from './encoded-body.ts';
import type { Operation, Schema } from './operations.ts';
import { validText } from './values.ts';

/** Values by the names of path parameters and fields. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

/** A request in parts, before they are encoded. */
export interface Call {
  readonly method: string;
  /** With `{name}` for a path parameter. */
  readonly template: string;
  /** Percent-encoded. */
  readonly path: Readonly<Record<string, string>>;
  /** Percent-encoded pairs. */
  readonly query: readonly string[];
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: {
    readonly type: BodyType;
    readonly fields: readonly Field[];
    /** Damage to the bytes. */
    readonly edits: Parameters<typeof editedBytes>[1];
  };
}

/** Escapes any text for a URL, even with unpaired surrogates. */
export const escaped = (text: string): string => encodeURIComponent(text.toWellFormed());

export const addressOf = ({ template, path, query }: Call): string =>
  template.replaceAll(/\{(.+?)\}/g, (_, name: string) => path[name] ?? '') +
  (query.length > 0 ? `?${query.join('&')}` : '');

export const bytesOf = ({ body }: Call): Buffer =>
  body ? editedBytes(encodedBody(body.type, body.fields), body.edits) : Buffer.alloc(0);

/** Returns requests that are valid by the document, with these credentials; `known` has values of path parameters and fields that exist. */
export function validCalls(
  { method, path: template, parameters, body }: Operation,
  credentials: Readonly<Record<string, string>>,
  known: Known,
): fc.Arbitrary<Call> {
  const of = (place: 'path' | 'query' | 'header') => {
    const here = parameters.filter((parameter) => parameter.in === place);
    const values = Object.fromEntries(
      here.map(({ name, schema }) => [
        name,
        ((place === 'path' || name === 'after_ticket') && known[name]
          ? fc.constantFrom(...known[name])
          : validValue(schema)
        ).map(String),
      ]),
    );
    return fc.record(values, { requiredKeys: here.filter(({ required }) => required).map(({ name }) => name) });
  };
  return fc
    .record({ path: of('path'), query: of('query'), header: of('header'), body: validBodies(body, known) })
    .map((parts) => ({
      method,
      template,
      path: Object.fromEntries(Object.entries(parts.path).map(([name, value]) => [name, escaped(value ?? '')])),
      query: Object.entries(parts.query).map(([name, value]) => `${name}=${escaped(value ?? '')}`),
      headers: {
        ...credentials,
        ...(parts.header as Record<string, string>),
        ...(parts.body && { 'content-type': contentTypeOf(parts.body.type) }),
      },
      ...(parts.body && { body: parts.body }),
    }));
}

function validBodies(body: Operation['body'], known: Known): fc.Arbitrary<Call['body']> {
  if (!body) return fc.constant(undefined);
  return fc.record({
    type: fc.constantFrom(...body.types),
    fields: validFields(body.schema, known),
    edits: fc.constant([]),
  });
}

/** Returns valid JSON values of a field. */
function validValue(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(validValue));
  if (schema.type === 'null') return fc.constant(null);
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'integer') return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 0 });
  if (schema.items)
    return fc.array(validValue(schema.items), { minLength: schema.minItems ?? 0, maxLength: schema.maxItems ?? 0 });
  if (schema.format === 'email') return fc.emailAddress().filter((address) => mailableAddress(address) !== undefined);
  return validText(schema);
}

function validFields(
  { properties = {}, required = [], minProperties = 0 }: Schema,
  known: Known,
): fc.Arbitrary<readonly Field[]> {
  const values = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      known[name]
        ? fc.constantFrom(...known[name])
        : schema.properties
          ? validFields(schema, known).map(Object.fromEntries)
          : validValue(schema),
    ]),
  );
  return fc
    .record(values, { requiredKeys: [...required] })
    .filter((fields) => Object.keys(fields).length >= minProperties)
    .chain((fields) => fc.shuffledSubarray(Object.entries(fields), { minLength: Object.keys(fields).length }));
}
