import * as z from 'zod/mini';
import type { BodyType, Contract, ContractBody, ContractResponse } from '#http/edge/contract.ts';
import { problems, problemType } from '#http/edge/problem.ts';
import { contracts } from './contracts.ts';
import { portablePattern } from './portable-pattern.ts';

/** A route as the document needs it; `lib/routes.ts` lists them. */
export interface DocumentedRoute {
  readonly method: string;
  readonly path: string;
  readonly entry: string;
  readonly caller: 'anyone' | 'customer' | 'paying_customer' | 'agent' | 'admin';
}

/** A problem (RFC 9457), with the members this desk adds. */
const problemJson = z
  .looseObject({
    type: z.enum(Object.keys(problems).map((refusal) => problemType(refusal as keyof typeof problems))),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.optional(z.array(z.strictObject({ pointer: z.string(), detail: z.string() }))),
    pricing_url: z.optional(z.string()),
  })
  .check(z.meta({ id: 'Problem' }));

/** Errors of API Gateway itself, in its own format. */
const gatewayJson = z.looseObject({ message: z.string() }).check(z.meta({ id: 'GatewayRefusal' }));

const security = {
  anyone: [],
  customer: [{ websiteToken: [] }],
  paying_customer: [{ websiteToken: [] }],
  agent: [{ agentKey: [] }],
  admin: [{ agentKey: [] }],
} as const;

/** Returns the API as OpenAPI 3.1, generated from the schemas that validate its requests. */
export function openApiDocument(routes: readonly DocumentedRoute[]) {
  const schemas = new SchemaCollector();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const contract = contracts[route.entry];
    if (!contract) throw new Error(`functions/http/openapi/openapi.ts has no contract for ${route.entry}.`);
    if (route.method === '$default') continue;
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, contract, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Support desk',
      version: '1.0.0',
      description:
        'Customers submit tickets with the website’s token; agents work on them with their key. `HEAD` works wherever `GET` does. API Gateway itself refuses bodies over 10 MB (413) and request lines with headers over 10,240 bytes (431), so a token can have at most 6 KiB. It also refuses a body too large for Lambda (6 MB, after base64). Its errors have the form `{"message": …}`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: schemas.components,
      securitySchemes: {
        websiteToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        agentKey: { type: 'apiKey', in: 'header', name: 'X-Admin-Key' },
      },
    },
  };
}

function operation({ entry, caller }: DocumentedRoute, contract: Contract, schemas: SchemaCollector) {
  const parameters = [
    ...parametersOf(contract.path, 'path', schemas),
    ...parametersOf(contract.query, 'query', schemas),
    ...parametersOf(contract.headers, 'header', schemas),
  ];
  return {
    operationId: entry,
    summary: contract.summary,
    ...(contract.description && { description: contract.description }),
    security: security[caller],
    ...(parameters.length > 0 && { parameters }),
    ...(contract.body && { requestBody: requestBody(contract.body, schemas) }),
    responses: Object.fromEntries(
      Object.entries(withCommonResponses(contract.responses)).map(([status, documented]) => [
        status,
        response(documented, status, schemas),
      ]),
    ),
  };
}

/** Adds the responses that any route may return. */
function withCommonResponses(responses: Contract['responses']): Contract['responses'] {
  return {
    ...responses,
    429: { description: 'Too many requests; an error of API Gateway, in its own format', schema: gatewayJson },
    500: { description: 'A bug in the desk' },
  };
}

function parametersOf(
  schema: z.ZodMiniObject | undefined,
  place: 'path' | 'query' | 'header',
  schemas: SchemaCollector,
) {
  return Object.entries(schema?.shape ?? {}).map(([name, part]) => ({
    name,
    in: place,
    required: place === 'path' || !z.safeParse(part, undefined).success,
    schema: schemas.inline(part as z.ZodMiniType, 'input'),
  }));
}

function requestBody({ schema, types, files = false }: ContractBody, schemas: SchemaCollector) {
  const content = types.map((type) => {
    const more = files && type === 'multipart/form-data' ? fileParts : {};
    return [type, { schema: schemas.reference(schema, 'input', schemaSuffix[type], more) }];
  });
  return { required: true, content: Object.fromEntries(content) };
}

/** The parts of a form that are files. */
const fileParts = { file: { type: 'array', items: { type: 'string', format: 'binary' } } };

/** The suffix of a body's schema by content type, after its id: generated clients choose the type by the class of what they send. */
const schemaSuffix: Readonly<Record<BodyType, string>> = {
  'application/json': '',
  'application/x-www-form-urlencoded': 'Form',
  'multipart/form-data': 'Multipart',
};

function response({ description, schema, headers }: ContractResponse, status: string, schemas: SchemaCollector) {
  const [type, body] = schema ? ['application/json', schema] : ['application/problem+json', problemJson];
  return {
    description,
    ...(headers && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, text]) => [name, { description: text, schema: { type: 'string' } }]),
      ),
    }),
    // RFC 9110, sections 15.3.5 and 15.4.5.
    ...(!['204', '304'].includes(status) && { content: { [type]: { schema: schemas.reference(body, 'output') } } }),
  };
}

/** Turns zod schemas into JSON Schema; the ones with an id become components. */
class SchemaCollector {
  readonly components: Record<string, unknown> = {};

  inline(schema: z.ZodMiniType, io: 'input' | 'output'): Record<string, unknown> {
    const {
      $schema: _,
      $defs = {},
      ...json
    } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' });
    for (const [id, definition] of Object.entries($defs)) this.#add(id, definition);
    return atComponents(json) as Record<string, unknown>;
  }

  /** Returns a reference to the component of a schema with an id, named by its id and `suffix` and with these properties, too; otherwise the
   * schema itself. */
  reference(
    schema: z.ZodMiniType,
    io: 'input' | 'output',
    suffix = '',
    properties: Readonly<Record<string, unknown>> = {},
  ): Record<string, unknown> {
    const json = this.inline(schema, io);
    const id = z.globalRegistry.get(schema)?.id;
    if (id === undefined || suffix === '') return json;
    const component = this.components[id] as { readonly properties?: object };
    this.#add(id + suffix, { ...component, properties: { ...component.properties, ...properties } });
    return { $ref: `#/components/schemas/${id}${suffix}` };
  }

  #add(name: string, definition: unknown): void {
    const { id: _, $id: __, ...json } = definition as Record<string, unknown>;
    this.components[name] = atComponents(json);
  }
}

/** Moves JSON Schema's definitions to the document's components, and makes patterns readable to regular-expression engines of all kinds. */
function atComponents(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json).replaceAll('#/$defs/', '#/components/schemas/'), (key, value) =>
    key === 'pattern' && typeof value === 'string' ? portablePattern(value) : value,
  );
}
