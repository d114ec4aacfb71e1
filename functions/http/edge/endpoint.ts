import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { withinDeadline } from '#core/deadline.ts';
import { DeskError, unavailable } from '#core/errors.ts';
import type { GivenFile } from '#core/files/attach-files.ts';
import type { Count, Outcome } from '#core/metrics.ts';
import { readBody } from './body.ts';
import type { Authenticate } from './callers.ts';
import type { Contract, Parsed, ParsedBody } from './contract.ts';
import { parse } from './parse.ts';
import { commonHeaders, internalErrorResponse, problemResponse } from './problem.ts';
import { type RequestLine, type RequestLog, requestLine } from './request-line.ts';

/** A success: `body` becomes JSON. */
export interface Ok {
  /** 200 by default, 304 without a body. */
  readonly status?: 200 | 201 | 204;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: unknown, headers: Readonly<Record<string, string>> = {}): Ok => ({ body, headers });

/** The 201 response: something was created. */
export const created = (body: unknown): Ok => ({ status: 201, body });

/** The 204 response: it was done, and there is nothing to say. */
export const noContent: Ok = { status: 204 };

/** The 304 response: what the caller has is current. */
export const notModified = (headers: Readonly<Record<string, string>>): Ok => ({ headers });

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
  /** The files of a multipart form. */
  readonly files: readonly GivenFile[];
  readonly event: APIGatewayProxyEventV2;
  /** Counts a metric in the request's log line. */
  readonly count: Count;
}

/** Every request ends within eight seconds, whatever it waits for; API Gateway and the function's timeout allow more. */
const DEADLINE_MS = 7500;

export type EndpointHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * Returns a Lambda handler for one route: authenticate → parse → handle → respond, and the one place where errors become responses. Until the caller
 * is known, nothing but the request's headers is read.
 */
export function endpoint<C extends Contract, Caller>({
  log,
  contract,
  caller: authenticate,
  handle,
}: Endpoint<C, Caller>): EndpointHandler {
  const run = async (event: APIGatewayProxyEventV2, line: RequestLine): Promise<Ok> => {
    const caller = await authenticate(event.headers);
    if (isAgent(caller)) line.note({ agent: caller.id });
    const path = contract.path && parse(contract.path, event.pathParameters ?? {});
    if (path) line.note(idsIn(path));
    const query = contract.query && parse(contract.query, event.queryStringParameters ?? {}, '?');
    const headers = contract.headers && parse(contract.headers, event.headers, 'header ');
    const sent = contract.body && (await readBody(event, contract.body));
    const body = contract.body && parse(contract.body.schema, sent?.fields);
    const files = sent?.files ?? [];
    return handle({ caller, path, query, headers, body, files, event, count: line.count } as EndpointRequest<
      C,
      Caller
    >);
  };
  return async (event) => {
    const line = requestLine(log, event);
    const logged = (outcome: Outcome, response: APIGatewayProxyStructuredResultV2, cause?: unknown) => {
      line.write(outcome, response, cause);
      return response;
    };
    try {
      return logged('ok', okResponse(await inTime(() => run(event, line))));
    } catch (error) {
      if (!(error instanceof DeskError)) return logged('internal_error', internalErrorResponse(), error);
      return logged(error.refusal, problemResponse(error), error.cause);
    }
  };
}

/** Picks the ids in a path: the log is given no addresses. */
const idsIn = (path: object) => Object.fromEntries(Object.entries(path).filter(([name]) => name.endsWith('_id')));

function okResponse({ status, body, headers }: Ok): APIGatewayProxyStructuredResultV2 {
  if (body === undefined) return { statusCode: status ?? 304, headers: { ...commonHeaders, ...headers } };
  return {
    statusCode: status ?? 200,
    headers: { ...commonHeaders, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** Ends `work` at the deadline: nothing more is started, and the caller gets `unavailable`. */
async function inTime<T>(work: () => Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const refusal = unavailable('This took too long. Try again.');
  const timer = setTimeout(() => reject(refusal), DEADLINE_MS);
  try {
    return await Promise.race([withinDeadline(DEADLINE_MS, work), late]);
  } finally {
    clearTimeout(timer);
  }
}

function isAgent(caller: unknown): caller is { id: string; role: string } {
  return typeof caller === 'object' && caller !== null && 'id' in caller && 'role' in caller;
}
