import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hasCode } from '#bin/has-code.ts';

/**
 * Listens on 127.0.0.1 and, where the machine has it, ::1, on the same port; 0 chooses a free one. Throws `EADDRINUSE` if
 * either is taken.
 */
export async function listenOnLoopback(
  listener: RequestListener,
  wanted: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const first = await listen(listener, wanted, '127.0.0.1');
  const { port } = first.address() as AddressInfo;
  const servers = [first];
  try {
    servers.push(await listen(listener, port, '::1'));
  } catch (error) {
    if (!hasCode(error, 'EADDRNOTAVAIL', 'EAFNOSUPPORT')) {
      await close(first);
      throw error;
    }
  }
  return {
    port,
    close: async () => {
      await Promise.all(servers.map(close));
    },
  };
}

function listen(listener: RequestListener, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(listener);
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
