import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import type { Fate, FateOf } from './fates.ts';

/** About as long as a client's pauses between its attempts. */
const OUTAGE_MS = 60;

export interface FaultyProxy {
  readonly endpoint: string;
  /** Decides the fates from now on; until then all requests pass. */
  decideBy(fateOf: FateOf): void;
  /** Waits until the engine has responded to every request. */
  settled(): Promise<void>;
  /** Stops, once the engine has responded to every request. */
  close(): Promise<void>;
}

/** Starts a proxy on loopback between clients and an endpoint of DynamoDB or SES, which gives each request its fate. */
export async function startFaultyProxy(engine: string): Promise<FaultyProxy> {
  let fateOf: FateOf = () => 'passes';
  const underWay = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const serving = serve(request, response).finally(() => underWay.delete(serving));
    underWay.add(serving);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request);
    // The client gave up while it was sending.
    if (!body) return;
    const fate = await fateOf(String(request.headers['x-amz-target']).split('.')[1] ?? '', body);
    if (fate === 'is refused') return outage();
    if (fate === 'is dropped before') return void response.destroy();
    if (fate === 'stalls before') await givenUp(response);
    const asked = isDone(fate) ? await ask(engine, request, body) : { status: 200, text: '' };
    if (fate === 'stalls after') await givenUp(response);
    if (isHeld(fate)) await fate.until;
    answer(response, fate, asked);
  }

  /** Breaks the requests in progress too, as when a server dies. */
  async function outage(): Promise<void> {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await after(OUTAGE_MS);
    await listen(port);
  }

  async function settled(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay);
  }

  return {
    endpoint: `http://127.0.0.1:${port}`,
    decideBy: (decide) => {
      fateOf = decide;
    },
    settled,
    async close() {
      await settled();
      server.close();
      server.closeAllConnections();
    },
  };
}

const isHeld = (fate: Fate) => typeof fate === 'object' && 'until' in fate;
const isDone = (fate: Fate): boolean => typeof fate === 'string' || isHeld(fate) || fate.late === true;

/** Waits until the client has given up. */
async function givenUp(response: ServerResponse): Promise<void> {
  if (!response.closed) await once(response, 'close');
}

function bytesOf(request: IncomingMessage): Promise<Buffer | undefined> {
  return Array.fromAsync(request as AsyncIterable<Buffer>).then(Buffer.concat, () => undefined);
}

interface Answered {
  readonly status: number;
  readonly text: string;
}

async function ask(
  engine: string,
  { method = 'POST', url, headers }: IncomingMessage,
  body: Buffer,
): Promise<Answered> {
  const passedOn = ['content-type', 'x-amz-target', 'x-amz-date', 'authorization'].map((name) => [
    name,
    String(headers[name]),
  ]);
  const answered = await fetch(new URL(url ?? '/', engine), {
    method,
    headers: Object.fromEntries(passedOn),
    body: new Uint8Array(body),
  });
  return { status: answered.status, text: await answered.text() };
}

function answer(response: ServerResponse, fate: Fate, { status, text }: Answered): void {
  const send = (code: number, json: string) =>
    response.writeHead(code, { 'content-type': 'application/x-amz-json-1.0' }).end(json);
  if (fate === 'is dropped after') response.destroy();
  else if (fate === 'is truncated') send(status, text.slice(0, -1 - text.length / 2));
  else if (typeof fate === 'string' || isHeld(fate)) send(status, text);
  else {
    const __type = `com.amazonaws.dynamodb.v20120810#${fate.name}`;
    send(fate.status ?? 400, JSON.stringify({ __type, message: fate.name, ...fate.more }));
  }
}
