import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { corsHeaders, type LocalCorsRules, preflightHeaders } from '#test/local/cors.ts';
import { listenOnLoopback } from '#test/local/loopback.ts';
import { ObjectStore } from './object-store.ts';
import { objectOperations } from './operations.ts';
import { postObject } from './post-object.ts';
import type { S3Answer } from './s3-answer.ts';
import { S3Error } from './s3-error.ts';
import { type S3Request, s3Request } from './s3-request.ts';
import { checkSigned, type Keeper } from './signature.ts';
import { xml } from './xml.ts';

export interface S3Options {
  readonly bucket: string;
  /** The folder for the objects. */
  readonly path: string;
  readonly cors: LocalCorsRules;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Every request, before it is answered. */
  readonly onRequest?: (method: string) => void;
}

/** Amazon S3 on this machine, with one bucket. */
export interface S3 {
  /** `http://127.0.0.1:<port>`, which the SDK addresses by path. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Starts S3 on loopback, as far as the desk uses it; everything else is not implemented. Objects stay in the folder. */
export async function startS3({ bucket, path, cors, onRequest, ...key }: S3Options): Promise<S3> {
  const keeper: Keeper = { ...key, now: () => Date.now() };
  const store = new ObjectStore(join(path, 'objects'));
  const server = await listenOnLoopback(async (incoming, response) => {
    onRequest?.(incoming.method ?? '');
    const preflight = incoming.method === 'OPTIONS' ? allowed(incoming, cors) : undefined;
    for (const [name, value] of Object.entries(preflight ?? corsHeaders(incoming, cors)))
      response.setHeader(name, value);
    try {
      if (preflight) return void answerPreflight(preflight, response);
      await send(await answer(s3Request(incoming), bucket, store, keeper), response);
    } catch (error) {
      await refuse(error, incoming, response);
    }
  }, 0);
  return { endpoint: `http://127.0.0.1:${server.port}`, close: () => server.close() };
}

/** Returns the headers of a preflight's response; none for an origin or method that the rules don't allow. */
function allowed(incoming: IncomingMessage, cors: LocalCorsRules): Record<string, string> {
  const method = incoming.headers['access-control-request-method'] ?? '';
  const isAllowed = (cors.allowMethods as readonly string[]).includes(method);
  return (isAllowed && preflightHeaders(incoming, cors)) || {};
}

async function answer(request: S3Request, bucket: string, store: ObjectStore, keeper: Keeper): Promise<S3Answer> {
  if (request.method === 'POST' && request.key === '' && request.query.size === 0) {
    if (request.bucket !== bucket) throw noBucket();
    return postObject(request, store, keeper);
  }
  const sha256 = checkSigned(request, keeper);
  if (request.bucket !== bucket) throw noBucket();
  const operation = objectOperations(request);
  return operation(request, { bucket, store, sha256, now: keeper.now() });
}

const noBucket = () => new S3Error('NoSuchBucket', 'The specified bucket does not exist');

function answerPreflight(headers: object, response: ServerResponse): void {
  if (Object.keys(headers).length === 0) {
    throw new S3Error('AccessForbidden', 'CORSResponse: This CORS request is not allowed.');
  }
  response.writeHead(200).end();
}

async function send({ status, headers = {}, body }: S3Answer, response: ServerResponse): Promise<void> {
  response.writeHead(status, { ...headers, 'x-amz-request-id': randomUUID() });
  if (body === undefined || typeof body === 'string') response.end(body);
  else await pipeline(body, response).catch(() => response.destroy());
}

/** Responds with an error of S3's, once the whole request has arrived: whoever is still sending doesn't read. */
async function refuse(error: unknown, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const known = error instanceof S3Error ? error : { status: 500, code: 'InternalError', message: String(error) };
  if (response.headersSent || (incoming.destroyed && !incoming.complete)) return void response.destroy();
  await pipeline(incoming, async (rest) => {
    for await (const _ of rest);
  }).catch(() => {});
  const { code, message } = known;
  const body = xml({ Error: { Code: code, Message: message, Resource: incoming.url ?? '/', RequestId: randomUUID() } });
  response
    .writeHead(known.status, { 'content-type': 'application/xml' })
    .end(incoming.method === 'HEAD' ? undefined : body);
}
