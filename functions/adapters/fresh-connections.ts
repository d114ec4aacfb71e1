import type { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/** Not by an import, which would load the WebSocket and `fetch` that this module has, too: 30 ms of a cold start. */
const http = process.getBuiltinModule('node:http');

/** The ways to a service on which each request has a connection of its own. */
export interface FreshConnections {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
  /** Whether a request failed because its connection was never made: the service got nothing of it. */
  failedToConnect(error: unknown): boolean;
}

/**
 * Makes connections that are kept for no other request. Lambda freezes a process between two invocations: a connection that it kept may be gone
 * by then, and the request that finds out does not know whether the service has it.
 */
export function freshConnections(): FreshConnections {
  const failures = new WeakSet<object>();
  function noting<A extends HttpAgent>(agent: A, connected: 'connect' | 'secureConnect'): A {
    const connect = agent.createConnection.bind(agent);
    agent.createConnection = (...parameters) => {
      const connection = connect(...parameters);
      const note = (error: Error) => void failures.add(error);
      connection?.once('error', note).once(connected, () => connection.off('error', note));
      return connection;
    };
    return agent;
  }
  return {
    httpAgent: noting(new http.Agent({ keepAlive: false }), 'connect'),
    httpsAgent: noting(new HttpsAgent({ keepAlive: false }), 'secureConnect'),
    failedToConnect: (error) => error instanceof Error && failures.has(error),
  };
}
