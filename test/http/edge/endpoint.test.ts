import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { DeskError } from '#core/errors.ts';
import { anyone } from '#http/edge/callers.ts';
import type { Contract } from '#http/edge/contract.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { gatewayEvent } from './event.ts';

const contract = {
  summary: 'Greet',
  query: z.strictObject({ times: z._default(z.enum(['1', '2'], 'must be 1 or 2'), '1') }),
  body: { schema: z.strictObject({ name: z.string('must be text') }), types: ['application/json'] },
  responses: {},
} satisfies Contract;

const secret = 'text that nobody may see';

function setUp(handle: () => Promise<ReturnType<typeof ok>> = async () => ok({ greeted: true })) {
  const lines: string[] = [];
  const write = (message: string, fields: object) => void lines.push(JSON.stringify({ message, ...fields }));
  const handler = endpoint({ log: { info: write, error: write }, contract, caller: anyone, handle });
  return { handler, lines };
}

const event = (body: unknown, query?: Record<string, string>) =>
  gatewayEvent({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(query && { queryStringParameters: query }),
  });

afterEach(() => {
  vi.useRealTimers();
});

describe('an endpoint', () => {
  it('returns JSON that must not be cached or sniffed', async () => {
    const { handler } = setUp();
    expect(await handler(event({ name: 'Ada' }))).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
      body: '{"greeted":true}',
    });
  });

  it('names every mistake at once, by pointer', async () => {
    const { handler } = setUp();
    const { statusCode, body = '' } = await handler(event({ name: 1, 'a/b~c': true, x: 1 }));
    expect(statusCode).toBe(422);
    expect(JSON.parse(body)).toMatchObject({
      type: 'urn:support-desk:problem:invalid_fields',
      status: 422,
      errors: [
        { pointer: '#/name', detail: 'must be text' },
        { pointer: '#/a~1b~0c', detail: 'is not a field of this request' },
        { pointer: '#/x', detail: 'is not a field of this request' },
      ],
    });
  });

  it('names mistakes in the query apart from those in the body', async () => {
    const { handler } = setUp();
    const { body = '' } = await handler(event({ name: 'Ada' }, { times: '3', page: '1' }));
    expect(JSON.parse(body).errors).toEqual([
      { pointer: '?times', detail: 'must be 1 or 2' },
      { pointer: '?page', detail: 'is not a field of this request' },
    ]);
  });

  it('neither reads nor handles the request of a refused caller', async () => {
    let handled = false;
    const handler = endpoint({
      log: { info: () => {}, error: () => {} },
      contract,
      caller: async () => {
        throw new DeskError('invalid_token', 'No.');
      },
      handle: async () => {
        handled = true;
        return ok({});
      },
    });
    expect(await handler(event({ unknown: 1 }))).toMatchObject({ statusCode: 401 });
    expect(handled).toBe(false);
  });

  it('returns a refusal as a problem with its headers and members', async () => {
    const { handler } = setUp(async () => {
      throw new DeskError('unavailable', 'Try later.', { headers: { 'retry-after': '5' }, members: { more: 1 } });
    });
    const { statusCode, headers, body = '' } = await handler(event({ name: 'Ada' }));
    expect(statusCode).toBe(503);
    expect(headers).toMatchObject({ 'content-type': 'application/problem+json', 'retry-after': '5' });
    expect(JSON.parse(body)).toMatchObject({ title: 'Temporarily unavailable', detail: 'Try later.', more: 1 });
  });

  it('reveals nothing of a bug, and logs where it occurred but not its message', async () => {
    const { handler, lines } = setUp(async () => {
      throw new TypeError(secret);
    });
    const { statusCode, body = '' } = await handler(event({ name: secret }));
    expect(statusCode).toBe(500);
    expect(body).not.toContain(secret);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ outcome: 'internal_error', status: 500 });
    expect(lines.join()).toContain('endpoint.test.ts');
    expect(lines.join()).not.toContain(secret);
  });

  it('logs one line per request, with its route and outcome', async () => {
    const { handler, lines } = setUp();
    await handler(event({ name: secret }));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        message: 'request',
        request_id: 'request-1',
        route: 'POST /test',
        agent: '-',
        outcome: 'ok',
        status: 200,
        duration_ms: expect.any(Number),
      },
    ]);
  });

  it('responds within eight seconds, whatever it waits for', async () => {
    vi.useFakeTimers();
    const { handler } = setUp(() => new Promise(() => {}));
    const answer = handler(event({ name: 'Ada' }));
    await vi.advanceTimersByTimeAsync(8000);
    const { statusCode, headers, body = '' } = await answer;
    expect({ statusCode, headers }).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
    expect(JSON.parse(body).detail).toBe('This took too long. Try again.');
  });

  it('waits for nothing after its response', async () => {
    vi.useFakeTimers();
    await setUp().handler(event({ name: 'Ada' }));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('measures its duration, in milliseconds', async () => {
    const { handler, lines } = setUp();
    await handler(event({ name: 'Ada' }));
    const { duration_ms: duration } = JSON.parse(lines[0] ?? '');
    expect(Number.isInteger(duration) && duration >= 0 && duration < 5000).toBe(true);
  });
});

describe('an endpoint with an agent, a path and headers', () => {
  const strict = {
    summary: 'Greet one',
    path: z.strictObject({ thing_id: z.enum(['1'], 'must be 1'), address: z.optional(z.string()) }),
    headers: z.object({ 'if-match': z.enum(['"1"'], 'must be "1"') }),
    responses: {},
  } satisfies Contract;
  const call = async (caller: unknown, pathParameters: Record<string, string> | undefined, tag: string) => {
    const lines: string[] = [];
    const write = (_: string, fields: object) => void lines.push(JSON.stringify(fields));
    const handler = endpoint({
      log: { info: write, error: write },
      contract: strict,
      caller: async () => caller,
      handle: async ({ path, headers }) => ok({ path, headers }),
    });
    const parameters = pathParameters && { pathParameters };
    const { body = '' } = await handler(gatewayEvent({ headers: { 'if-match': tag }, ...parameters }));
    return { answer: JSON.parse(body), line: JSON.parse(lines[0] ?? '') };
  };

  it('passes them on, and logs the agent and the ids', async () => {
    const { answer, line } = await call({ id: 'dana', role: 'agent' }, { thing_id: '1' }, '"1"');
    expect(answer).toEqual({ path: { thing_id: '1' }, headers: { 'if-match': '"1"' } });
    expect(line).toMatchObject({ agent: 'dana', thing_id: '1', outcome: 'ok' });
  });

  it('logs only the ids of a path', async () => {
    const { answer, line } = await call(
      { id: 'dana', role: 'agent' },
      { thing_id: '1', address: 'ann@example.com' },
      '"1"',
    );
    expect(answer.path).toEqual({ thing_id: '1', address: 'ann@example.com' });
    expect(JSON.stringify(line)).not.toContain('ann@example.com');
  });

  it.each([null, undefined, 'Dana', { id: 1 }])('finds no agent in a caller like %j', async (caller) => {
    expect((await call(caller, { thing_id: '1' }, '"1"')).line).toMatchObject({ agent: '-', outcome: 'ok' });
  });

  it('names mistakes in each', async () => {
    const inHeader = await call({ id: 'dana', role: 'agent' }, { thing_id: '1' }, '"2"');
    expect(inHeader.answer.errors).toEqual([{ pointer: 'header if-match', detail: 'must be "1"' }]);
    expect(inHeader.line).toMatchObject({ agent: 'dana', thing_id: '1', outcome: 'invalid_fields' });
    const inPath = await call({ id: 'dana', role: 'agent' }, undefined, '"1"');
    expect(inPath.answer.errors).toEqual([{ pointer: '#/thing_id', detail: 'must be 1' }]);
    expect(inPath.line.thing_id).toBeUndefined();
  });
});
