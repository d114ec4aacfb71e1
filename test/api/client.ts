import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openApiDocument } from '#http/openapi/openapi.ts';
import { routes } from '#lib/routes.ts';

const document = openApiDocument(routes);
const ajv = new Ajv2020.default({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'openapi', components: document.components });

interface Documented {
  readonly responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into responses of every shape.
  readonly json: any;
}

/**
 * Returns a client of the API at `url` that checks every response against the OpenAPI document: a status, a media type or a body that isn't
 * documented fails the test.
 */
export function apiClient(url: string) {
  return async (method: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(url + path, { redirect: 'manual', ...init, method });
    return documented(method, path, response.status, response.headers, await response.text());
  };
}

/** Returns a response that the OpenAPI document promises; throws for any other. */
export function documented(method: string, path: string, status: number, headers: Headers, text: string): Answer {
  const json = text === '' ? undefined : JSON.parse(text);
  const type = headers.get('content-type')?.split(';')[0] ?? '';
  const mistake = mismatch(method, path.split('?')[0] ?? '', status, type, json);
  if (mistake) throw new Error(`${method} ${path} returned ${status} ${text.slice(0, 300)}: ${mistake}`);
  return { status, headers, json };
}

function mismatch(method: string, path: string, status: number, type: string, json: unknown): string | undefined {
  const operation = operationOf(method === 'HEAD' ? 'GET' : method, path);
  const answer = operation?.responses[status];
  if (method === 'HEAD' && answer) return json === undefined ? undefined : 'HEAD has no body';
  if (answer && !answer.content) return json === undefined ? undefined : 'the document says that it has no body';
  // A path without a route returns a problem too.
  const schema = operation
    ? answer?.content?.[type]?.schema
    : type === 'application/problem+json' && { $ref: '#/components/schemas/Problem' };
  if (!schema) return `the document has no ${type} response with this status`;
  const validate = validatorOf(schema);
  return validate(json) ? undefined : ajv.errorsText(validate.errors);
}

function operationOf(method: string, path: string): Documented | undefined {
  for (const [template, item] of Object.entries(document.paths)) {
    const pattern = new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
    const operation = pattern.test(path) ? item[method.toLowerCase()] : undefined;
    if (operation) return operation as Documented;
  }
  return undefined;
}

const validators = new WeakMap<object, ValidateFunction>();

function validatorOf(schema: object): ValidateFunction {
  const known =
    validators.get(schema) ??
    ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components')));
  validators.set(schema, known);
  return known;
}
