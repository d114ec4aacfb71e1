import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { cacheFolder } from '#test/cache-folder.ts';
import { listenOnLoopback } from '#test/local/loopback.ts';
import { freePort } from './free-port.ts';
import { proxy } from './proxy.ts';
import { run, start } from './shell.ts';

const requirements = join(import.meta.dirname, 'requirements.txt');
const root = join(import.meta.dirname, '../..');
const region = 'eu-central-1';

/** Creates a Python environment with the emulator and the AWS CLI, once for each list of requirements. Returns the folder of its programs. */
export async function installEmulator(): Promise<string> {
  const wanted = await readFile(requirements, 'utf8');
  const version = /^ministack==(.+)$/m.exec(wanted)?.[1];
  const folder = join(cacheFolder, `ministack-${version}`);
  const installed = join(folder, 'installed.txt');
  if ((await readFile(installed, 'utf8').catch(() => '')) !== wanted) {
    await mkdir(cacheFolder, { recursive: true });
    await run(`${await findPython()} -m venv --clear '${folder}'`, root);
    await run(`'${folder}/bin/python' -m pip install --quiet --disable-pip-version-check -r '${requirements}'`, root);
    await writeFile(installed, wanted);
  }
  return join(folder, 'bin');
}

async function findPython(): Promise<string> {
  for (const python of ['python3', 'python']) {
    const check = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
    const found = await promisify(execFile)(python, ['-c', check]).catch(() => undefined);
    if (found) return python;
  }
  throw new Error('The rehearsal needs Python 3.10 or newer with venv (on Debian: apt install python3-venv).');
}

/**
 * Starts MiniStack on a free port of 127.0.0.1, with policies enforced: each function has the credentials of its role. Returns its port and the
 * environment in which every AWS tool finds it.
 */
export async function startEmulator(programs: string, work: string) {
  const port = await freePort();
  // Bucket policies require TLS, so every call goes through the proxy that claims it.
  const endpoint = await listenOnLoopback(proxy(port), 0);
  const account = {
    PATH: [programs, join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
    AWS_ENDPOINT_URL: `http://127.0.0.1:${endpoint.port}`,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    TMPDIR: work,
  };
  const log = createWriteStream(join(work, 'emulator.log'));
  const child = start(join(programs, 'ministack'), [], {
    env: {
      ...account,
      AUTH: 'true',
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: region,
      SFTP_ENABLED: '0',
      IOT_MTLS_ENABLED: '0',
      PYTHONPATH: join(import.meta.dirname, 'python'),
      PYTHONDONTWRITEBYTECODE: '1',
    },
    cwd: work,
  });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  for (const deadline = Date.now() + 30_000; child.exitCode === null && Date.now() < deadline; await setTimeout(100)) {
    if (await answers(`http://127.0.0.1:${port}/_ministack/health`)) return { port, account };
  }
  throw new Error(`MiniStack did not start:\n${await emulatorLog(work)}`);
}

const answers = (url: string) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** Reads the emulator's log. */
export const emulatorLog = (work: string): Promise<string> => readFile(join(work, 'emulator.log'), 'utf8');
