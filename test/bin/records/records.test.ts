import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { readRaw } from '#bin/stored/stored.ts';
import { bin } from '#test/bin/command-line.ts';
import { ended } from '#test/bin/ended.ts';
import { type DeskLives, exportDesks } from '#test/bin/export/desks.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';

const desks = exportDesks();

const idOf = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const life = (number: number): DeskLives[number] => ({
  ticket: { ...exampleTicket, id: idOf(number) },
  contentHash: undefined,
  changes: [{ to: 'closed' }],
  messages: [],
  mails: [],
});
const closing = 'entry#000000002';
const at = '2026-11-24T10:00:00.000000000Z';

let desk: string;
beforeEach(async () => {
  desk = await desks.desk([life(1), life(2)]);
});

const run = (...args: string[]) => ended(desks.run(desk, ['records', ...args]));
const put = (Item: Record<string, unknown>) => desks.engine().client.send(new PutCommand({ TableName: desk, Item }));
const entriesOf = async (id: string) => (await readRaw(desks.engine().client, desk, id)).map(({ entry }) => entry?.S);

/** Changes attributes of a ticket's own item, or of its closing. */
async function damage(id: string, entry: string, changes: Record<string, unknown>): Promise<void> {
  const items = await readRaw(desks.engine().client, desk, id);
  const Item = items.find((item) => item.entry?.S === entry);
  await desks
    .engine()
    .client.send(
      new PutItemCommand({ TableName: desk, Item: { ...Item, ...marshall(changes, { allowImpreciseNumbers: true }) } }),
    );
}

describe('desk records check', () => {
  it('finds nothing in a desk that can be read', async () => {
    await put({ id: 'canned-replies', entry: 'a counter of a later version' });
    expect(await run('check')).toEqual({ code: 0, stdout: 'Every record can be read.\n', stderr: '' });
  });

  it('names every record that can’t be read, with the item and the field, and fails', async () => {
    await damage(idOf(1), 'ticket', { closed_at: '2026-11-31T25:00:00.000000000Z' });
    await damage(idOf(2), closing, { changes: 'none' });
    await put({ id: idOf(3), entry: 'entry#000000002' });
    await put({ id: 'canned-replies', entry: `canned-reply#${idOf(1)}`, name: 'x', updated_at: at });
    await put({ id: 'no-ticket', entry: 'ticket' });
    const { code, stdout, stderr } = await run('check');
    expect(code).toBe(1);
    expect(stdout.trimEnd().split('\n').sort()).toEqual([
      expect.stringMatching(`^${idOf(1)}: ticket closed_at: must be a time`),
      expect.stringMatching(`^${idOf(2)}: ${closing} changes: Invalid input`),
      expect.stringMatching(`^${idOf(3)}: entries: must have one that is "ticket"`),
      expect.stringMatching(`^canned-replies: canned-reply#${idOf(1)} body: Invalid input`),
      expect.stringMatching(/^no-ticket: id: must be a ticket’s ID/),
    ]);
    expect(stderr).toContain('Records that can’t be read: 5. To remove one: npm run desk -- records remove ID [ENTRY]');
  });

  it.each([
    ['a set', { labels: new Set(['a']) }, 'ticket labels: is a set'],
    ['a number that JavaScript can’t read', { later: 1e20 }, 'ticket later: has more digits than the desk can store'],
  ])('finds %s, which would stop an export', async (_, changes, mistake) => {
    await damage(idOf(1), 'ticket', changes);
    expect((await run('check')).stdout).toContain(mistake);
    expect((await ended(desks.run(desk, ['export', '--format', 'jsonl']))).stderr).toContain(
      'npm run desk -- records --help',
    );
  });
});

describe('desk records remove', () => {
  it('removes a ticket that can’t be read, with all its items, and prints them', async () => {
    await damage(idOf(1), 'ticket', { closed_at: 'never' });
    const { code, stdout } = await run('remove', idOf(1), '--yes');
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).entry.S),
    ).toEqual([closing, 'ticket']);
    expect(await entriesOf(idOf(1))).toEqual([]);
    expect(await entriesOf(idOf(2))).toEqual([closing, 'ticket']);
    expect((await run('check')).code).toBe(0);
  });

  it('removes the one item of a ticket that can’t be read', async () => {
    await damage(idOf(1), closing, { kind: 'x' });
    expect((await run('remove', idOf(1), closing, '--yes')).code).toBe(0);
    expect(await entriesOf(idOf(1))).toEqual(['ticket']);
  });

  it('prints what put-item stores again', async () => {
    await damage(idOf(1), 'ticket', { labels: new Set(['a']) });
    const before = await readRaw(desks.engine().client, desk, idOf(1));
    const { stdout } = await run('remove', idOf(1), '--yes');
    for (const line of stdout.trimEnd().split('\n')) {
      await desks.engine().client.send(new PutItemCommand({ TableName: desk, Item: JSON.parse(line) }));
    }
    expect(await readRaw(desks.engine().client, desk, idOf(1))).toEqual(before);
  });

  it.each([
    [
      'without --yes',
      [idOf(1)],
      `Nothing was removed. To remove what is stored as ${idOf(1)}: ${closing}, ticket permanently, add --yes`,
    ],
    ['of a ticket that can be read', [idOf(2), '--yes'], `${idOf(2)} can be read. Nothing was removed.`],
    [
      'of an item that can be read',
      [idOf(1), closing, '--yes'],
      `${idOf(1)} ${closing} can be read. Nothing was removed.`,
    ],
    ['of what is not there', [idOf(9), '--yes'], `No record has the id ${idOf(9)}.`],
    ['of nothing', ['--yes'], 'ID is missing.'],
    ['of canned replies that can be read', ['canned-replies', '--yes'], 'can be read. Nothing was removed.'],
  ])('removes nothing %s', async (_, args, message) => {
    await damage(idOf(1), 'ticket', { closed_at: 'never' });
    await put({ id: 'canned-replies', entry: `canned-reply#${idOf(1)}`, name: 'x', body: 'y', updated_at: at });
    const { code, stdout, stderr } = await run('remove', ...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(await entriesOf(idOf(1))).toEqual([closing, 'ticket']);
    expect(await entriesOf('canned-replies')).toHaveLength(1);
  });
});

describe('a file', () => {
  const onFile = (...args: string[]) => ended(spawn(process.execPath, [bin, 'records', ...args]));

  /** A file of two tickets, between them a line that can't be imported and one that is no JSON. */
  async function damagedFile(): Promise<{ path: string; good: string[]; bad: string }> {
    const path = desks.file('jsonl');
    const good = (await desks.exported(await desks.desk([life(1), life(2)]))).trimEnd().split('\n');
    const bad = (good[0] ?? '')
      .replace(/"id":"[^"]+"/, `"id":"${idOf(3)}"`)
      .replace('"status":"closed"', '"status":"done"');
    await writeFile(path, [good[0], bad, '{"id":', good[1], ''].join('\n'));
    return { path, good, bad };
  }

  it('is checked line by line, with the id of each that can’t be imported', async () => {
    const { path } = await damagedFile();
    const { code, stdout, stderr } = await onFile('check', '--file', path);
    expect(code).toBe(1);
    expect(stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(`^Line 2 \\(${idOf(3)}\\): entries\\[1\\].status: Invalid option`),
      'Line 3: is not JSON in UTF-8',
    ]);
    expect(stderr).toContain('Lines that can’t be imported: 2.');
  });

  it('loses the lines that are removed, by id or by number, and can then be imported', async () => {
    const { path, good, bad } = await damagedFile();
    expect(await onFile('remove', idOf(3), '--file', path, '--yes')).toEqual({
      code: 0,
      stdout: `${bad}\n`,
      stderr: `Removed line 2 of ${path}.\n`,
    });
    expect((await onFile('remove', '2', '--file', path, '--yes')).stdout).toBe('{"id":\n');
    expect(await readFile(path, 'utf8')).toBe(`${good.join('\n')}\n`);
    expect(await onFile('check', '--file', path)).toMatchObject({ code: 0, stdout: 'Every line can be imported.\n' });
  });

  it.each([
    ['without --yes', [idOf(3)], 'Nothing was removed. To remove line 2 of'],
    ['of a line that can be imported', ['1', '--yes'], '1 can be imported. Nothing was removed'],
    ['of a line that is not there', ['9', '--yes'], 'No line of'],
    ['of one item', [idOf(3), 'ticket', '--yes'], 'ENTRY can’t be used with --file'],
    ['of a table, too', [idOf(3), '--tickets-table', 'x', '--yes'], 'tickets-table can’t be used with --file'],
  ])('stays as it is %s', async (_, args, message) => {
    const { path } = await damagedFile();
    const before = await readFile(path, 'utf8');
    const { code, stderr } = await onFile('remove', ...args, '--file', path);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(await readFile(path, 'utf8')).toBe(before);
  });
});
