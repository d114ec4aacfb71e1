import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { promisify } from 'node:util';

/** A key and a self-signed certificate for `localhost`, in PEM; clients trust `file`. */
export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
  readonly file: string;
}

/** Creates a certificate valid for a day with the `openssl` command. */
export async function newCertificate(folder: string): Promise<Certificate> {
  const [key, file] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  await promisify(execFile)('openssl', ['req', ...kind, ...name, '-keyout', key, '-out', file]);
  return { key: await readFile(key), cert: await readFile(file), file };
}

/** Starts an https front for an endpoint without TLS. */
export function startTlsFront(certificate: Certificate, endpoint: string) {
  const { port } = new URL(endpoint);
  return listening(
    createTlsServer(certificate, (caller) => {
      const server = connect(Number(port), '127.0.0.1').setNoDelay();
      caller.setNoDelay().pipe(server).pipe(caller);
      caller.on('error', () => server.destroy());
      server.on('error', () => caller.destroy());
    }),
  );
}

/** Starts an https server. */
export const startHttps = (certificate: Certificate, listener: RequestListener) =>
  listening(createHttpsServer(certificate, listener));

async function listening(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `https://localhost:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
