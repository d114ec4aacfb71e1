import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { apiError, isApiError } from './api-error.ts';
import { type Engine, openEngine } from './engine.ts';

/** Its options. */
export interface DynamoDbOptions {
  /** A folder that keeps the data between starts; without it they live in memory. */
  readonly path?: string;
  /** 0, the default, chooses a free one. */
  readonly port?: number;
  /** The time in milliseconds. */
  readonly now?: () => number;
  /** The readers of tables that have a stream: see `ChangeLog`. */
  readonly readers?: readonly string[];
  /** Is told, for a person, why nothing can be stored, and when it can again. */
  readonly onTrouble?: ((line: string) => void) | undefined;
}

/** A database on this machine. */
export interface LocalDynamoDb extends Pick<Engine, 'changes' | 'holdIndexes'> {
  readonly endpoint: string;
  /** After the writes under way. */
  close(): Promise<void>;
}

/**
 * Starts a DynamoDB on 127.0.0.1: dynalite, and what the product needs besides (transactions, the item in a failed condition's answer, capacity
 * that counts index writes, streams). Credentials are not checked. Rejects if another process has the data open or the port is taken.
 */
export async function startDynamoDb({
  path,
  port = 0,
  now = Date.now,
  readers = [],
  onTrouble,
}: DynamoDbOptions = {}): Promise<LocalDynamoDb> {
  const engine = await openEngine(path, { now, readers, onTrouble });
  const server = createServer((request, response) => answer(engine, request, response));
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
  const address = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    changes: engine.changes,
    holdIndexes: engine.holdIndexes,
    async close() {
      server.close();
      await engine.close();
      server.closeAllConnections();
    },
  };
}

/** DynamoDB's protocol: the operation in a header, a JSON body either way, an error's name in its body. */
async function answer(engine: Engine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, operation = ''] = String(request.headers['x-amz-target']).split('.');
  try {
    send(response, 200, await engine.perform(operation, await json(request)));
  } catch (error) {
    const { statusCode, body } = asApiError(error);
    send(response, statusCode, body);
  }
}

function asApiError(error: unknown) {
  if (isApiError(error)) return error;
  if (error instanceof SyntaxError) return apiError('SerializationException', error.message);
  return { ...apiError('InternalServerError', String(error)), statusCode: 500 };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() };
  response.writeHead(status, headers).end(JSON.stringify(body));
}
