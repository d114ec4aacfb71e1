import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { exportTickets } from '#bin/export/export-command.ts';
import { ended } from '#test/bin/ended.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { type DeskLives, exportDesks, noBucket } from './desks.ts';

const desks = exportDesks();

const idOf = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const at = '2026-11-24T10:00:00.000000000Z';
const life = (number: number, ...to: DeskLives[number]['changes'][number]['to'][]): DeskLives[number] => ({
  ticket: { ...exampleTicket, id: idOf(number), subject: `=Ticket ${number}`, message: 'One\r\n"two", three' },
  contentHash: undefined,
  changes: to.map((status) => ({ to: status })),
  messages: [],
  mails: [],
});
const lives = [life(1), life(2, 'in_progress'), life(3, 'closed'), life(4, 'in_progress', 'closed')];

const rowsOf = (csv: string): Record<string, string>[] =>
  parse(csv, { columns: true, record_delimiter: '\r\n', bom: true });

/** The files whose names begin with this one's. */
const beside = async (path: string) => (await readdir(dirname(path))).filter((name) => name.startsWith(basename(path)));

/** Makes a process take its stderr for a terminal. */
const terminal = 'data:text/javascript,process.stderr.isTTY=true;process.stderr.columns=120';

describe('desk export', () => {
  it.each([
    ['all', [1, 2, 3, 4]],
    ['open', [1]],
    ['in_progress', [2]],
    ['closed', [3, 4]],
  ])('of status %s has one row a ticket', async (status, numbers) => {
    const desk = await desks.desk(lives);
    const rows = rowsOf(await desks.exported(desk, { format: 'csv', status }));
    expect(rows.map(({ id }) => id).sort()).toEqual(numbers.map(idOf));
    const lines = (await desks.exported(desk, { status })).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).id).sort()).toEqual(numbers.map(idOf));
    for (const { status: its, subject, message, closed_at } of rows) {
      expect(status === 'all' || its === status).toBe(true);
      expect(subject).toMatch(/^'=Ticket \d$/);
      expect(message).toBe('One\r\n"two", three');
      expect(closed_at).toMatch(its === 'closed' ? /^2\d{3}-\d\d-\d\d \d\d:\d\d:\d\d$/ : /^$/);
    }
  });

  it('has canned replies and marked addresses beside all tickets, calendars beside any, and nothing else of the table', async () => {
    const desk = await desks.desk(lives.slice(0, 1));
    const reply = {
      id: 'canned-replies',
      entry: `canned-reply#${idOf(1)}`,
      name: 'Thanks',
      body: 'Thank you!',
      updated_at: at,
    };
    const address = { id: `address#${'0'.repeat(64)}`, entry: 'address', kind: 'bounced', at };
    const calendar = {
      id: `calendar#${'0'.repeat(32)}`,
      entry: 'calendar',
      time_zone: 'UTC',
      periods: {},
      days_off: [],
    };
    const other = { id: 'of a later version', entry: 'x' };
    for (const Item of [reply, address, calendar, other]) {
      await desks.engine().client.send(new PutCommand({ TableName: desk, Item }));
    }
    const printed: string[] = [];
    const database = { ...desks.database(desk), files: noBucket };
    const exported = async (format: string, status: string) => {
      const output = desks.file(format);
      await exportTickets({ format, status, output, force: false }, database, (line) => printed.push(line));
      return readFile(output, 'utf8');
    };
    const idsOf = (jsonl: string) =>
      jsonl
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).id);
    expect(idsOf(await exported('jsonl', 'all')).sort()).toEqual([idOf(1), address.id, calendar.id, reply.id].sort());
    expect(idsOf(await exported('jsonl', 'open')).sort()).toEqual([idOf(1), calendar.id].sort());
    expect(rowsOf(await exported('csv', 'all'))).toHaveLength(1);
    expect(printed).toEqual([1, 2, 3].map(() => expect.stringMatching(/: 1\.$/)));
  });

  it('of an empty desk is the header, or nothing', async () => {
    const desk = await desks.desk();
    expect((await desks.exported(desk, { format: 'csv' })).split('\r\n')).toEqual([
      expect.stringMatching(/^\uFEFFid,/),
      '',
    ]);
    expect(await desks.exported(desk)).toBe('');
  });

  it('goes to stdout, and nothing but it, without a bar where stderr is no terminal', async () => {
    const desk = await desks.desk(lives);
    expect(await ended(desks.run(desk, ['export', '--format', 'csv']))).toEqual({
      code: 0,
      stdout: await desks.exported(desk, { format: 'csv' }),
      stderr: '',
    });
  });

  it('shows a bar where stderr is a terminal', async () => {
    const desk = await desks.desk(lives);
    const output = desks.file('csv');
    const command = desks.run(desk, ['export', '--format', 'csv', '--output', output], ['--import', terminal]);
    const { code, stdout, stderr } = await ended(command);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `Tickets in ${output}: 4.\n` });
    expect(stderr).toContain('Exporting');
    expect(stderr).toContain('8/8');
  });

  it('ends quietly when its reader has enough', async () => {
    const desk = await desks.desk(lives);
    const command = desks.run(desk, ['export', '--format', 'jsonl']);
    command.stdout.destroy();
    const [stderr, [code]] = await Promise.all([text(command.stderr), once(command, 'close')]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('fails when there is no room for it', async () => {
    const desk = await desks.desk(lives);
    const command = desks.run(desk, ['export', '--format', 'csv'], [], 'exec "$@" > /dev/full');
    const { code, stderr } = await ended(command);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'The output couldn’t be written: ENOSPC: no space left on device, write\n',
    });
  });

  it('to /dev/stdout is the same as to stdout', async () => {
    const desk = await desks.desk(lives);
    const { code, stdout } = await ended(desks.run(desk, ['export', '--format', 'csv', '--output', '/dev/stdout']));
    expect({ code, stdout }).toEqual({ code: 0, stdout: await desks.exported(desk, { format: 'csv' }) });
  });

  it.each([
    [{ format: 'xml' }, 'Choose a format: --format csv'],
    [{ status: 'done' }, '--status must be one of all, open, in_progress, closed, not done.'],
  ])('answers %j with what to do', async (values, message) => {
    await expect(desks.exported(await desks.desk(), values)).rejects.toThrow(message);
  });

  it('overwrites no file unless told to, and lets only its owner read it', async () => {
    const desk = await desks.desk(lives);
    const output = desks.file('csv');
    const values = { format: 'csv', status: 'all', output };
    const run = (force: boolean) => exportTickets({ ...values, force }, desks.database(desk), () => {});
    await writeFile(output, 'mine');
    await expect(run(false)).rejects.toThrow(`${output} already exists. To overwrite it, add --force`);
    expect(await readFile(output, 'utf8')).toBe('mine');
    await run(true);
    expect(rowsOf(await readFile(output, 'utf8'))).toHaveLength(4);
    expect((await stat(output)).mode & 0o777).toBe(0o600);
  });

  it('leaves no half of a file when it fails', async () => {
    const desk = await desks.desk(lives);
    const output = desks.file('jsonl');
    const set = { id: idOf(5), entry: 'ticket', labels: new Set(['a']) };
    await desks.engine().client.send(new PutCommand({ TableName: desk, Item: set }));
    const failed = await ended(
      desks.run(desk, ['export', '--format', 'jsonl', '--output', output, '--file-bucket', 'none']),
    );
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toBe(
      `${idOf(5)} ticket: labels: is a set or a binary value, which the desk doesn’t store. To find all such records, and remove them: npm run desk -- records --help\n`,
    );
    expect(await beside(output)).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'leaves no half of a file when it is told to end by %s',
    async (signal) => {
      const output = desks.file('csv');
      const writing = `
      import { writeOutput } from ${JSON.stringify(join(import.meta.dirname, '../../../bin/write-output.ts'))};
      async function* endless() {
        for (;;) yield new Promise((resolve) => setTimeout(resolve, 1, 'text'));
      }
      await writeOutput(${JSON.stringify(output)}, endless(), { replace: false });`;
      const child = spawn(process.execPath, ['--input-type=module', '--eval', writing]);
      await expect.poll(() => beside(output)).toEqual([expect.stringMatching(/\.partial$/)]);
      child.kill(signal);
      expect((await ended(child)).stderr).toContain('Interrupted: nothing was written.');
      expect(await beside(output)).toEqual([]);
    },
  );
});
