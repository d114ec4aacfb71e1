import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';

/** Every request in flight may be a process of its own in the emulator. */
const REQUESTS_AT_ONCE = 8;

/**
 * Passes requests on to the emulator on `port`, as over TLS, which it does not speak; with `host` as if they had been sent to
 * that host, by which it tells a distribution or an API of its own from AWS's.
 */
export function proxy(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: REQUESTS_AT_ONCE });
  return (request: IncomingMessage, response: ServerResponse, host = request.headers.host): void => {
    const { method, url: path, headers } = request;
    const passedOn = httpRequest(
      { agent, host: '127.0.0.1', port, method, path, headers: { ...headers, host, 'x-forwarded-proto': 'https' } },
      (answer) => {
        // Whoever left early must not leave the answer in its socket, which nobody else could use then.
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
