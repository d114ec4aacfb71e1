import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Lambda } from './lambda.ts';
import { listenOnLoopback } from './loopback.ts';

/** Lambda's API on this machine, as far as `desk -- replay` uses it: Invoke, which waits for the function's response. */
export interface LambdaApi {
  readonly url: string;
  close(): Promise<void>;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
/** A function's name in the path: alone, or at the end of its ARN, perhaps with a version. */
const NAME = /^(?:arn:.*:function:)?([\w-]+)(?::\$LATEST)?$/;

/** Starts the API for the functions with these names. */
export async function startLambdaApi(names: readonly string[], invoke: Lambda['invoke']): Promise<LambdaApi> {
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = ''] = (request.url ?? '').split('?');
    const [, name = ''] = NAME.exec(decodeURIComponent(INVOKE.exec(path)?.[1] ?? '')) ?? [];
    // A website that is open in a browser can't sign its requests.
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256')) return refuse(response, 403, 'AccessDenied');
    if (request.method !== 'POST' || !names.includes(name)) return refuse(response, 404, 'ResourceNotFoundException');
    const event = (await json(request)) as object;
    const payload = await invoke(name, event).catch((reason: unknown) => {
      response.setHeader('x-amz-function-error', 'Unhandled');
      return { errorMessage: String(reason) };
    });
    response.end(JSON.stringify(payload ?? null));
  }

  const server = await listenOnLoopback((request, response) => {
    respond(request, response).catch(() => refuse(response, 400, 'InvalidRequestContentException'));
  }, 0);
  return { url: `http://127.0.0.1:${server.port}`, close: server.close };
}

const refuse = (response: ServerResponse, status: number, error: string): void =>
  void response.writeHead(status, { 'x-amzn-errortype': error }).end('{}');
