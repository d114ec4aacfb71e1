import { Agent, request } from 'node:http';

/** A request as it goes over the wire, without the normalization that `fetch` does. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, ASCII. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Opens a connection to the server at `url`, kept open between requests. */
export function openLine(url: string) {
  const agent = new Agent({ keepAlive: true });
  return {
    send: ({ method, path, headers = {}, body = new Uint8Array() }: WireRequest): Promise<WireAnswer> =>
      new Promise((resolve, reject) => {
        const length = body.byteLength > 0 ? { 'content-length': String(body.byteLength) } : {};
        const sent = request(url, { agent, method, path, headers: { ...headers, ...length } }, async (response) => {
          const chunks = await Array.fromAsync(response as AsyncIterable<Buffer>).catch(reject);
          const received = Object.entries(response.headersDistinct).map(([name, values]) => [
            name,
            values?.join(', ') ?? '',
          ]);
          resolve({
            status: response.statusCode ?? 0,
            headers: new Headers(received as [string, string][]),
            text: Buffer.concat(chunks ?? []).toString(),
          });
        });
        sent.on('error', reject).end(body);
      }),
    close: () => agent.destroy(),
  };
}
