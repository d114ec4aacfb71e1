import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newAgentKey } from '../../functions/adapters/dynamo-agent-registry.ts';

/** What the local desk keeps between starts: `.dev/`, git-ignored, for its owner's eyes only. */
export interface DevSecrets {
  readonly adminKey: string;
  readonly tokenSecret: string;
}

/** Where a running desk can be reached. */
export interface RunningDesk {
  readonly pid: number;
  readonly url: string;
  readonly dynamoDb: string;
}

const OWNER_ONLY = 0o600;
const MIN_SECRET_BYTES = 32;

export class DevFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  get dataPath(): string {
    return join(this.path, 'data');
  }

  /** Where change records are put aside that a consumer failed on. */
  get failedPath(): string {
    return join(this.path, 'failed');
  }

  /** Forgets everything. */
  async reset(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }

  /** The demo agent's key and the website's secret: from the environment, else kept, else new. With `keep` they are the next ones kept. */
  async secrets({ keep }: { keep: boolean }, environment: NodeJS.ProcessEnv = process.env): Promise<DevSecrets> {
    const kept = await this.#read<DevSecrets>('secrets.json');
    const secrets = {
      adminKey: environment.DEV_ADMIN_KEY || kept?.adminKey || newAgentKey(),
      tokenSecret: environment.DEV_JWT_SECRET || kept?.tokenSecret || newAgentKey(),
    };
    if (!/^[\x21-\x7e]+$/.test(secrets.adminKey)) {
      throw new Error('DEV_ADMIN_KEY must be visible ASCII characters: it travels in a header.');
    }
    if (Buffer.byteLength(secrets.tokenSecret) < MIN_SECRET_BYTES) {
      throw new Error(`DEV_JWT_SECRET must have at least ${MIN_SECRET_BYTES} bytes (RFC 7518, section 3.2).`);
    }
    if (keep || !kept) await this.#write('secrets.json', secrets);
    return secrets;
  }

  /** The desk that runs now, if one does. */
  async running(): Promise<RunningDesk | undefined> {
    const desk = await this.#read<RunningDesk>('running.json');
    return desk && isAlive(desk.pid) && (await answers(desk.url)) ? desk : undefined;
  }

  async setRunning(desk: RunningDesk | undefined): Promise<void> {
    if (desk) await this.#write('running.json', desk);
    else await rm(join(this.path, 'running.json'), { force: true });
  }

  async #read<T>(name: string): Promise<T | undefined> {
    const text = await readFile(join(this.path, name), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  async #write(name: string, value: unknown): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    const file = join(this.path, name);
    await writeFile(file, `${JSON.stringify(value, null, 2)}\n`, { mode: OWNER_ONLY });
    await chmod(file, OWNER_ONLY);
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
