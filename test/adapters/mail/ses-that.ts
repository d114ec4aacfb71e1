import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly body: string;
}

/** Amazon SES that treats every request of a test the same: what a client of it needs, and the requests so far. */
export async function sesThat(listener: RequestListener) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    asked.push({ method: request.method, url: request.url, body: await text(request) });
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { asked, client: clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`) };
}

export const clientOf = (endpoint: string) => ({
  endpoint,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/** Fails with an error as SES returns it. */
export const failing =
  (status: number, error: string, message = error): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'x-amzn-errortype': error }).end(JSON.stringify({ message }));
