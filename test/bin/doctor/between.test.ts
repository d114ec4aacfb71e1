import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { examineApi } from '#bin/doctor/examine-api.ts';
import { examineSite } from '#bin/doctor/examine-site.ts';
import { type Desk, localAgents, startDesk } from '#test/local/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

let between: Server;
afterEach(() => {
  between.close();
  between.closeAllConnections();
});

/** The desk behind something that changes requests, or responds in its place. Returns its address. */
async function behind(change: (path: string, headers: Headers) => Response | undefined): Promise<string> {
  between = createServer(async (request, response) => {
    const headers = new Headers(request.headers as Record<string, string>);
    headers.delete('connection');
    const answer = change(request.url ?? '', headers) ?? (await fetch(desk.url + request.url, { headers }));
    const etag = answer.headers.get('etag');
    response.writeHead(answer.status, etag === null ? {} : { etag });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(between.address() as AddressInfo).port}`;
}

const agents = () => localAgents(desk.dynamoDb);
const noTime = async () => {};

it('tells that If-None-Match is lost on the way, after it has asked long enough', async () => {
  const url = await behind((_, headers) => {
    headers.delete('if-none-match');
    return undefined;
  });
  const waited: number[] = [];
  const found = await examineApi(url, agents(), async (milliseconds) => waited.push(milliseconds));
  expect(found.map(({ about, state }) => [about, state])).toEqual([
    ['API', 'ok'],
    ['Agents’ keys', 'ok'],
    ['Tickets', 'missing'],
    ['Counts', 'missing'],
  ]);
  expect(found[2]?.todo).toContain('must forward ETag and If-None-Match');
  expect(waited).toEqual([16_000, 16_000, 16_000, 16_000]);
  expect(await examineSite(url)).toMatchObject([
    { state: 'missing', seen: expect.stringContaining('(200 instead of 304)') },
  ]);
});

it('is not misled by a change a moment ago', async () => {
  const url = await behind(() => undefined);
  const authorization = `Bearer ${await desk.token()}`;
  const body = JSON.stringify({ subject: 'Now', message: 'Just now.' });
  const headers = { authorization, 'content-type': 'application/json' };
  await fetch(`${desk.url}/api/support/contact`, { method: 'POST', headers, body });
  await desk.settled();
  const found = await examineApi(url, agents());
  expect(found.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok']);
});

it.each([
  [502, 'Read the function’s log'],
  [429, 'There are too many requests'],
  [403, 'something in front of the API responds in its place'],
])('tells what to do about %i', async (status, todo) => {
  const url = await behind((path) => (path.startsWith('/api') ? new Response('', { status }) : undefined));
  expect(await examineApi(url, agents(), noTime)).toMatchObject([
    { about: 'API', state: 'missing', todo: expect.stringContaining(todo) },
  ]);
});

it('leaves no key behind when the list fails', async () => {
  let lists = 0;
  const url = await behind((path) => {
    if (!path.includes('support-tickets')) return undefined;
    lists += 1;
    return lists === 1 ? undefined : new Response('', { status: 500 });
  });
  const found = await examineApi(url, agents(), noTime);
  expect(found.map(({ about, state }) => [about, state])).toContainEqual(['Tickets', 'missing']);
  expect((await agents().list()).map(({ agent }) => agent?.name)).toEqual(['Dana (demo)']);
});

it('tells of a door that lets everybody in', async () => {
  const url = await behind((path) => (path.includes('support-tickets') ? new Response('[]') : undefined));
  expect(await examineApi(url, agents(), noTime)).toContainEqual(
    expect.objectContaining({ about: 'Agents’ keys', state: 'missing' }),
  );
});
