import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { artifactsFolder } from './artifacts.ts';
import { java } from './java.ts';

/**
 * Starts AWS's DynamoDB Local, empty and with a separate database for every access key id. It has no option to listen on loopback only. It ends with
 * this process at the latest. Rejects if there is no Java, a dependency can't be downloaded, or it doesn't start.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html
 */
export async function startDynamoDbLocal(): Promise<{ endpoint: string; close(): Promise<void> }> {
  const command = await java();
  const folder = await artifactsFolder();
  const port = await freePort();
  const server = spawn(
    command,
    [
      `-Djava.library.path=${folder}`,
      ...['-classpath', join(folder, '*')],
      'software.amazon.dynamodb.services.local.main.ServerRunner',
      ...['-inMemory', '-disableTelemetry', '-port', String(port)],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  process.once('exit', () => server.kill());
  const endpoint = `http://127.0.0.1:${port}`;
  const close = async () => {
    if (hasEnded(server)) return;
    server.kill();
    await once(server, 'exit');
  };
  try {
    await untilReady(endpoint, server);
  } catch (error) {
    await close();
    throw error;
  }
  return { endpoint, close };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits for a response, whatever it is. The server's output is shown only if it fails. */
async function untilReady(endpoint: string, server: ChildProcess): Promise<void> {
  let printed = '';
  const keep = (chunk: Buffer) => {
    printed += chunk;
  };
  server.stdout?.on('data', keep);
  server.stderr?.on('data', keep);
  const deadline = AbortSignal.timeout(30_000);
  for (;;) {
    if (hasEnded(server) || deadline.aborted) throw new Error(`DynamoDB Local did not start:\n${printed}`);
    const answered = await fetch(endpoint).catch(() => undefined);
    if (answered) return;
    await setTimeout(100);
  }
}
