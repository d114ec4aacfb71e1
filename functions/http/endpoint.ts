import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { DeskError, unavailable } from '../core/errors.ts';
import { readBody } from './body.ts';
import type { Authenticate } from './callers.ts';
import type { Contract, Parsed, ParsedBody } from './contract.ts';
import { parse, parsePath } from './parse.ts';
import { commonHeaders, internalErrorResponse, problemResponse } from './problem.ts';

/** A success: `body` becomes JSON. */
export interface Ok {
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: unknown, headers: Readonly<Record<string, string>> = {}): Ok => ({ body, headers });

/** The structured log of requests, as the endpoint needs it. Never given an address, a text, a token or a key. */
interface RequestLog {
  info(message: string, fields: Readonly<Record<string, unknown>>): void;
  error(message: string, fields: Readonly<Record<string, unknown>>): void;
}

interface Endpoint<C extends Contract, Caller> {
  readonly log: RequestLog;
  readonly contract: C;
  readonly caller: Authenticate<Caller>;
  readonly handle: (request: EndpointRequest<C, Caller>) => Promise<Ok>;
}

interface EndpointRequest<C extends Contract, Caller> {
  readonly caller: Caller;
  readonly path: Parsed<C['path']>;
  readonly query: Parsed<C['query']>;
  readonly headers: Parsed<C['headers']>;
  readonly body: ParsedBody<C['body']>;
  readonly event: APIGatewayProxyEventV2;
}

/** Every request is answered within eight seconds, whatever it waits for; API Gateway and the function's timeout allow more. */
const DEADLINE_MS = 7500;

export type EndpointHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * A Lambda handler for one route: parse the path → authenticate → parse the rest → handle → respond, and the one place where
 * errors become answers. Nothing is read from the body before the caller is known.
 */
export function endpoint<C extends Contract, Caller>({
  log,
  contract,
  caller: authenticate,
  handle,
}: Endpoint<C, Caller>): EndpointHandler {
  const run = async (event: APIGatewayProxyEventV2, facts: Record<string, unknown>): Promise<Ok> => {
    const path = contract.path && parsePath(contract.path, event.pathParameters ?? {});
    if (path) Object.assign(facts, path);
    const caller = await authenticate(event.headers);
    if (hasName(caller)) facts.agent = caller.name;
    const query = contract.query && parse(contract.query, event.queryStringParameters ?? {}, '?');
    const headers = contract.headers && parse(contract.headers, event.headers, 'header ');
    const body = contract.body && parse(contract.body.schema, await readBody(event, contract.body.types));
    return handle({ caller, path, query, headers, body, event } as EndpointRequest<C, Caller>);
  };
  return async (event) => {
    const started = performance.now();
    const facts: Record<string, unknown> = { route: event.routeKey, request_id: event.requestContext.requestId };
    const answered = (result: APIGatewayProxyStructuredResultV2) => {
      log.info('request', {
        ...facts,
        status: result.statusCode,
        duration_ms: Math.round(performance.now() - started),
      });
      return result;
    };
    try {
      const { body: answer, headers: more } = await withinDeadline(run(event, facts));
      return answered({
        statusCode: 200,
        headers: { ...commonHeaders, 'content-type': 'application/json', ...more },
        body: JSON.stringify(answer),
      });
    } catch (error) {
      if (!(error instanceof DeskError)) {
        log.error('defect', { ...facts, ...describe(error) });
        return answered(internalErrorResponse());
      }
      facts.refusal = error.refusal;
      if (error.cause !== undefined) log.error('cause', { ...facts, ...describe(error.cause) });
      return answered(problemResponse(error));
    }
  };
}

async function withinDeadline<T>(work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const refusal = unavailable('This took too long. Try again.');
  const timer = setTimeout(() => reject(refusal), DEADLINE_MS);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function hasName(caller: unknown): caller is { name: string } {
  return typeof caller === 'object' && caller !== null && 'name' in caller;
}

/** Where an error came from, without its message: a message may quote what a customer wrote. */
function describe(error: unknown): { error: string; stack?: string[] } {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, stack: frames.map((line) => line.trim()).slice(0, 8) };
}
