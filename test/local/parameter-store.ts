import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** SSM Parameter Store with one SecureString, as far as the functions use it: GetParameter. */
export async function startParameterStore(name: string, value: string): Promise<{ endpoint: string; close(): void }> {
  const server = createServer(async (request, response) => {
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as { Name: string };
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    if (request.headers['x-amz-target'] !== 'AmazonSSM.GetParameter' || asked.Name !== name) {
      response.writeHead(400).end(JSON.stringify({ __type: 'ParameterNotFound', message: 'not found' }));
      return;
    }
    const parameter = { Name: name, Type: 'SecureString', Value: value, Version: 1, LastModifiedDate: 1 };
    response.end(JSON.stringify({ Parameter: parameter }));
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
