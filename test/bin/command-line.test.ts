import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import { runDeskCommand } from '#bin/desk-commands.ts';
import { DevFolder } from '#bin/dev-folder.ts';
import { startEngine } from '#test/adapters/dynamo/engine.ts';
import { ended } from '#test/bin/export/desks.ts';

const bin = join(import.meta.dirname, '../../bin/desk.ts');
let folder: string;
let engine: Awaited<ReturnType<typeof startEngine>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-desk-command-line-'));
  engine = await startEngine();
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

const environment = () => ({
  ...process.env,
  DEV_FOLDER: folder,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
});

/** Runs one command; returns what it printed, or rejects with what it said was wrong. */
async function desk(...args: string[]): Promise<string> {
  const printed: string[] = [];
  await runDeskCommand(args, new DevFolder(folder), (line) => printed.push(line));
  return printed.join('\n');
}

/** Starts one in a process of its own, as `npm run desk` does. */
const started = (...args: string[]) => spawn(process.execPath, [bin, ...args], { env: environment() });

/** Runs one in a process of its own, its output sent elsewhere by a shell: `> /dev/full`. */
const redirected = (redirection: string, ...args: string[]) =>
  ended(spawn('sh', ['-c', `exec "$@" ${redirection}`, 'sh', process.execPath, bin, ...args], { env: environment() }));

/** Runs one in a process of its own, whose output nobody reads. */
async function unread(...args: string[]) {
  const command = started(...args);
  command.stdout.destroy();
  const [stderr, [code]] = await Promise.all([textOf(command.stderr), once(command, 'close')]);
  return { code, stderr };
}

const agents = () => new DynamoAgentRegistry(engine.client, engine.tables.agents);
const namesOfKeys = async () => (await agents().list()).map(({ name }) => name);
const ofAgents = () => ['--table', engine.tables.agents, '--region', 'eu-central-1'];
const token = (...more: string[]) => desk('token', '--sub', 'u1', '--email', 'a@example.com', ...more);

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
    [['dance'], 'There is no command "dance"'],
    [['agent'], 'There is no command "agent"'],
    [['agent', 'dance'], 'There is no command "agent dance"'],
    [['agent', 'add'], 'NAME is missing'],
    [['agent', 'add', ''], 'NAME is empty'],
    [['agent', 'add', 'Two', 'Names'], 'Too many arguments: Names. If they are one, put them in quotes: "Two Names"'],
    [['agent', 'list'], 'No desk runs on this machine'],
    [['agent', 'list', '--region', 'eu-central-1'], '--region is that of a deployed desk'],
    [['views', 'verify', '--region', 'eu-central-1'], '--region is that of a deployed desk'],
    [['cost', '--tickets', '1', '--tickets', '2'], '--tickets is given twice'],
    [['cost', '--tickets='], '--tickets is empty'],
    [['cost', '--mail=yes'], "'--mail' does not take an argument"],
    [['export', '--format'], "'--format <value>' argument missing"],
    [['token', '--sub', 'u1'], '--sub and --email say whose the token is'],
    [['replay', '--bucket', 'b', '--folder', 'f', '--views-table', 'v'], 'Name one of --bucket and --folder'],
    [['replay', '--folder', '/nowhere', '--views-table', 'v'], 'There is no folder /nowhere'],
    [['replay', '--folder', bin, '--views-table', 'v'], `There is no folder ${bin}`],
  ])('refuses %j with what is wrong', async (args, message) => {
    await expect(desk(...args)).rejects.toThrow(message);
  });

  it('ends with 1 and no stack when a command fails', async () => {
    const { code, stdout, stderr } = await ended(started('dance'));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^There is no command "dance"/);
    expect(stderr).not.toContain('    at ');
  });
});

describe('what a command prints', () => {
  it('fails the command if it can’t be written', async () => {
    expect(await redirected('> /dev/full', 'cost')).toMatchObject({
      code: 1,
      stderr: 'What this command prints could not be written: ENOSPC: no space left on device, write\n',
    });
  });

  it('may be cut off by its reader, as head does', async () => {
    const command = spawn('sh', ['-c', `"$@" | head -1; exit 0`, 'sh', process.execPath, bin, 'cost'], {
      env: environment(),
    });
    expect(await ended(command)).toMatchObject({ code: 0, stderr: '' });
  });

  it('ends quietly if nobody reads any of it', async () => {
    expect(await unread('cost')).toEqual({ code: 0, stderr: '' });
  });
});

describe("an agent's key", () => {
  it.each([
    ['on a full disk', '> /dev/full', 'The key could not be printed, so it was taken back: ENOSPC'],
    ['on a closed stdout', '>&-', 'stdout is closed, so nobody would see what this command prints. Nothing was done.'],
  ])('is not made if nobody can see it: %s', async (_, redirection, message) => {
    const { code, stderr } = await redirected(redirection, 'agent', 'add', 'Unseen', ...ofAgents());
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(await namesOfKeys()).not.toContain('Unseen');
  });

  it('is not made if its reader is gone', async () => {
    expect(await unread('agent', 'add', 'Gone', ...ofAgents())).toEqual({
      code: 1,
      stderr: expect.stringContaining('so it was taken back: write EPIPE'),
    });
    expect(await namesOfKeys()).not.toContain('Gone');
  });

  it('has a name that is trimmed alike when it is made and when it is revoked', async () => {
    await agents().add(' Zoe\u0308 ');
    expect(await namesOfKeys()).toContain('Zoë');
    expect(await agents().revoke('\tZoë')).toBe(1);
  });

  it('is revoked by the id that the list shows, and no name can look like one', async () => {
    await agents().add('Grace');
    const id = (await agents().list()).find(({ name }) => name === 'Grace')?.id ?? '';
    await expect(agents().add(id)).rejects.toThrow("can't look like the id of a key");
    expect(await agents().revoke(id)).toBe(1);
  });

  it('has a name that turns no text around', async () => {
    await expect(agents().add('Ada\u202e')).rejects.toThrow('turn the direction of text');
  });
});

describe('desk token', () => {
  it('mints tokens with other claims, and without those given as null', async () => {
    const claims = decodeJwt(await token('--credits', '100', '--claims', '{"x":1,"name":null}'));
    expect(claims).toMatchObject({ sub: 'u1', email: 'a@example.com', credits_purchased: 100, x: 1 });
    expect(claims).not.toHaveProperty('name');
  });

  it.each([
    [['--claims', '[]'], '--claims must be a JSON object'],
    [['--credits', 'abc'], '--credits must be a number'],
    [['--credits', '99999999999999999999'], 'lacks a valid credits_purchased'],
    [['--claims', '{"email":"nobody"}'], 'lacks a valid email'],
    [['--claims', '{"sub":7}'], 'lacks a valid sub'],
    [['--claims', '{"iat":null}'], 'lacks a required claim'],
    [['--claims', '{"exp":1}'], 'has expired'],
    [['--claims', '{"exp":99999999999}'], 'lives longer than'],
    [['--claims', '{"iss":"https://other.example"}'], 'does not fit this desk'],
    [['--claims', `{"x":"${'x'.repeat(9000)}"}`], 'is longer than 6 KiB'],
  ])('mints none that the desk would refuse: %j', async (args, message) => {
    await expect(token(...args)).rejects.toThrow(message);
  });
});

describe('desk start', () => {
  it.each([
    ['DEV_JWT_SECRET', 'short', 'DEV_JWT_SECRET must have at least 32 bytes'],
    ['DEV_ADMIN_KEY', 'schlüssel', 'DEV_ADMIN_KEY must be visible ASCII characters'],
    ['PORT', 'eighty', 'PORT must be a whole number from 0 to 65535, not eighty.'],
    ['PORT', '65536', 'PORT must be a whole number from 0 to 65535, not 65536.'],
    ['PORT', '1e3', 'PORT must be a whole number'],
    ['PORT', '-1', 'PORT must be a whole number'],
  ])('says what is wrong with %s=%s before it starts', async (name, value, message) => {
    vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(desk('start')).rejects.toThrow(message);
  });
});
