import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { entries } from '#lib/entries.ts';
import { localDocumentClient } from '#test/local/desk.ts';
import { coldEvents } from './cold-events.ts';

const run = promisify(execFile);
const bench = join(import.meta.dirname, 'bench.ts');

it('refuses to print JSON after the lines that npm prints, before anything is measured', async () => {
  const env = { ...process.env, npm_lifecycle_event: 'bench', npm_config_loglevel: undefined };
  await expect(run(process.execPath, [bench, '--json'], { env })).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('npm run --silent bench -- --json'),
  });
});

it('lists the figures to choose from', async () => {
  await expect(run(process.execPath, [bench, 'size'])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no figure "size". Choose from sizes, '),
  });
});

it('has an event for every function, except for those that need the store of files', () => {
  const client = localDocumentClient('http://127.0.0.1:9');
  onTestFinished(() => client.destroy());
  const events = coldEvents(client, { asAgent: {}, asCustomer: {}, asReader: {} });
  const without = entries.filter((entry) => events[entry] === undefined);
  expect(without.sort()).toEqual([
    'accept-held-mail',
    'create-own-upload',
    'create-upload',
    'delete-held-mail',
    'get-file',
    'get-formatted-mail',
    'get-held-original',
    'get-original',
    'get-own-file',
    'receive-mail',
  ]);
  expect(entries).toEqual(expect.arrayContaining(Object.keys(events)));
});
