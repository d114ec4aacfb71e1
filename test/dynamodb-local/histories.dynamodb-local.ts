import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startDynamoDb } from '#test/local/dynamodb/dynamodb.ts';
import { withoutDifferences } from './differences.ts';
import { histories, type Request } from './histories.ts';
import { openWire, type Reply, type Send } from './wire.ts';

const theirEndpoint = process.env.DYNAMODB_ENDPOINT ?? '';

/** Sends a request to both engines and compares their replies. Returns the reply, without the differences. */
async function compare(request: Request, repeated: boolean, toUs: Send, toThem: Send): Promise<Reply> {
  const [ours, theirs] = await Promise.all([toUs, toThem].map((send) => send(request.operation, request.body)));
  if (!ours || !theirs) throw new Error('Both answer.');
  const exchange = withoutDifferences({ request, repeated, ours, theirs });
  expect(exchange.ours, JSON.stringify(request)).toEqual(exchange.theirs);
  return exchange.ours;
}

/** Performs a history on both engines, each with empty tables. */
async function replay(history: readonly Request[]): Promise<void> {
  const engine = await startDynamoDb();
  try {
    const toUs = await openWire(engine.endpoint);
    const toThem = await openWire(theirEndpoint);
    const succeeded = new Set<unknown>();
    for (const request of history) {
      const token = request.body.ClientRequestToken;
      let reply = await compare(request, succeeded.has(token), toUs, toThem);
      if (token !== undefined && !reply.error) succeeded.add(token);
      while (request.walk && reply.LastEvaluatedKey) {
        const body = { ...request.body, ExclusiveStartKey: reply.LastEvaluatedKey };
        reply = await compare({ ...request, body }, false, toUs, toThem);
      }
    }
  } finally {
    await engine.close();
  }
}

it('responds to any history of requests as DynamoDB Local does, except for the known differences', async () => {
  await fc.assert(fc.asyncProperty(histories, replay), { numRuns: 200, interruptAfterTimeLimit: 45_000 });
});
