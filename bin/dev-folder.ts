import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { newAgentKey } from '#adapters/dynamo/agent-key-hash.ts';
import { takeLock } from './folder-lock.ts';
import { hasCode } from './has-code.ts';

const devSecrets = z.object({ adminKey: z.string().min(1), tokenSecret: z.string().min(1) });
const runningDesk = z.object({
  pid: z.int().positive(),
  url: z.url(),
  dynamoDb: z.url(),
  s3: z.url(),
  lambda: z.url(),
});

/** The local desk's data between starts: `.dev/`, git-ignored, for its owner's eyes only. */
export type DevSecrets = Readonly<z.output<typeof devSecrets>>;

/** The address of a running desk. */
export type RunningDesk = Readonly<z.output<typeof runningDesk>>;

const OWNER_ONLY = 0o600;
const MIN_SECRET_BYTES = 32;
const LOCK = 'lock';
const PARTIAL = '.partial';

export class DevFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  get dataPath(): string {
    return join(this.path, 'data');
  }

  /** The folder for change records that a consumer failed on. */
  get failedPath(): string {
    return join(this.path, 'failed');
  }

  /** The folder for tickets' files, as objects of S3. */
  get filesPath(): string {
    return join(this.path, 'files');
  }

  /** The files that a desk needs while it runs. */
  get workPath(): string {
    return join(this.path, 'work');
  }

  /**
   * Makes this process the one that may run a desk of this folder, and removes what another left behind that was killed. Returns what gives that
   * back, or throws if another process has it.
   */
  async lock(): Promise<() => Promise<void>> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    const unlock = await takeLock(join(this.path, LOCK));
    if (!unlock) throw new Error(await this.#whoHasIt());
    const left = (await readdir(this.path)).filter((name) => name.endsWith(PARTIAL));
    for (const path of [this.workPath, ...left.map((name) => join(this.path, name))]) {
      await rm(path, { recursive: true, force: true });
    }
    return unlock;
  }

  /** Forgets everything. To be called under the lock. */
  async reset(): Promise<void> {
    for (const name of await readdir(this.path)) {
      if (name !== LOCK) await rm(join(this.path, name), { recursive: true, force: true });
    }
  }

  /** The demo agent's key and the website's secret: from the environment, else kept, else new. With `keep` they are the next ones kept. */
  async secrets({ keep }: { keep: boolean }, environment: NodeJS.ProcessEnv = process.env): Promise<DevSecrets> {
    const kept = await this.#read(
      'secrets.json',
      devSecrets,
      'Delete it to get a new key and a new secret, or start over: npm start -- --fresh',
    );
    const secrets = {
      adminKey: environment.DEV_ADMIN_KEY || kept?.adminKey || newAgentKey(),
      tokenSecret: environment.DEV_JWT_SECRET || kept?.tokenSecret || newAgentKey(),
    };
    if (!/^[\x21-\x7e]+$/.test(secrets.adminKey)) {
      throw new Error('DEV_ADMIN_KEY must consist of visible ASCII characters, because it is sent in a header.');
    }
    if (Buffer.byteLength(secrets.tokenSecret) < MIN_SECRET_BYTES) {
      throw new Error(`DEV_JWT_SECRET must have at least ${MIN_SECRET_BYTES} bytes (RFC 7518, section 3.2).`);
    }
    if (keep || !kept) await this.#write('secrets.json', secrets);
    return secrets;
  }

  /** The desk that runs now, if one does. */
  async running(): Promise<RunningDesk | undefined> {
    const desk = await this.#read(
      'running.json',
      runningDesk,
      'If a desk is running on this machine, stop it with Ctrl-C. Then run: npm start',
    );
    return desk && isAlive(desk.pid) && (await answers(desk.url)) ? desk : undefined;
  }

  async setRunning(desk: RunningDesk | undefined): Promise<void> {
    if (desk) await this.#write('running.json', desk);
    else await rm(join(this.path, 'running.json'), { force: true });
  }

  /** Of the desk that has the lock. */
  async #whoHasIt(): Promise<string> {
    const desk = await this.running().catch(() => undefined);
    if (desk) return `A desk is already running from this folder at ${desk.url} (process ${desk.pid}).`;
    return `Another process is starting or stopping a desk from this folder (${this.path}). Try again in a moment.`;
  }

  /** Reads a file, if it exists. Throws, with what to do, if it holds something else, as after a crash or on a full disk. */
  async #read<T>(name: string, schema: z.ZodType<T>, whatToDo: string): Promise<T | undefined> {
    const file = join(this.path, name);
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
      throw error;
    });
    if (text === undefined) return undefined;
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      const how = text.trim() === '' ? 'is empty' : 'is damaged';
      throw new Error(`${file} ${how}. ${whatToDo}`);
    }
  }

  /** Whole or not at all: beside its place first. */
  async #write(name: string, value: unknown): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    const file = join(this.path, name);
    const beside = `${file}.${process.pid}${PARTIAL}`;
    try {
      await writeFile(beside, `${JSON.stringify(value, null, 2)}\n`, { mode: OWNER_ONLY, flush: true });
      await rename(beside, file);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Another process may have got the pid of a desk that could not say goodbye. */
async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
