import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a request: it passes, its answer is lost on the way back, or it is refused with an error of DynamoDB's. */
export type Fate = 'pass' | 'lose the answer' | { readonly name: string; readonly more?: object };

/** Stands between a client and a DynamoDB endpoint, and decides the fate of each request by its operation. */
export async function startUnreliableProxy(endpoint: string, fateOf: (operation: string) => Fate) {
  const server = createServer(async (request, response) => {
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    const fate = fateOf(String(request.headers['x-amz-target']).split('.')[1] ?? '');
    if (typeof fate === 'object') {
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${fate.name}`, ...fate.more }));
      return;
    }
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const body = Buffer.concat(chunks);
    const answer = await fetch(endpoint, { method: 'POST', headers: headers as Record<string, string>, body });
    const text = await answer.text();
    if (fate === 'lose the answer') response.destroy();
    else response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
