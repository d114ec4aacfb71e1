import type { RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import sesLocal from 'aws-ses-v2-local';

// Compiled to CommonJS: what it exports by default is a member of what Node imports.
const { default: start } = sesLocal as unknown as typeof import('aws-ses-v2-local');
const server = await start({ host: '127.0.0.1', port: workerData as number });

// It knows no suppression list; this is what Amazon SES says of an address that is not on it.
const SUPPRESSED = '/v2/email/suppression/addresses/';
const notSuppressed = (response: ServerResponse) =>
  response.writeHead(404, { 'content-type': 'application/json', 'x-amzn-errortype': 'NotFoundException' }).end('{}');

const [serve] = server.listeners('request') as RequestListener[];
server.removeAllListeners('request');
server.on('request', (request, response) => {
  if (request.url?.startsWith(SUPPRESSED)) notSuppressed(response);
  else serve?.(request, response);
});
parentPort?.postMessage((server.address() as AddressInfo).port);
