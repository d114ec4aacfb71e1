import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';

/** Every request in progress may be a process of its own in the emulator. */
const REQUESTS_AT_ONCE = 8;

/**
 * Forwards requests to the emulator on `port` as if over TLS, which it doesn't support; with `host`, as if they had been sent to that host, by which
 * it distinguishes its own distributions and APIs from AWS's.
 */
export function proxy(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: REQUESTS_AT_ONCE });
  return (request: IncomingMessage, response: ServerResponse, host = request.headers.host): void => {
    const { method, url: path, headers } = request;
    const passedOn = httpRequest(
      { agent, host: '127.0.0.1', port, method, path, headers: { ...headers, host, 'x-forwarded-proto': 'https' } },
      (answer) => {
        // A client that left early must not leave the response in its socket, which nothing could use then.
        if (response.destroyed) return void answer.resume();
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        pipeline(answer, response, () => {});
      },
    );
    passedOn.on('error', (error) => {
      if (!response.headersSent) response.writeHead(502);
      response.end(String(error));
    });
    pipeline(request, passedOn, () => {});
  };
}
