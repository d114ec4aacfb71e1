import { describe, expect, it } from 'vitest';
import { bin, commandLine } from './command-line.ts';
import { ended } from './ended.ts';

const { desk, started, byShell, unread } = commandLine();

/** Every command, and as many operands as it takes. */
const commands: readonly [string, ...string[]][] = [
  ['start'],
  ['agent add', 'NAME'],
  ['agent list'],
  ['agent revoke', 'NAME_OR_ID'],
  ['token'],
  ['cost'],
  ['export'],
  ['import', 'FILE'],
  ['records check'],
  ['records remove', 'ID', 'ENTRY'],
  ['views rebuild'],
  ['views verify'],
  ['address allow', 'ADDRESS'],
  ['doctor'],
  ['replay'],
];

describe.each(commands)('desk %s', (name, ...operands) => {
  const words = name.split(' ');

  it.each([
    ['--help', [...words, '--help']],
    ['-h', [...words, '-h']],
    ['help', ['help', ...words]],
    ['more than it takes', [...words, ...operands, 'x', '--colour', '--help']],
  ])('says how it is typed, and does nothing else: %s', async (_, args) => {
    const help = await desk(...args);
    expect(help.split('\n\n')[1]).toMatch(new RegExp(`^  ${name}\\b.*(\n {30,}.*)?$`));
  });

  it.each([
    ['one argument more', [...operands, 'surplus'], 'Too many arguments: surplus.'],
    ['an option that it does not have', [...operands, '--colour', 'red'], "Unknown option '--colour'"],
  ])('refuses %s, and says how it is typed', async (_, args, message) => {
    const running = desk(...words, ...args);
    await expect(running).rejects.toThrow(message);
    await expect(running).rejects.toThrow(`\n  ${name}`);
  });
});

describe('the command line', () => {
  it('lists all its commands when it is asked for help, and fails when it is asked for nothing', async () => {
    const asked = await desk('--help');
    for (const [name] of commands) expect(asked).toContain(`\n  ${name}`);
    await expect(desk()).rejects.toThrow('\n  doctor');
  });

  it.each([
    [['dance'], 'Unknown command "dance"'],
    [['agent'], 'Unknown command "agent"'],
    [['agent', 'dance'], 'Unknown command "agent dance"'],
    [['agent', 'add'], 'NAME is missing'],
    [['agent', 'add', ''], 'NAME is empty'],
    [['agent', 'add', 'Two', 'Names'], 'Too many arguments: Names. If they are one, put them in quotes: "Two Names"'],
    [['agent', 'list'], 'No desk is running on this machine'],
    [['agent', 'list', '--region', 'eu-central-1'], '--region is for a deployed desk'],
    [['views', 'verify', '--region', 'eu-central-1'], '--region is for a deployed desk'],
    [['cost', '--tickets', '1', '--tickets', '2'], '--tickets is given twice'],
    [['cost', '--tickets='], '--tickets is empty'],
    [['cost', '--mail=yes'], "'--mail' does not take an argument"],
    [['export', '--format'], "'--format <value>' argument missing"],
    [
      ['export', '--format', 'jsonl', '--tickets-table', 't'],
      'This also needs --personal-table (the stack output PersonalTableName).',
    ],
    [
      ['export', '--format', 'csv', '--query', 'refund', '--tickets-table', 't'],
      'This also needs --views-table (the stack output ViewsTableName) and --agents-table (the stack output AgentsTableName).',
    ],
    [['token', '--sub', 'u1'], 'Name the customer: --sub and --email'],
    [
      ['replay', '--bucket', 'b', '--folder', 'f', '--views-table', 'v', '--tickets-table', 't'],
      'Use either --bucket or --folder',
    ],
    [['replay', '--folder', '/nowhere', '--views-table', 'v', '--tickets-table', 't'], 'There is no folder /nowhere'],
    [['replay', '--folder', bin, '--views-table', 'v', '--tickets-table', 't'], `There is no folder ${bin}`],
  ])('refuses %j with what is wrong', async (args, message) => {
    await expect(desk(...args)).rejects.toThrow(message);
  });

  it('ends with 1 and no stack when a command fails', async () => {
    const { code, stdout, stderr } = await ended(started('dance'));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Unknown command "dance"/);
    expect(stderr).not.toContain('    at ');
  });
});

describe('what a command prints', () => {
  it('fails the command if it can’t be written', async () => {
    expect(await byShell('exec "$@" > /dev/full', 'cost')).toMatchObject({
      code: 1,
      stderr: 'The output couldn’t be written: ENOSPC: no space left on device, write\n',
    });
  });

  it('may be cut off by its reader, as head does', async () => {
    expect(await byShell('"$@" | head -1; exit 0', 'cost')).toMatchObject({ code: 0, stderr: '' });
  });

  it('ends quietly if nobody reads any of it', async () => {
    expect(await unread('cost')).toEqual({ code: 0, stderr: '' });
  });
});
