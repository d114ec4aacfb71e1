import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import sesLocal from 'aws-ses-v2-local';

// Compiled to CommonJS: what it exports by default is a member of what Node imports.
const { default: start } = sesLocal as unknown as typeof import('aws-ses-v2-local');
const server = await start({ host: '127.0.0.1', port: workerData as number });
parentPort?.postMessage((server.address() as AddressInfo).port);
