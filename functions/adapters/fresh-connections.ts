import type { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/** Not imported: an import would also load this module's WebSocket and `fetch`, 30 ms of a cold start. */
const http = process.getBuiltinModule('node:http');

/** Agents that open a connection of its own for each request. */
export interface FreshConnections {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
  /** Returns true if a request failed because its connection was never made: the service received nothing. */
  failedToConnect(error: unknown): boolean;
}

/**
 * Creates agents whose connections are never reused. Lambda freezes a process between two invocations: a connection that was kept may be closed by
 * then, and the request that discovers it can't know whether the service received it.
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
