import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Starts a JWKS endpoint that a test controls and that counts its requests. */
export async function startJwksServer(keys: () => unknown) {
  const server = createServer((_, response) => {
    requests += 1;
    const { status, body, ends = true } = respond();
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(status === 302 && { location: '/elsewhere' }),
    });
    if (ends) response.end(body);
    else if (body) response.write(body);
  });
  let requests = 0;
  let respond: () => { status: number; body: string; ends?: boolean } = () => ({
    status: 200,
    body: JSON.stringify({ keys: keys() }),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/jwks.json`,
    requests: () => requests,
    answerWith: (status: number, body: string) => {
      respond = () => ({ status, body });
    },
    /** Sends this much of a response and never ends it; with no text it doesn't even begin one. */
    fallSilent: (after: string) => {
      respond = () => ({ status: 200, body: after, ends: false });
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
