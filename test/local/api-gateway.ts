import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { methodsOf } from '#lib/routes.ts';
import { corsHeaders, type LocalCorsRules, preflightHeaders } from './cors.ts';

/** Runs the function behind one entry. */
export type Invoke = (entry: string, event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

export interface GatewayRoute {
  readonly method: string;
  readonly path: string;
  readonly entry: string;
}

/** API Gateway refuses larger bodies itself. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** Request line and header values together; fixed: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MAX_HEAD_BYTES = 10_240;

/**
 * API Gateway's HTTP API on this machine: matches the table of routes, makes events of payload format 2.0, responds to CORS
 * preflights itself and adds CORS headers to responses.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function apiGateway(routes: readonly GatewayRoute[], cors: LocalCorsRules, invoke: Invoke) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (headBytes(request) > MAX_HEAD_BYTES) {
      response.writeHead(431, { 'content-type': 'application/json', connection: 'close' });
      response.end('{"message":"Request Header Fields Too Large"}');
      return;
    }
    const preflight = preflightHeaders(request, cors);
    if (preflight) {
      response.writeHead(204, preflight).end();
      return;
    }
    const body = await readBody(request);
    if (!body) {
      response.writeHead(413, { 'content-type': 'application/json', connection: 'close' });
      response.end('{"message":"Request Entity Too Large"}');
      return;
    }
    const { route, parameters } = matchRoute(routes, request);
    const result = await invoke(route.entry, toEvent(request, body, route, parameters));
    const headers = { ...result.headers, ...corsHeaders(request, cors) } as Record<string, string>;
    response.writeHead(result.statusCode ?? 200, headers).end(result.body);
  };
}

function headBytes({ method = '', url = '', httpVersion, rawHeaders }: IncomingMessage): number {
  const values = rawHeaders.filter((_, index) => index % 2 === 1);
  return [`${method} ${url} HTTP/${httpVersion}`, ...values].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

function matchRoute(routes: readonly GatewayRoute[], request: IncomingMessage) {
  const segments = pathOf(request).split('/');
  for (const route of routes) {
    const asked = methodsOf(route.method).includes(request.method ?? '');
    const parameters = asked ? matchPath(route.path, segments) : undefined;
    if (parameters) return { route, parameters };
  }
  const fallback = routes.find(({ method }) => method === '$default');
  if (!fallback) throw new Error('The table of routes has no $default.');
  return { route: fallback, parameters: {} };
}

function matchPath(template: string, segments: readonly string[]): Record<string, string> | undefined {
  const expected = template.split('/');
  if (expected.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const segment = segments[index] ?? '';
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name !== undefined && segment !== '') parameters[name] = decoded(segment);
    else if (part !== segment) return undefined;
  }
  return parameters;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?')[0] ?? '/';

/** Bodies of these types reach the function as text, if they are UTF-8; all others in base64. */
const TEXT_TYPES = /^(text\/|application\/(json|javascript|xml|.*\+json|.*\+xml))/i;

function toEvent(
  request: IncomingMessage,
  body: Buffer,
  { method, path }: GatewayRoute,
  parameters: Record<string, string>,
): APIGatewayProxyEventV2 {
  const [rawPath = '/', ...query] = (request.url ?? '/').split('?');
  const rawQueryString = query.join('?');
  const { cookie, ...headers } = request.headersDistinct;
  const now = new Date();
  const isText = TEXT_TYPES.test(request.headers['content-type'] ?? '') && isUtf8(body);
  const routeKey = method === '$default' ? '$default' : `${request.method} ${path}`;
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    headers: Object.fromEntries(Object.entries(headers).map(([name, values = []]) => [name, values.join(',')])),
    ...(cookie !== undefined && { cookies: cookie.flatMap((line) => line.split('; ')) }),
    ...(rawQueryString !== '' && { queryStringParameters: joinedQuery(rawQueryString) }),
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    requestContext: {
      accountId: '123456789012',
      apiId: 'local',
      domainName: request.headers.host ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method: request.method ?? 'GET',
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: crypto.randomUUID(),
      routeKey,
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(body.byteLength > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.byteLength > 0 && !isText,
  };
}

/** A repeated parameter arrives as one value, joined by commas. */
function joinedQuery(query: string): Record<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    joined.set(name, joined.has(name) ? `${joined.get(name)},${value}` : value);
  }
  return Object.fromEntries(joined);
}
