import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { listenOnLoopback } from './loopback.ts';

const bin = join(import.meta.dirname, '../../bin/desk.ts');
let folder: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-desk-start-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map(stop));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const environment = (more: NodeJS.ProcessEnv = {}) => ({ ...process.env, DEV_FOLDER: folder, PORT: '0', ...more });

/** Starts the desk as `npm start` does and waits until it has printed how to use it. */
async function start(more: NodeJS.ProcessEnv = {}, ...args: string[]) {
  const child = spawn(process.execPath, [bin, 'start', ...args], { env: environment(more) });
  running.push(child);
  const printed: string[] = [];
  const ready = Promise.withResolvers<void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    printed.push(line);
    if (line.includes('Ctrl-C')) ready.resolve();
  });
  createInterface({ input: child.stderr }).on('line', (line) => printed.push(line));
  child.once('exit', () => ready.reject(new Error(printed.join('\n'))));
  await ready.promise;
  const text = printed.join('\n');
  return {
    child,
    printed,
    text,
    url: /Dashboard +(http:\/\/localhost:\d+)\//.exec(text)?.[1] ?? '',
    key: /Agent's key +(\S+)/.exec(text)?.[1] ?? '',
  };
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill('SIGINT');
  const [code] = await exit;
  return code;
}

/** Runs one command of the command line to its end. */
const desk = (...args: string[]) => deskWith({}, ...args);

async function deskWith(more: NodeJS.ProcessEnv, ...args: string[]) {
  const child = spawn(process.execPath, [bin, ...args], { env: environment(more) });
  const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => stream.toArray());
  const [code] = await once(child, 'exit');
  return {
    code,
    stdout: Buffer.concat((await stdout) ?? []).toString(),
    stderr: Buffer.concat((await stderr) ?? []).toString(),
  };
}

const list = async (url: string, key: string) =>
  (await fetch(`${url}/api/admin/support-tickets?status=all`, { headers: { 'x-admin-key': key } })).json() as Promise<
    { id: string }[]
  >;

describe('npm start', () => {
  it('serves a desk with demo tickets, prints how to use it, keeps the data, and ends cleanly', async () => {
    const first = await start();
    expect(first.text).toMatch(/support\.html#token=ey/);
    expect(first.text).toContain('/api/support/contact');
    const tickets = await list(first.url, first.key);
    expect(tickets.length).toBeGreaterThan(24);
    const canned = await fetch(`${first.url}/api/admin/canned-replies`, { headers: { 'x-admin-key': first.key } });
    expect(await canned.json()).toHaveLength(3);
    expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);

    const token = (await desk('token', '--sub', 'u1', '--email', 'a@example.com', '--credits', '100')).stdout;
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const submitted = await fetch(`${first.url}/api/support/contact`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.trim()}` },
      body: new URLSearchParams({ subject: 'From a test', message: 'Hello' }),
    });
    const { ticket_id: id } = (await submitted.json()) as { ticket_id: string };
    expect(await stop(first.child)).toBe(0);
    expect(first.printed).toContain(`[SUPPORT TICKET #${id.slice(0, 8)}] From: a@example.com | Subject: From a test`);
    expect(first.printed.some((line) => /^POST \/api\/support\/contact 200 \d+ ms$/.test(line))).toBe(true);

    const second = await start();
    expect(second.key).toBe(first.key);
    expect((await list(second.url, second.key)).map((ticket) => ticket.id)).toEqual([
      id,
      ...tickets.map((ticket) => ticket.id),
    ]);
    expect(await stop(second.child)).toBe(0);

    const fresh = await start({ DEV_ADMIN_KEY: 'my-own-key', LOG: 'json' }, '--fresh');
    expect(fresh.key).toBe('my-own-key');
    expect((await list(fresh.url, 'my-own-key')).map((ticket) => ticket.id)).not.toContain(id);
    expect(fresh.printed.some((line) => line.startsWith('{"level":"INFO"'))).toBe(true);
  });

  it('builds again when a source changes', async () => {
    const { printed } = await start({ SUPPORT_DESK_BUILD: undefined });
    const now = new Date();
    await utimes(join(import.meta.dirname, '../../functions/check-health.ts'), now, now);
    await expect.poll(() => printed.join('\n'), { timeout: 25_000 }).toMatch(/^Reloaded in \d+ ms\.$/m);
  });

  it('says what is wrong with a secret or a port before it starts', async () => {
    const attempt = async (more: NodeJS.ProcessEnv) => {
      const child = spawn(process.execPath, [bin, 'start'], { env: environment(more) });
      const stderr = child.stderr.toArray();
      const [code] = await once(child, 'exit');
      return { code, stderr: Buffer.concat(await stderr).toString() };
    };
    expect(await attempt({ DEV_JWT_SECRET: 'short', DEV_FOLDER: join(folder, 'other') })).toEqual({
      code: 1,
      stderr: expect.stringContaining('DEV_JWT_SECRET must have at least 32 bytes'),
    });
    expect(await attempt({ PORT: 'eighty' })).toEqual({ code: 1, stderr: expect.stringContaining('PORT must be') });
  });

  it('takes the next port, and says so, when its own is taken', async () => {
    const taken = await listenOnLoopback((_, response) => response.end(), 0);
    onTestFinished(taken.close);
    const { text, url } = await start({ PORT: String(taken.port) });
    expect(text).toContain(`Port ${taken.port} is taken`);
    expect(url).not.toBe(`http://localhost:${taken.port}`);
  });

  it('refuses a second desk in one folder', async () => {
    await start();
    const second = await desk('start');
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/runs already at http:\/\/localhost:\d+/);
  });
});

describe('npm run desk', () => {
  it("makes, lists and revokes agents' keys of the running desk", async () => {
    const { url } = await start();
    const { stdout: key } = await desk('agent', 'add', 'Ada Lovelace');
    expect(key).toMatch(/^desk_[\w-]{43}\n$/);
    const stats = () => fetch(`${url}/api/admin/support-stats`, { headers: { 'x-admin-key': key.trim() } });
    expect(((await (await stats()).json()) as { agent: string }).agent).toBe('Ada Lovelace');
    expect((await desk('agent', 'list')).stdout).toMatch(/active +Ada Lovelace/);
    expect((await desk('agent', 'revoke', 'Ada Lovelace')).stdout).toBe('Revoked 1 key of Ada Lovelace.\n');
    expect((await desk('agent', 'list')).stdout).toMatch(/revoked \S+ +Ada Lovelace/);
    const again = await desk('agent', 'revoke', 'Ada Lovelace');
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('No active key') });
  });

  it("changes a deployed desk's agents, named by its table, with the ordinary credentials", async () => {
    const { url } = await start();
    const { dynamoDb } = JSON.parse(await readFile(join(folder, 'running.json'), 'utf8'));
    const credentials = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_ENDPOINT_URL: dynamoDb };
    const elsewhere = { ...credentials, DEV_FOLDER: join(folder, 'none') };
    const named = ['--table', 'agents', '--region', 'eu-central-1'];
    const { stdout: key } = await deskWith(elsewhere, 'agent', 'add', 'Grace Hopper', ...named);
    const answer = await fetch(`${url}/api/admin/support-stats`, { headers: { 'x-admin-key': key.trim() } });
    expect(await answer.json()).toMatchObject({ agent: 'Grace Hopper' });
  });
});
