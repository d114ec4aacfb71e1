import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { list, startedDesks, stop } from './started-desks.ts';

const desks = startedDesks();
const { start, startIn, desk } = desks;
const file = (name: string) => join(desks.folder(), name);

describe('npm start', () => {
  it('lets one of two begin anew that are started at once', async () => {
    const both = await Promise.allSettled([start({}, '--fresh'), start({}, '--fresh')]);
    const [first, ...more] = both.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(more).toEqual([]);
    const refused = both.find((each) => each.status === 'rejected');
    expect(String(refused?.reason)).toMatch(/Another process is starting|runs already/);
    expect((await list(first?.url ?? '', first?.key ?? '')).length).toBeGreaterThan(24);
    expect(await stop(first?.child as ChildProcess)).toBe(0);
    const again = await start();
    expect(again.key).toBe(first?.key);
  });

  it('names a damaged file of secrets, and begins anew if it is told to, whatever became of the desk that ran last', async () => {
    await mkdir(desks.folder(), { recursive: true });
    await writeFile(file('secrets.json'), '{"adminKey":"desk_');
    await writeFile(file('running.json'), '');
    const { code, stderr } = await desk('start');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining(`${file('secrets.json')} is damaged.`),
    });
    const { url, key } = await start({}, '--fresh');
    expect((await list(url, key)).length).toBeGreaterThan(24);
    expect((await desk('agent', 'list')).stdout).toContain('active  Dana (demo)');
  });

  it('refuses an old key once DEV_ADMIN_KEY sets another', async () => {
    const first = await start({ DEV_ADMIN_KEY: 'first-key' });
    expect(await stop(first.child)).toBe(0);
    const { url } = await start({ DEV_ADMIN_KEY: 'second-key' });
    const status = async (key: string) =>
      (await fetch(`${url}/api/admin/support-stats`, { headers: { 'x-admin-key': key } })).status;
    expect(await status('first-key')).toBe(401);
    expect(await status('second-key')).toBe(200);
  });

  it('goes on when nobody reads what it prints any more', async () => {
    const { child, url, key } = await start();
    child.stdout?.destroy();
    child.stderr?.destroy();
    for (let request = 0; request < 3; request += 1) expect((await list(url, key)).length).toBeGreaterThan(24);
    expect(await stop(child)).toBe(0);
  });

  it('leaves nothing behind after a kill, once it was started again', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'support-desk-temporary-'));
    onTestFinished(() => rm(temporary, { recursive: true }));
    const killed = await start({ TMPDIR: temporary });
    await mkdir(file('work/0/functions'), { recursive: true });
    await writeFile(file('secrets.json.1.partial'), '{');
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    const { child } = await start({ TMPDIR: temporary });
    expect(await readdir(temporary)).toEqual([]);
    expect(await stop(child)).toBe(0);
    expect((await readdir(desks.folder())).sort()).toEqual(['data', 'lock', 'secrets.json']);
  });

  it.runIf(process.platform === 'linux')(
    'on a full disk answers 503, prints why, and keeps what it accepted',
    async () => {
      // In kilobytes: more than the tickets that it begins with take, however slow the machine is, and less than a log of the store at its longest (4 MB).
      const first = await startIn(`trap '' XFSZ; ulimit -S -f 3584; exec "$@"`, {}, '--fresh');
      const token = (await desk('token', '--sub', 'u1', '--email', 'a@example.com', '--credits', '100')).stdout.trim();
      const submit = (text: string) =>
        fetch(`${first.url}/api/support/contact`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}` },
          body: new URLSearchParams({ subject: text, message: 'x'.repeat(10_000) }),
        });
      const accepted: string[] = [];
      const accept = async (response: Response) =>
        accepted.push(((await response.json()) as { ticket_id: string }).ticket_id);
      let refused: Response | undefined;
      for (let number = 0; !refused && number < 1000; number += 1) {
        const response = await submit(`Before ${number}`);
        if (response.ok) await accept(response);
        else refused = response;
      }
      expect(refused?.status).toBe(503);
      expect(refused?.headers.get('retry-after')).not.toBeNull();
      expect(first.printed.join('\n')).toMatch(/Nothing more can be stored until there is room: .*File too large/);
      expect((await fetch(`${first.url}/api/health`)).status).toBe(200);

      execFileSync('prlimit', ['--pid', String(first.child.pid), '--fsize=unlimited']);
      for (let number = 0; number < 20; number += 1) {
        const response = await submit(`After ${number}`);
        expect(response.status).toBe(200);
        await accept(response);
      }
      expect(first.printed.join('\n')).toContain('Data can be stored again.');
      first.child.kill('SIGKILL');
      await once(first.child, 'exit');
      const { url, key } = await start();
      for (const id of accepted) {
        const response = await fetch(`${url}/api/admin/support-tickets/${id}`, { headers: { 'x-admin-key': key } });
        expect(response.status).toBe(200);
      }
    },
  );
});
