import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** One request to DynamoDB, as a bill shows it. */
export interface MeteredRequest {
  readonly operation: string;
  /** Undefined if a request names several. */
  readonly table: string | undefined;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Every response takes this long, as on a network, so that concurrent requests overlap. */
const NETWORK_MS = 20;

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem']);

interface Capacity {
  readonly CapacityUnits?: number;
}

/** Starts a proxy for a DynamoDB endpoint that requests the consumed capacity of every request and records it. */
export async function startMeteringProxy(endpoint: string) {
  const requests: MeteredRequest[] = [];
  const server = createServer(async (request, response) => {
    const startedAt = performance.now();
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    const asked = JSON.parse(Buffer.concat(chunks).toString());
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': String(request.headers['x-amz-target']),
        authorization: String(request.headers.authorization),
        'x-amz-date': String(request.headers['x-amz-date']),
      },
      body: JSON.stringify({ ...asked, ReturnConsumedCapacity: 'TOTAL' }),
    });
    const text = await answer.text();
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const consumed: Capacity[] = [JSON.parse(text).ConsumedCapacity ?? []].flat();
    const units = consumed.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
    const [readUnits, writeUnits] = WRITES.has(operation) ? [0, units] : [units, 0];
    await pause(NETWORK_MS);
    requests.push({ operation, table: asked.TableName, readUnits, writeUnits, startedAt, endedAt: performance.now() });
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    /** Returns the requests since the last call. */
    take: (): MeteredRequest[] => requests.splice(0),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Returns how many times the caller had to wait for a response before its next request. */
export function rounds(requests: readonly MeteredRequest[]): number {
  let count = 0;
  let roundEnds = Number.NEGATIVE_INFINITY;
  for (const { startedAt, endedAt } of requests.toSorted((a, b) => a.startedAt - b.startedAt)) {
    if (startedAt >= roundEnds) {
      count += 1;
      roundEnds = endedAt;
    }
  }
  return count;
}
