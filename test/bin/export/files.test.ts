import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import type { DeskFiles } from '#bin/desk-files.ts';
import { exportTickets } from '#bin/export/export-command.ts';
import { importTickets } from '#bin/export/import-command.ts';
import type { Attachment } from '#core/files/attachment.ts';
import { ended } from '#test/bin/ended.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { startBucket } from '#test/local/s3-under-test.ts';
import { exportDesks } from './desks.ts';

const desks = exportDesks();
type Bucket = Awaited<ReturnType<typeof startBucket>>;
let from: Bucket;
let to: Bucket;
beforeAll(async () => {
  [from, to] = await Promise.all([startBucket(), startBucket()]);
});
afterAll(() => Promise.all([from.close(), to.close()]));

const idOf = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
const contents = {
  log: randomBytes(300_000),
  image: randomBytes(70),
  mail: Buffer.from('From: a@example.com\r\n\r\nHi\0\xff'),
};
const attachment = (number: number, name: string, type: string, { length }: Buffer): Attachment => ({
  id: idOf(number),
  name,
  type,
  size: length,
});
const log = attachment(7, 'ü log.txt', 'text/plain', contents.log);
const image = attachment(8, 'a.png', 'image/png', contents.image);
const gone = attachment(9, 'gone.txt', 'text/plain', contents.image);
const MAIL = 'o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1';
const byMail = {
  id: MAIL,
  from: 'user@example.com',
  verified: true,
  forwarded: false,
  held: false,
  automatic: null,
  quoted: '',
  remarks: [],
};
const key = ({ id }: Attachment, ticket = 1) => `files/${idOf(ticket)}/${id}`;

/** A table with a ticket of these files, which came by mail, and one without any; the bucket has all of them but one that is gone. */
async function deskWithFiles(): Promise<string> {
  const table = await desks.desk();
  const item = (number: number, more: object = {}) =>
    desks.engine().client.send(
      new PutCommand({
        TableName: table,
        Item: { ...toItem({ ...exampleTicket, id: idOf(number) }, idOf(6), undefined), ...more },
      }),
    );
  await item(1, { attachments: [log, image, gone], mail: byMail });
  await item(2);
  await from.put(key(log), contents.log);
  await from.put(key(image), contents.image);
  await from.put(`mail/${MAIL}`, contents.mail);
  return table;
}

const database = (tickets: string, { client, bucket }: Bucket) => ({
  ...desks.database(tickets),
  files: { client, bucket } satisfies DeskFiles,
});

async function exported(table: string, output = desks.file('jsonl'), force = false) {
  const printed: string[] = [];
  const values = { format: 'jsonl', status: 'all', output, force };
  await exportTickets(values, database(table, from), (line) => printed.push(line));
  return { output, folder: output.replace('.jsonl', '.files'), printed };
}

async function imported(path: string, table: string, bucket = to) {
  const printed: string[] = [];
  await importTickets(path, database(table, bucket), (line) => printed.push(line));
  return printed;
}

const contentOf = async (bucket: Bucket, of: string) =>
  Buffer.from((await (await bucket.get(of)).Body?.transformToByteArray()) ?? []);
const linesOf = async (path: string) =>
  (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('an export with files', () => {
  it('has them in a folder beside it, under their keys, with their hashes in the lines, for its owner alone', async () => {
    const { output, folder, printed } = await exported(await deskWithFiles());
    expect(printed).toEqual([
      `Tickets in ${output}: 2.`,
      `Files in ${folder}: 3.`,
      'Files that are missing from the bucket, and so from the export: 1.',
    ]);
    const byId = Object.fromEntries((await linesOf(output)).map(({ id, files }) => [id, files]));
    expect(byId).toEqual({
      [idOf(1)]: [
        { key: key(log), sha256: sha256(contents.log) },
        { key: key(image), sha256: sha256(contents.image) },
        { key: `mail/${MAIL}`, sha256: sha256(contents.mail) },
      ],
      [idOf(2)]: undefined,
    });
    expect(await readFile(join(folder, key(log)))).toEqual(contents.log);
    expect(await readFile(join(folder, `mail/${MAIL}`))).toEqual(contents.mail);
    const modes = [folder, dirname(join(folder, key(log))), join(folder, key(log))].map(
      async (path) => (await stat(path)).mode & 0o777,
    );
    expect(await Promise.all(modes)).toEqual([0o700, 0o700, 0o600]);
  });

  it('gives another desk the same files, and a second import changes nothing', async () => {
    const { output } = await exported(await deskWithFiles());
    const desk = await desks.desk();
    expect(await imported(output, desk)).toEqual([
      'Imported: 2. Already there: 0.',
      'Files imported: 3. Already there: 0.',
    ]);
    expect(await contentOf(to, key(log))).toEqual(contents.log);
    expect(await contentOf(to, `mail/${MAIL}`)).toEqual(contents.mail);
    const headers = async (of: string) => {
      const { ContentType, ContentDisposition } = await to.get(of);
      return [ContentType, ContentDisposition];
    };
    expect(await headers(key(log))).toEqual([
      'application/octet-stream',
      "attachment; filename*=UTF-8''%C3%BC%20log.txt",
    ]);
    expect(await headers(key(image))).toEqual(['image/png', "inline; filename*=UTF-8''a.png"]);
    expect(await imported(output, desk)).toEqual([
      'Imported: 0. Already there: 2.',
      'Files imported: 0. Already there: 3.',
    ]);

    await to.put(key(image), 'another');
    await expect(imported(output, desk)).rejects.toThrow('Different from the file, and left unchanged: 1.');
    expect((await contentOf(to, key(image))).toString()).toBe('another');
  });

  it('is replaced whole with --force, and never something else that has its folder’s name', async () => {
    const table = await deskWithFiles();
    const { output, folder } = await exported(table);
    await rm(output);
    await expect(exported(table, output)).rejects.toThrow(`${folder} already exists. To overwrite it, add --force`);
    await writeFile(join(folder, 'files', 'old'), 'old');
    await exported(table, output, true);
    expect((await readdir(join(folder, 'files'))).sort()).toEqual([idOf(1)]);
    await exported(await desks.desk(), output, true);
    await expect(stat(folder)).rejects.toThrow('ENOENT');
    await mkdir(folder);
    await writeFile(join(folder, 'mine.txt'), 'mine');
    await expect(exported(table, output, true)).rejects.toThrow(
      `${folder} has other things in it than an export's files.`,
    );
    expect(await readdir(folder)).toEqual(['mine.txt']);
  });

  it('leaves nothing beside its place when it fails', async () => {
    const table = await deskWithFiles();
    const set = { id: idOf(3), entry: 'ticket', labels: new Set(['a']) };
    await desks.engine().client.send(new PutCommand({ TableName: table, Item: set }));
    const output = desks.file('jsonl');
    await expect(exported(table, output)).rejects.toThrow('is a set or a binary value');
    const left = (await readdir(dirname(output))).filter((name) =>
      join(dirname(output), name).startsWith(output.replace('.jsonl', '')),
    );
    expect(left).toEqual([]);
  });

  it('to stdout goes without them, and says so beside it; without the bucket’s name it goes nowhere else', async () => {
    const table = await deskWithFiles();
    const { code, stdout, stderr } = await ended(desks.run(table, ['export', '--format', 'jsonl']));
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Exported without their files, which only an export with --output has: 1.\n',
    });
    const path = desks.file('jsonl');
    await writeFile(path, stdout);
    expect(await imported(path, await desks.desk())).toEqual([
      'Exported without their files, which links will not find: 1.',
      'Imported: 2. Already there: 0.',
    ]);
    const nameless = await ended(desks.run(table, ['export', '--format', 'jsonl', '--output', desks.file('jsonl')]));
    expect(nameless).toMatchObject({ code: 1, stdout: '' });
    expect(nameless.stderr).toContain('Name its bucket: --file-bucket (the stack output FileBucketName).');
  });
});

describe('an import of files', () => {
  const hostile = (line: string, other: string) => line.replace(key(log), other);
  it.each<[string, (at: { output: string; folder: string }) => Promise<unknown>, string]>([
    ['is missing', ({ folder }) => rm(join(folder, key(log))), `${key(log)} is missing from `],
    [
      'has another byte',
      ({ folder }) => writeFile(join(folder, key(log)), randomBytes(300_000)),
      'is not what was exported',
    ],
    ['has another size', ({ folder }) => writeFile(join(folder, key(log)), 'short'), 'is not what was exported'],
    [
      'is a link',
      async ({ folder }) => {
        await rename(join(folder, key(log)), join(folder, 'elsewhere'));
        await symlink(join(folder, 'elsewhere'), join(folder, key(log)));
      },
      `${key(log)} is missing from `,
    ],
    ['has no folder', ({ folder }) => rm(folder, { recursive: true }), 'is missing from '],
    ...['../../../etc/passwd', `files/${idOf(1)}/../x`, key(log, 2), '/etc/passwd', `mail/${idOf(1)}`].map(
      (path): [string, (at: { output: string }) => Promise<unknown>, string] => [
        `has the key ${path}`,
        async ({ output }) => writeFile(output, hostile(await readFile(output, 'utf8'), path)),
        'files[0].key: is not a file that the record names',
      ],
    ),
  ])('of which one %s says so, and writes nothing', async (_, damage, message) => {
    const at = await exported(await deskWithFiles());
    await damage(at);
    const desk = await desks.desk();
    const bucket = await startBucket();
    await expect(imported(at.output, desk, bucket)).rejects.toThrow(message);
    await expect(imported(at.output, desk, bucket)).rejects.toThrow(`Nothing was imported from ${at.output}.`);
    expect(await desks.exported(desk)).toBe('');
    expect(await bucket.filesOnDisk()).toEqual([]);
    await bucket.close();
  });

  it('without the bucket’s name says how to name it', async () => {
    const { output } = await exported(await deskWithFiles());
    const desk = await desks.desk();
    await expect(importTickets(output, desks.database(desk), () => {})).rejects.toThrow(
      '--file-bucket (the stack output FileBucketName)',
    );
    expect(await desks.exported(desk)).toBe('');
  });
});
