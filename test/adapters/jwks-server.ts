import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A JWKS endpoint under a test's control, counting what it is asked. */
export async function startJwksServer(keys: () => unknown) {
  const server = createServer((_, response) => {
    requests += 1;
    const answer = respond();
    if (!answer) return;
    const headers = { 'content-type': 'application/json', ...(answer.status === 302 && { location: '/elsewhere' }) };
    response.writeHead(answer.status, headers).end(answer.body);
  });
  let requests = 0;
  let respond: () => { status: number; body: string } | undefined = () => ({
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
    /** Takes requests and answers none. */
    fallSilent: () => {
      respond = () => undefined;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
