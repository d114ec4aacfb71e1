import type { BodyType } from '#http/edge/contract.ts';
import { openApiDocument } from '#http/openapi/openapi.ts';
import { routes } from '#lib/routes.ts';

/** The part of JSON Schema that these tests support: all that the document uses for requests. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
}

/** A route as the document describes it. */
export interface Operation {
  readonly method: string;
  /** With `{name}` for a path parameter. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body?: { readonly types: readonly BodyType[]; readonly schema: Schema };
  /** Names of the document's security schemes. */
  readonly credentials: readonly string[];
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Partial<Record<BodyType, { readonly schema: Schema }>>> };
  readonly security: readonly Readonly<Record<string, unknown>>[];
}

const document = openApiDocument(routes);

/** Every operation of the OpenAPI document. */
export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, described]) => operation(method.toUpperCase(), path, described as Described)),
);

function operation(method: string, path: string, { parameters = [], requestBody, security }: Described): Operation {
  const types = Object.keys(requestBody?.content ?? {}) as BodyType[];
  const [schema] = Object.values(requestBody?.content ?? {}).map((it) => resolved(it.schema));
  const credentials = security.flatMap((scheme) => Object.keys(scheme));
  return { method, path, parameters, credentials, ...(schema && { body: { types, schema } }) };
}

function resolved(schema: Schema & { readonly $ref?: string }): Schema {
  const name = schema.$ref?.split('/').at(-1);
  const { properties, ...own } = name === undefined ? schema : (document.components.schemas[name] as Schema);
  if (!properties) return own;
  const parts = Object.entries(properties).map(([key, part]) => [key, resolved(part)]);
  return { ...own, properties: Object.fromEntries(parts) };
}
