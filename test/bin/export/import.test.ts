import { writeFile } from 'node:fs/promises';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamoCannedReplies } from '#adapters/dynamo/dynamo-canned-replies.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { importTickets } from '#bin/export/import-command.ts';
import { readRaw, readStored } from '#bin/stored/stored.ts';
import { savedViewLimits } from '#core/text/draft-limits.ts';
import { ended } from '#test/bin/ended.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { exportDesks } from './desks.ts';

const desks = exportDesks();

const closing = { to: 'closed' } as const;
const older = { ticket: exampleTicket, contentHash: 'hash', changes: [closing], messages: [], mails: [] };
const newer = { ...older, ticket: { ...exampleTicket, id: '11111111-1111-4111-8111-111111111111' }, changes: [] };

/** A file of both tickets, and the lines of it. */
async function exportedFile(): Promise<{ path: string; lines: string[] }> {
  const path = desks.file('jsonl');
  const text = await desks.exported(await desks.desk([older, newer]));
  await writeFile(path, text);
  return { path, lines: text.trimEnd().split('\n') };
}

const read = (tickets: string, { ticket: { id } }: { ticket: { id: string } }) =>
  readStored(desks.engine().client, tickets, id);
const put = (tickets: string, Item: object) =>
  desks.engine().client.send(new PutCommand({ TableName: tickets, Item: { ...Item } }));

describe('an import', () => {
  it('keeps what idempotency needs, and the audit trail', async () => {
    const { path } = await exportedFile();
    const desk = await desks.desk();
    expect(await desks.imported(desk, path)).toEqual(['Imported: 2. Already there: 0.']);
    expect(await read(desk, older)).toMatchObject([
      {
        entry: 'entry#000000002',
        kind: 'change',
        agent: 'Dana',
        changes: [{ field: 'status', from: 'open', to: 'closed' }],
      },
      { entry: 'ticket', content_hash: 'hash', created_write_id: expect.any(String), status_before_closing: 'open' },
    ]);
  });

  it('has entries say when their ticket was submitted, as the index of search needs it, which no file says', async () => {
    const { path, lines } = await exportedFile();
    const desk = await desks.desk();
    await desks.imported(desk, path);
    const items = await readRaw(desks.engine().client, desk, older.ticket.id);
    expect(items.map((item) => item.ticket_created_at?.S)).toEqual([older.ticket.createdAt, undefined]);
    expect(lines.join()).not.toContain('ticket_created_at');
  });

  it('is a command that fails if anything was left alone', async () => {
    const { path } = await exportedFile();
    const desk = await desks.desk();
    const run = () => ended(desks.run(desk, ['import', path]));
    expect(await run()).toEqual({ code: 0, stdout: 'Imported: 2. Already there: 0.\n', stderr: '' });
    await put(desk, { entry: 'entry#000000009', id: older.ticket.id });
    expect(await run()).toEqual({
      code: 1,
      stdout: `${older.ticket.id} is already there, and differs.\nImported: 0. Already there: 1.\n`,
      stderr: 'Different from the file, and left unchanged: 1.\n',
    });
  });

  it.each([
    ['of another version', { entry: 'ticket', version: 9 }],
    ['with an entry more', { entry: 'entry#000000009' }],
  ])('leaves alone a ticket %s, says which, stores the others, and fails', async (_, difference) => {
    const { path } = await exportedFile();
    const desk = await desks.desk();
    await desks.imported(desk, path);
    const [, item] = await read(desk, older);
    await put(desk, { ...(difference.entry === 'ticket' && item), ...difference, id: older.ticket.id });
    const changed = await read(desk, older);
    const printed: string[] = [];
    const importing = desks.imported(desk, path, printed);
    await expect(importing).rejects.toThrow('Different from the file, and left unchanged: 1.');
    expect(printed).toEqual([`${older.ticket.id} is already there, and differs.`, 'Imported: 0. Already there: 1.']);
    expect(await read(desk, older)).toEqual(changed);
  });

  it('completes no ticket that has lost an event meanwhile', async () => {
    const { path } = await exportedFile();
    const desk = await desks.desk();
    const item = (await desks.desk([older]).then((from) => read(from, older))).at(-1);
    await put(desk, { ...item, id: older.ticket.id });
    await expect(desks.imported(desk, path)).rejects.toThrow('left unchanged: 1.');
    expect(await read(desk, older)).toHaveLength(1);
    expect(await read(desk, newer)).toHaveLength(1);
  });

  it('adds the canned replies of the file to those that are here, and leaves a changed one as it is', async () => {
    const at = '2026-11-24T10:00:00.000000000Z';
    const reply = (number: number, body: string) => ({
      id: `00000000-0000-4000-8000-00000000000${number}`,
      name: 'Thanks',
      body,
      updatedAt: at,
    });
    const beside = (...replies: ReturnType<typeof reply>[]) => ({ replies, addresses: ['Gone@example.com'] });
    const path = desks.file('jsonl');
    await writeFile(path, await desks.exported(await desks.desk([], beside(reply(1, 'One'), reply(2, 'Two')))));
    const desk = await desks.desk([], { ...beside(reply(2, 'Changed'), reply(3, 'Three')), addresses: [] });
    await expect(desks.imported(desk, path)).rejects.toThrow('Different from the file, and left unchanged: 1.');
    const bodies = (await dynamoCannedReplies(desk, desks.engine().client).all()).replies.map(({ body }) => body);
    expect(bodies.sort()).toEqual(['Changed', 'One', 'Three']);
    expect(await dynamoMailLedger(desk, desks.engine().client).markOf('gone@example.com')).toBe('bounced');
  });

  const view = (number: number, name: string) => ({
    id: `00000000-0000-4000-8000-0000000000${10 + number}`,
    name,
    query: 'refund',
    sort: 'newest' as const,
    position: 0,
  });
  const exportOf = async (views: ReturnType<typeof view>[]) => {
    const path = desks.file('jsonl');
    await writeFile(path, await desks.exported(await desks.desk([older], { views })));
    return path;
  };
  const namesIn = async (desk: string) => (await desks.savedViewsOf(desk).of('ben')).map(({ name }) => name).sort();

  it('adds the shared views of the file to those that are here, leaves a changed one as it is, and is a change of them', async () => {
    const path = await exportOf([view(1, 'One'), view(2, 'Two')]);
    const desk = await desks.desk([], { views: [view(2, 'Changed'), view(3, 'Three')] });
    await expect(desks.imported(desk, path)).rejects.toThrow('Different from the file, and left unchanged: 1.');
    expect(await namesIn(desk)).toEqual(['Changed', 'One', 'Three']);
    expect(await desks.savedViewsOf(desk).revision()).toBe(3);
    await expect(desks.imported(desk, path)).rejects.toThrow('Different from the file, and left unchanged: 1.');
    expect(await desks.savedViewsOf(desk).revision()).toBe(3);
  });

  it('of more shared views than there may be imports nothing, and says so', async () => {
    const many = Array.from({ length: savedViewLimits.views }, (_, number) => view(number, `View ${number}`));
    const path = await exportOf(many);
    const desk = await desks.desk([], { views: [view(80, 'Another')] });
    await expect(desks.imported(desk, path)).rejects.toThrow(
      'Agents would share 51 saved views, and can share 50. Delete some of the desk’s. Nothing was imported.',
    );
    expect(await namesIn(desk)).toEqual(['Another']);
    expect(await read(desk, older)).toEqual([]);
    const empty = await desks.desk();
    await desks.imported(empty, path);
    expect(await namesIn(empty)).toHaveLength(savedViewLimits.views);
  });

  it('of shared views needs the names of their tables', async () => {
    const path = await exportOf([view(1, 'One')]);
    const desk = await desks.desk();
    const unnamed = { ...desks.database(desk), personal: '', views: '' };
    await expect(importTickets(path, unnamed, () => {})).rejects.toThrow(
      '--personal-table (the stack output PersonalTableName) and --views-table (the stack output ViewsTableName)',
    );
    expect(await desks.exported(desk)).toBe('');
  });

  const damages: [string, (lines: string[]) => string[], string][] = [
    ['half a line', ([one = '', two = '']) => [one, two.slice(0, 50)], 'Line 2: is not JSON in UTF-8'],
    ['a blank line', ([one = '', two = '']) => [one, '', two], 'Line 2: is not JSON in UTF-8'],
    ['a ticket twice', ([one = '']) => [one, one], 'Line 2: id: is what line 1 has, too'],
    [
      'a status that does not exist',
      (lines) => lines.map((line) => line.replace('"status":"closed"', '"status":"done"')),
      ': entries[1].status: Invalid option',
    ],
    [
      'a time that is none',
      (lines) => lines.map((line) => line.replace('"created_at":"', '"created_at":"x')),
      '.created_at: must be a time in UTC',
    ],
    [
      'a day that does not exist',
      (lines) =>
        lines.map((line) => line.replace(/"closed_at":"[^"]*"/, '"closed_at":"2026-11-31T10:00:00.000000000Z"')),
      '.closed_at: must be a time in UTC with nine fractional digits, like 2026-11-24T10:00:00.000000000Z',
    ],
    [
      'an hour that does not exist',
      (lines) =>
        lines.map((line) => line.replace(/"closed_at":"[^"]*"/, '"closed_at":"2026-11-30T25:00:00.000000000Z"')),
      '.closed_at: must be a time in UTC',
    ],
    [
      'an open ticket that is closed',
      (lines) => lines.map((line) => line.replace('"status":"closed"', '"status":"open"')),
      'closed_at: must be set if the ticket is closed, and only then',
    ],
    [
      'a ticket without its item',
      (lines) => lines.map((line) => line.replace('"entry":"ticket"', '"entry":"op#1"')),
      ': entries: must have one that is "ticket"',
    ],
    [
      'an entry twice',
      (lines) => lines.map((line) => line.replace(/"entries":\[(.*)\]/, '"entries":[$1,$1]')),
      ': entries: must all be different',
    ],
    [
      'a canned reply without a text',
      (lines) => [
        ...lines,
        '{"id":"canned-replies","entries":[{"entry":"canned-reply#1","name":"x","updated_at":"2026-11-24T10:00:00.000000000Z"}]}',
      ],
      'Line 3: ',
    ],
    [
      'an entry of another ticket',
      (lines) => lines.map((line) => line.replace('"entry":', '"id":"other","entry":')),
      '.id: Invalid input',
    ],
    ['another id', (lines) => lines.map((line) => line.replace('"id":"', '"id":"x')), ': id: must be a ticket’s ID'],
    [
      'a day that no month has',
      (lines) =>
        lines.map((line) => line.replace(/"closed_at":"[^"]*"/, '"closed_at":"2026-11-31T25:00:00.000000000Z"')),
      '.closed_at: must be a time',
    ],
    [
      'a number that DynamoDB can’t hold',
      (lines) => lines.map((line) => line.replace('"version":1', '"version":1,"more":1e126')),
      'entries[0].more: is larger than',
    ],
    [
      'an empty key',
      (lines) => lines.map((line) => line.replace(/"user_id":"[^"]*"/, '"user_id":""')),
      '.user_id: is empty',
    ],
    [
      '500 KB of text',
      (lines) => lines.map((line) => line.replace('"message":"', `"message":"${'x'.repeat(500_000)}`)),
      ': is larger than 400 KB',
    ],
    ['something else', (lines) => lines.map((line) => line.replace('{', '{"more":1,')), ': Unrecognized key: "more"'],
  ];
  it.each(damages)('of a file with %s says in which line, and writes nothing', async (_, damage, message) => {
    const { path, lines } = await exportedFile();
    await writeFile(path, damage(lines).join('\n'));
    const desk = await desks.desk();
    await expect(desks.imported(desk, path)).rejects.toThrow(message);
    await expect(desks.imported(desk, path)).rejects.toThrow(`Nothing was imported from ${path}.`);
    expect(await desks.exported(desk)).toBe('');
  });

  it('refuses a file that is not UTF-8, rather than change what a customer wrote', async () => {
    const { path, lines } = await exportedFile();
    await writeFile(path, Buffer.from(lines.join('\n').replace(exampleTicket.subject, 'Ünder'), 'latin1'));
    await expect(desks.imported(await desks.desk(), path)).rejects.toThrow(/Line \d: is not JSON in UTF-8/);
  });

  it('refuses what can be read only once, rather than import nothing of it', async () => {
    const desk = await desks.desk();
    await expect(desks.imported(desk, '/dev/null')).rejects.toThrow('/dev/null must be a file');
  });

  it('shows the first twenty mistakes only', async () => {
    const path = desks.file('jsonl');
    await writeFile(path, 'x\n'.repeat(100));
    const error = await desks.imported(await desks.desk(), path).catch((thrown: Error) => thrown.message);
    expect(String(error).split('\n')).toHaveLength(21);
  });
});
