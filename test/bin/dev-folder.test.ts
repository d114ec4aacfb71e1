import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DevFolder } from '#bin/dev-folder.ts';

let folder: DevFolder;
const file = (name: string) => join(folder.path, name);
const secrets = (environment: NodeJS.ProcessEnv = {}) => folder.secrets({ keep: true }, environment);

beforeEach(async () => {
  folder = new DevFolder(await mkdtemp(join(tmpdir(), 'support-desk-folder-')));
});
afterEach(() => rm(folder.path, { recursive: true }));

describe('the folder of the local desk', () => {
  it('keeps its secrets, for its owner alone, and nothing half-written beside them', async () => {
    const first = await secrets();
    expect(await secrets()).toEqual(first);
    expect(await secrets({ DEV_ADMIN_KEY: 'mine' })).toEqual({ ...first, adminKey: 'mine' });
    expect((await secrets()).adminKey).toBe('mine');
    expect((await stat(file('secrets.json'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder.path)).toEqual(['secrets.json']);
  });

  it.each([
    ['empty', '', 'is empty'],
    ['blank', '\n', 'is empty'],
    ['cut off', '{"adminKey":"desk_', 'is damaged'],
    ['of another shape', '{"adminKey":5,"tokenSecret":"x"}', 'is damaged'],
    ['nothing', 'null', 'is damaged'],
  ])('names a file of secrets that is %s, and says what to do', async (_, text, how) => {
    await writeFile(file('secrets.json'), text);
    await expect(secrets()).rejects.toThrow(
      `${file('secrets.json')} ${how}. Delete it to get a new key and a new secret, or start over: npm start -- --fresh`,
    );
  });

  it.each(['', '{"pid":1', '{"pid":"x","url":"http://localhost:1","dynamoDb":"http://localhost:2"}', 'null'])(
    'names a file of the running desk that is %j, and says what to do',
    async (text) => {
      await writeFile(file('running.json'), text);
      await expect(folder.running()).rejects.toThrow(/running.json is (empty|damaged). If a desk is running/);
    },
  );

  it('has one process at a time that runs a desk, and forgets everything but that', async () => {
    await secrets();
    const unlock = await folder.lock();
    await expect(folder.lock()).rejects.toThrow('Another process is starting or stopping a desk from this folder');
    await folder.reset();
    expect(await readdir(folder.path)).toEqual(['lock']);
    await expect(folder.lock()).rejects.toThrow('Another process');
    await unlock();
    await (await folder.lock())();
  });

  it('can be locked whatever a crash left of its lock', async () => {
    await (await folder.lock())();
    await writeFile(file('lock/CURRENT'), '');
    await (await folder.lock())();
  });
});
