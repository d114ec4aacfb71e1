import type { BodyType } from '#http/edge/contract.ts';

/** A field by its name; a body may contain a name twice. */
export type Field = readonly [name: string, value: unknown];

const BOUNDARY = 'x-fuzz-7d1';

/** Returns the content type that a client sends with a body of this type. */
export const contentTypeOf = (type: BodyType): string =>
  type === 'multipart/form-data' ? `${type}; boundary=${BOUNDARY}` : type;

/** Encodes fields as the bytes of a body; in forms a list of texts is a repeated field, and another value that isn't text becomes JSON. */
export function encodedBody(type: BodyType, fields: readonly Field[]): Buffer {
  const texts = fields.flatMap(([name, value]) =>
    repeated(value).map((one) => [name, typeof one === 'string' ? one : JSON.stringify(one)] as const),
  );
  if (type === 'application/json') {
    return Buffer.from(`{${fields.map((field) => field.map((part) => JSON.stringify(part)).join(':')).join(',')}}`);
  }
  if (type === 'application/x-www-form-urlencoded') {
    return Buffer.from(new URLSearchParams(texts.map(([name, text]) => [name, text])).toString());
  }
  const parts = texts.map(([name, text]) => `--${BOUNDARY}\r\n${disposition(name)}\r\n\r\n${text}\r\n`);
  return Buffer.from(`${parts.join('')}--${BOUNDARY}--\r\n`);
}

const repeated = (value: unknown): readonly unknown[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : [value];

/** https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data */
function disposition(name: string): string {
  const escaped = name.replaceAll(
    /[\r\n"]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `content-disposition: form-data; name="${escaped}"`;
}
