import { readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listenOnLoopback } from '#test/local/loopback.ts';
import { list, startedDesks, stop } from './started-desks.ts';

const desks = startedDesks();
const { start, desk, deskWith } = desks;

describe('npm start', () => {
  it('serves a desk with demo tickets, prints how to use it, keeps the data, and ends cleanly', async () => {
    const first = await start();
    expect(first.text).toMatch(/support\.html#token=ey/);
    expect(first.text).toContain('/api/support/contact');
    expect(first.text).toContain('http://[::1]. A deployed desk needs their origin in `allowedOrigins`.');
    const { headers } = await fetch(`${first.url}/api/health`, { headers: { origin: 'http://127.0.0.1:5173' } });
    expect(headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:5173');
    const tickets = await list(first.url, first.key);
    expect(tickets.length).toBeGreaterThan(24);
    const canned = await fetch(`${first.url}/api/admin/canned-replies`, { headers: { 'x-admin-key': first.key } });
    expect(await canned.json()).toHaveLength(3);
    expect((await stat(join(desks.folder(), 'secrets.json'))).mode & 0o777).toBe(0o600);

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
    await utimes(join(import.meta.dirname, '../../../functions/check-health.ts'), now, now);
    await expect.poll(() => printed.join('\n'), { timeout: 60_000 }).toMatch(/^Reloaded in \d+ ms\.$/m);
  });

  it('takes the next port, and says so, when its own is taken', async () => {
    const taken = await listenOnLoopback((_, response) => response.end(), 0);
    onTestFinished(taken.close);
    const { text, url } = await start({ PORT: String(taken.port) });
    expect(text).toContain(`Port ${taken.port} is taken`);
    expect(url).not.toBe(`http://localhost:${taken.port}`);
  });

  it('takes its usual port where PORT is empty', async () => {
    const { text } = await start({ PORT: '' });
    expect(text).toMatch(/Port 5000 is taken|http:\/\/localhost:5000\//);
  });

  it('receives mail at the port that it prints, or at the one that SMTP_PORT names, and says so if that is taken', async () => {
    const { text, child } = await start();
    const printed = /smtp:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1] ?? '';
    expect(Number(printed)).toBeGreaterThan(0);
    await stop(child);
    const { stderr } = await deskWith({ SMTP_PORT: '70000' }, 'start');
    expect(stderr).toBe('SMTP_PORT must be a whole number from 0 to 65535, not 70000.\n');
  });

  it('says so when the last port of all is taken', async () => {
    const taken = await listenOnLoopback((_, response) => response.end(), 65_535).catch(() => undefined);
    onTestFinished(async () => taken?.close());
    const { code, stdout, stderr } = await deskWith({ PORT: '65535' }, 'start');
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: 'Port 65535 is taken.\n',
      stderr: 'Ports 65535 to 65535 are taken. Choose another with PORT.\n',
    });
  });

  it('refuses a second desk in one folder, whether or not it is to begin anew', async () => {
    const { url, key } = await start();
    for (const args of [['start'], ['start', '--fresh']]) {
      const second = await desk(...args);
      expect(second.code).toBe(1);
      expect(second.stderr).toMatch(/already running from this folder at http:\/\/localhost:\d+/);
    }
    expect((await list(url, key)).length).toBeGreaterThan(24);
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
    const { dynamoDb } = JSON.parse(await readFile(join(desks.folder(), 'running.json'), 'utf8'));
    const credentials = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_ENDPOINT_URL: dynamoDb };
    const elsewhere = { ...credentials, DEV_FOLDER: join(desks.folder(), 'none') };
    const named = ['--table', 'agents', '--region', 'eu-central-1'];
    const { stdout: key } = await deskWith(elsewhere, 'agent', 'add', 'Grace Hopper', ...named);
    const answer = await fetch(`${url}/api/admin/support-stats`, { headers: { 'x-admin-key': key.trim() } });
    expect(await answer.json()).toMatchObject({ agent: 'Grace Hopper' });
  });
});
