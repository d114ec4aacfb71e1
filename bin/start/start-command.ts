import { watch } from 'node:fs';
import { join } from 'node:path';
import type { DevFolder } from '#bin/dev-folder.ts';
import { hasCode } from '#bin/has-code.ts';
import type { Print } from '#bin/standard-output.ts';
import { type Desk, type DeskOptions, startDesk } from '#test/local/desk.ts';
import { DataNotOpened } from '#test/local/dynamodb/store.ts';
import { fillDemoDesk } from './fill-demo-desk.ts';

const DEFAULT_PORT = 5000;
const LAST_PORT = 65_535;
const PORTS_TRIED = 20;
const root = join(import.meta.dirname, '../..');
const sources = ['functions', 'admin-site'].map((folder) => join(root, folder));

/** Runs the desk on this machine until Ctrl-C: `npm start`. Prints everything a person needs to try it. */
export async function runLocalDesk(folder: DevFolder, { fresh }: { fresh: boolean }, print: Print): Promise<void> {
  const ports = portsToTry(process.env.PORT);
  const unlock = await folder.lock();
  try {
    if (fresh) await folder.reset();
    await runUntilEnded(folder, ports, print);
  } finally {
    await unlock();
  }
}

async function runUntilEnded(folder: DevFolder, ports: readonly number[], print: Print): Promise<void> {
  const secrets = await folder.secrets({ keep: true });
  const { dataPath, failedPath, filesPath, workPath } = folder;
  const options = {
    ...secrets,
    dataPath,
    failedPath,
    filesPath,
    workPath,
    fill: fillDemoDesk,
    mailPort: 0,
    smtpPort: smtpPort(process.env.SMTP_PORT),
    loopbackOrigins: true,
    ...logging(print),
  };
  const desk = await startOnFreePort(options, ports, print);
  const stopWatching = reloadOnChange(desk, print);
  try {
    const { url, dynamoDb, s3, lambda } = desk;
    await folder.setRunning({ pid: process.pid, url, dynamoDb, s3, lambda });
    // Before it is said that Ctrl-C ends it.
    const ended = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
    });
    print(await welcome(desk));
    await ended;
  } finally {
    stopWatching();
    await folder.setRunning(undefined);
    await desk.close();
  }
}

/** Ticket lines and one line a request for people; `LOG=json` for the structured log. */
function logging(print: Print): Pick<DeskOptions, 'onLog' | 'onRequest'> {
  if (process.env.LOG === 'json') return { onLog: (line) => print(line) };
  return {
    onLog: (line) => {
      if (!line.startsWith('{')) print(line);
    },
    onRequest: ({ method, path, status, milliseconds }) => {
      if (path.startsWith('/api/')) print(`${method} ${path} ${status} ${milliseconds} ms`);
    },
  };
}

/** The port that is wanted, and those after it. */
function portsToTry(port = ''): readonly number[] {
  const text = port.trim();
  const wanted = text === '' ? DEFAULT_PORT : Number(text);
  if (!/^\d*$/.test(text) || wanted > LAST_PORT) {
    throw new Error(`PORT must be a whole number from 0 to ${LAST_PORT}, not ${port}.`);
  }
  return Array.from({ length: PORTS_TRIED }, (_, index) => wanted + index).filter((each) => each <= LAST_PORT);
}

/** The port that takes mail; 0 chooses a free one. */
function smtpPort(port = ''): number {
  const text = port.trim();
  if (/^\d*$/.test(text) && Number(text) <= LAST_PORT) return Number(text);
  throw new Error(`SMTP_PORT must be a whole number from 0 to ${LAST_PORT}, not ${port}.`);
}

async function startOnFreePort(options: DeskOptions, ports: readonly number[], print: Print): Promise<Desk> {
  for (const port of ports) {
    try {
      return await startDesk({ ...options, port });
    } catch (error) {
      if (error instanceof DataNotOpened) throw new Error(`${error.message} To start over: npm start -- --fresh`);
      if (!hasCode(error, 'EADDRINUSE', 'EACCES')) throw error;
      const why = hasCode(error, 'EACCES') ? 'not allowed' : `taken${port === 5000 ? ' (on macOS by AirPlay)' : ''}`;
      print(`Port ${port} is ${why}${port === ports.at(-1) ? '' : `; trying ${port + 1}`}.`);
    }
  }
  throw new Error(`Ports ${ports[0]} to ${ports.at(-1)} are taken. Choose another with PORT.`);
}

async function welcome({ url, adminKey, token, mail, smtp }: Desk): Promise<string> {
  const paying = await token({ sub: 'demo-paying', email: 'paying@example.com' });
  const free = await token({ sub: 'demo-free', email: 'free@example.com', credits_purchased: 0 });
  return `
  Dashboard      ${url}/static/admin-support.html
  Agent key      ${adminKey}

  Support page, as a customer with credits:
  ${url}/static/support.html#token=${paying}

  Support page, as a customer without credits (ends on the pricing page):
  ${url}/static/support.html#token=${free}

  Mail, to customers and to you:
  ${mail?.url}

  Mail from customers; a mail program may reply to the mails above, or write to hello@reply.localhost.test:
  ${smtp}

  Submit a ticket:
  curl ${url}/api/support/contact -H "Authorization: Bearer $(npm run --silent desk -- token --sub u1 --email a@example.com --credits 100)" -F subject="Need help" -F message="It does not work."

  Websites on this machine can embed the elements and call the API, on any port of
  http://localhost, http://127.0.0.1 and http://[::1]. A deployed desk needs their origin in \`allowedOrigins\`.

  Stop it with Ctrl-C. The data are kept in .dev/ (npm start -- --fresh starts over).
`;
}

/** Builds again when a source changes, once a burst. */
function reloadOnChange(desk: Desk, print: Print): () => void {
  let timer: NodeJS.Timeout | undefined;
  const reload = async () => {
    const started = performance.now();
    try {
      await desk.reload();
      print(`Reloaded in ${Math.round(performance.now() - started)} ms.`);
    } catch (error) {
      print(`Couldn’t reload; the last good build is still running: ${error instanceof Error ? error.message : error}`);
    }
  };
  const watchers = sources.map((source) =>
    watch(source, { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(reload, 100);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
