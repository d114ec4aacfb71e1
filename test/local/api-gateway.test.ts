import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { corsRules } from '../../lib/cors.ts';
import { apiGateway } from './api-gateway.ts';

const invoked: string[] = [];
const gateway = apiGateway([{ method: '$default', path: '$default', entry: 'it' }], corsRules([]), async (entry) => {
  invoked.push(entry);
  return { statusCode: 200, body: '{}' };
});
const server = createServer(gateway);
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => server.close());

it('refuses more than 10,240 bytes of request line and header values', async () => {
  const { port } = server.address() as AddressInfo;
  const statusWith = async (bytes: number) => {
    const response = await fetch(`http://127.0.0.1:${port}/api`, { headers: { authorization: 'a'.repeat(bytes) } });
    return response.status;
  };
  expect(await statusWith(10_000)).toBe(200);
  expect(invoked).toEqual(['it']);
  expect(await statusWith(10_240)).toBe(431);
  expect(invoked).toEqual(['it']);
});
