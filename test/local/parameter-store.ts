import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** SSM Parameter Store with one SecureString, as far as the functions use it: GetParameter, also of an older version. */
export interface ParameterStore {
  readonly endpoint: string;
  /** Makes a new version, as `put-parameter --overwrite` does, modified at `time` (milliseconds since the epoch). */
  put(value: string, time?: number): void;
  /** From now on whoever asks for a version by its number may not have it. */
  refuseVersions(): void;
  /** The number of requests. */
  requests(): number;
  close(): void;
}

export async function startParameterStore(name: string, value: string): Promise<ParameterStore> {
  const versions = [{ Value: value, LastModifiedDate: 0 }];
  let [requests, refusing] = [0, false];
  const server = createServer(async (request, response) => {
    requests += 1;
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    const [asked, selector] = (JSON.parse(Buffer.concat(chunks).toString()) as { Name: string }).Name.split(':');
    const version = selector === undefined ? versions.length : Number(selector);
    const found =
      asked === name && request.headers['x-amz-target'] === 'AmazonSSM.GetParameter' && versions[version - 1];
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    if (selector !== undefined && refusing) {
      response.writeHead(400).end(JSON.stringify({ __type: 'AccessDeniedException', message: 'not authorized' }));
    } else if (found) {
      response.end(JSON.stringify({ Parameter: { Name: name, Type: 'SecureString', Version: version, ...found } }));
    } else {
      response.writeHead(400).end(JSON.stringify({ __type: 'ParameterNotFound', message: 'not found' }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    put: (next, time = Date.now()) => void versions.push({ Value: next, LastModifiedDate: time / 1000 }),
    refuseVersions: () => {
      refusing = true;
    },
    requests: () => requests,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
