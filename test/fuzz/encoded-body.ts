import type { BodyType } from '#http/edge/contract.ts';

/** A field by its name; a body may contain a name twice. */
export type Field = readonly [name: string, value: unknown];

const BOUNDARY = 'x-fuzz-7d1';

/** Returns the content type that a client sends with a body of this type. */
export const contentTypeOf = (type: BodyType): string =>
  type === 'multipart/form-data' ? `${type}; boundary=${BOUNDARY}` : type;

/** Encodes fields as the bytes of a body; in forms a value that isn't text becomes JSON. */
export function encodedBody(type: BodyType, fields: readonly Field[]): Buffer {
  const texts = fields.map(
    ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
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

/** https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data */
function disposition(name: string): string {
  const escaped = name.replaceAll(
    /[\r\n"]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `content-disposition: form-data; name="${escaped}"`;
}
