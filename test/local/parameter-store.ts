import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** SSM Parameter Store with SecureStrings, as far as the desk uses it: GetParameter, also of an older version of the first one, and PutParameter of others. */
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

export async function startParameterStore(
  name: string,
  value: string,
  others: Readonly<Record<string, string>> = {},
): Promise<ParameterStore> {
  const versions = [{ Value: value, LastModifiedDate: 0 }];
  const stored = new Map(Object.entries(others));
  let [requests, refusing] = [0, false];
  const server = createServer(async (request, response) => {
    requests += 1;
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    const { Name, Value } = JSON.parse(Buffer.concat(chunks).toString()) as { Name: string; Value?: string };
    const [asked = '', selector] = Name.split(':');
    if (request.headers['x-amz-target'] === 'AmazonSSM.PutParameter') stored.set(asked, Value ?? '');
    const version = selector === undefined ? versions.length : Number(selector);
    const other = stored.get(asked);
    const found = asked === name ? versions[version - 1] : other !== undefined && { Value: other, LastModifiedDate: 0 };
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    if (selector !== undefined && refusing) {
      response.writeHead(400).end(JSON.stringify({ __type: 'AccessDeniedException', message: 'not authorized' }));
    } else if (found) {
      response.end(JSON.stringify({ Parameter: { Name: asked, Type: 'SecureString', Version: version, ...found } }));
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
