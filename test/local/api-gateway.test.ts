import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corsRules } from '#lib/cors.ts';
import { apiGateway } from './api-gateway.ts';

const invoked: string[] = [];
const gatewayWith = (rules: Parameters<typeof apiGateway>[1]) =>
  apiGateway([{ method: '$default', path: '$default', entry: 'it' }], rules, async (entry) => {
    invoked.push(entry);
    return { statusCode: 200, body: '{}' };
  });
const server = createServer(gatewayWith(corsRules([])));
const forDevelopers = createServer(gatewayWith({ ...corsRules([]), loopback: true }));
const servers = [server, forDevelopers];
beforeAll(() => Promise.all(servers.map((one) => new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve)))));
afterAll(() => {
  for (const one of servers) one.close();
});

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

describe('an origin on this machine', () => {
  /** The origin that the preflight and the request itself allow. */
  async function allowedBy(one: Server, origin: string) {
    const url = `http://127.0.0.1:${(one.address() as AddressInfo).port}/api`;
    const preflight = { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } };
    const answers = await Promise.all([fetch(url, preflight), fetch(url, { headers: { origin } })]);
    return answers.map(({ headers }) => headers.get('access-control-allow-origin'));
  }

  const ours = ['http://localhost:3000', 'http://localhost', 'http://127.0.0.1:8080', 'http://[::1]:5173'];
  it.each(ours)('is allowed at a gateway for developers, whatever its port: %s', async (origin) => {
    expect(await allowedBy(forDevelopers, origin)).toEqual([origin, origin]);
    expect(await allowedBy(server, origin)).toEqual([null, null]);
  });

  const others = [
    'http://localhost.example.com',
    'http://127.0.0.1.example.com:80',
    'http://localhost:80@example.com',
    'null',
  ];
  it.each(others)('is none of %s', async (origin) => {
    expect(await allowedBy(forDevelopers, origin)).toEqual([null, null]);
  });
});
