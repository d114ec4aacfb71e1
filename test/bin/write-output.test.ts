import { execFileSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeOutput } from '#bin/write-output.ts';

let folder: string;
const at = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-desk-output-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function* text(...parts: string[]) {
  yield* parts;
}
const write = (path: string, replace = false) => writeOutput(path, text('one\n', 'two\n'), { replace });

describe('what is written to', () => {
  it('a named pipe goes through it, and the pipe stays', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const [, read] = await Promise.all([write(at('pipe')), readFile(at('pipe'), 'utf8')]);
    expect(read).toBe('one\ntwo\n');
    expect((await stat(at('pipe'))).isFIFO()).toBe(true);
  });

  it('a device goes through it, and the device stays', async () => {
    await symlink('/dev/null', at('device'));
    await write(at('device'));
    expect(await readlink(at('device'))).toBe('/dev/null');
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
    expect(await readdir(folder)).toEqual(['device']);
  });

  it('a full device fails', async () => {
    await expect(write('/dev/full')).rejects.toThrow('ENOSPC');
    expect((await stat('/dev/full')).isCharacterDevice()).toBe(true);
  });

  it('a link goes to the file that it leads to, if that may be replaced', async () => {
    await writeFile(at('file'), 'mine');
    await symlink('file', at('link'));
    await expect(write(at('link'))).rejects.toThrow(`${at('link')} already exists. To overwrite it, add --force`);
    expect(await readFile(at('file'), 'utf8')).toBe('mine');
    await write(at('link'), true);
    expect((await lstat(at('link'))).isSymbolicLink()).toBe(true);
    expect((await lstat(at('file'))).isFile()).toBe(true);
    expect(await readFile(at('file'), 'utf8')).toBe('one\ntwo\n');
  });

  it('a chain of links whose file does not exist yet creates it', async () => {
    await mkdir(at('inner'));
    await symlink('inner/second', at('first'));
    await symlink('file', at('inner/second'));
    await write(at('first'));
    expect(await readFile(at('inner/file'), 'utf8')).toBe('one\ntwo\n');
    expect((await stat(at('inner/file'))).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['a folder', async () => void (await mkdir(at('target'))), 'is a folder'],
    ['a link that leads to itself', () => symlink('target', at('target')), 'ELOOP'],
  ])('%s is refused', async (_, make, message) => {
    await make();
    await expect(write(at('target'), true)).rejects.toThrow(message);
  });
});
