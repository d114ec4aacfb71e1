import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asUnavailable, documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { withinDeadline } from '#core/deadline.ts';

/** A database that counts requests and responds as a test says. */
let asked = 0;
/** In milliseconds. */
let delay = 0;
let answer: (count: number) => { status: number; text: string };
const server = createServer((_, response) => {
  asked += 1;
  const { status, text } = answer(asked);
  const send = () => response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
  if (delay > 0) setTimeout(send, delay);
  else send();
});
let client: ReturnType<typeof documentClient>;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = documentClient({ endpoint: `http://127.0.0.1:${port}`, region: 'eu-central-1', credentials });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const get = () => client.send(new GetCommand({ TableName: 'tickets', Key: { id: '1', entry: 'ticket' } }));
const failing = { status: 500, text: JSON.stringify({ __type: 'InternalServerError', message: 'Try again.' }) };
const nothing = { status: 200, text: '{}' };

describe('a call to AWS', () => {
  it('is not started if it could outlast its deadline, whatever happens then', async () => {
    asked = 0;
    answer = () => nothing;
    await expect(withinDeadline(2_000, get)).rejects.toMatchObject({ name: 'OutOfTime' });
    expect(asked).toBe(0);
    expect(asUnavailable(await withinDeadline(0, get).catch((error) => error))).toMatchObject({
      refusal: 'unavailable',
    });
    await withinDeadline(10_000, get);
    await get();
    expect(asked).toBe(2);
  });

  it('is not retried when there is no time for another attempt', async () => {
    asked = 0;
    answer = () => failing;
    await expect(get()).rejects.toMatchObject({ name: 'InternalServerError' });
    expect(asked).toBe(3);
    asked = 0;
    // The response uses up the time for another attempt.
    delay = 200;
    await expect(withinDeadline(2_600, get)).rejects.toMatchObject({ name: 'OutOfTime' });
    delay = 0;
    expect(asked).toBe(1);
  });
});

describe('an outage is', () => {
  it.each([
    ['a fault of the service', failing],
    ['throttling', { status: 400, text: JSON.stringify({ __type: 'ThrottlingException', message: '' }) }],
    ['a truncated response', { status: 200, text: '{"Item":{"id":{"S":"' }],
    ["a proxy's error page", { status: 502, text: '<html>Bad gateway</html>' }],
  ])('%s', async (_, told) => {
    answer = () => told;
    const error = await get().catch((caught: unknown) => caught);
    expect(asUnavailable(error)).toMatchObject({ refusal: 'unavailable', cause: error });
  });

  it.each([
    ['a request that the database rejects', { __type: 'ValidationException', message: 'No such attribute.' }],
    ["a table that doesn't exist", { __type: 'ResourceNotFoundException', message: '' }],
    ['a missing grant', { __type: 'AccessDeniedException', message: '' }],
  ])('not %s', async (_, told) => {
    answer = () => ({ status: 400, text: JSON.stringify(told) });
    const error = await get().catch((caught: unknown) => caught);
    expect(asUnavailable(error)).toBe(error);
  });

  it('not a bug of ours', async () => {
    answer = () => nothing;
    const put = client.send(new PutCommand({ TableName: 'tickets', Item: { id: Symbol('1') } }));
    const error = await put.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Error);
    for (const mistake of [error, new TypeError('x is undefined'), new RangeError('Invalid time'), 'a string']) {
      expect(asUnavailable(mistake)).toBe(mistake);
    }
  });
});
