import { type ParseArgsConfig, parseArgs } from 'node:util';
import { allowAddressCommand } from '../../bin/allow-address.ts';
import { costCommand, costOptions } from '../../bin/cost/cost-command.ts';
import { doctor, doctorOptions } from '../../bin/doctor/doctor-command.ts';
import { exportOptions, exportTickets } from '../../bin/export/export-command.ts';
import { importTickets } from '../../bin/export/import-command.ts';
import { replay, replayOptions } from '../../bin/views/replay.ts';
import { rebuild, verify } from '../../bin/views/views-command.ts';
import { DynamoAgentRegistry } from '../../functions/adapters/dynamo-agent-registry.ts';
import { documentClient } from '../../functions/adapters/dynamo-client.ts';
import { localAgents } from './desk.ts';
import { databaseOptions, deskDatabase } from './desk-database.ts';
import type { DevFolder } from './dev-folder.ts';
import { runLocalDesk } from './start.ts';
import { websiteToken } from './website-tokens.ts';

const USAGE = `Usage: npm run desk -- <command>

  start [--fresh]                     run the desk on this machine (npm start)
  agent add <name>                    make a key for an agent and print it, once
  agent list                          show whose keys exist
  agent revoke <name or id>           refuse an agent's keys from now on (within 30 seconds)
  token --sub ID --email ADDRESS [--credits N] [--claims JSON]
                                      print a token the local desk accepts; a null claim is left out
  cost [--tickets N] [--agents N] [--hours N] [--days N] [--stored N] [--open N] [--mail] [--no-free-tier] [--json]
                                      print what a month costs
  export --format csv|jsonl [--status open|in_progress|closed|all] [--output FILE] [--force]
                                      write tickets to a file or to stdout: csv for a spreadsheet, jsonl for import
  import FILE                         store the tickets of an exported jsonl, events included; others stay as they are
  views rebuild                       make counts and metrics anew from the tickets; the last ones are served meanwhile
  views verify                        compare counts and metrics with the tickets; fails on any difference
  doctor [--settings BLOCK] [--region REGION] [--url URL] [--dns SERVER]
                                      examine a deployed desk: say what is missing, and what to do about it
  address allow ADDRESS               send mail to an address again after a bounce or a complaint
  replay [--bucket NAME | --folder PATH]
                                      apply the changes that were put aside because they failed again and again

  The doctor examines a deployed desk, as the settings in cdk.json and the stack's outputs tell. The others work on the
  desk that runs on this machine; or on a deployed one, with the ordinary AWS credentials and the names from the stack's
  outputs: agent commands with --table (AgentsTableName), the others with --tickets-table (TicketsTableName),
  --views-table (ViewsTableName) and --bucket (FailedRecordsBucketName).`;

type Print = (line: string) => void;

/** Runs one command of the desk's command line; throws an error whose message is for the person who typed it. */
export async function runDeskCommand(args: readonly string[], folder: DevFolder, print: Print): Promise<void> {
  const [command, ...rest] = args;
  if (command === '--help' || command === 'help') return print(USAGE);
  if (command === 'start') return start(rest, folder);
  if (command === 'agent') return agent(rest, folder, print);
  if (command === 'token') return token(rest, folder, print);
  if (command === 'cost') return cost(rest, print);
  if (command === 'export') return exportAll(rest, folder, print);
  if (command === 'import') return importFile(rest, folder, print);
  if (command === 'views') return views(rest, folder, print);
  if (command === 'address') return address(rest, folder, print);
  if (command === 'doctor') return examine(rest, print);
  if (command === 'replay') return replayFailed(rest, folder, print);
  throw new Error(USAGE);
}

function cost(args: string[], print: Print): void {
  const { values, positionals } = parse(args, costOptions);
  if (positionals.length > 0) throw new Error(USAGE);
  for (const line of costCommand(values)) print(line);
}

async function examine(args: string[], print: Print): Promise<void> {
  const { values, positionals } = parse(args, doctorOptions);
  if (positionals.length > 0) throw new Error(USAGE);
  await doctor(values, 'cdk.json', print);
}

async function exportAll(args: string[], folder: DevFolder, print: Print): Promise<void> {
  const { values, positionals } = parse(args, { ...databaseOptions, ...exportOptions });
  if (positionals.length > 0) throw new Error(USAGE);
  await exportTickets(values, await deskDatabase(values, folder, ['tickets']), print);
}

async function importFile(args: string[], folder: DevFolder, print: Print): Promise<void> {
  const { values, positionals } = parse(args, databaseOptions);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Error(USAGE);
  await importTickets(file, await deskDatabase(values, folder, ['tickets']), print);
}

async function views(args: string[], folder: DevFolder, print: Print): Promise<void> {
  const { values, positionals } = parse(args, databaseOptions);
  const [action, ...more] = positionals;
  if ((action !== 'rebuild' && action !== 'verify') || more.length > 0) throw new Error(USAGE);
  const database = await deskDatabase(values, folder, ['tickets', 'views']);
  await (action === 'rebuild' ? rebuild : verify)(database, print);
}

async function address(args: string[], folder: DevFolder, print: Print): Promise<void> {
  const { values, positionals } = parse(args, databaseOptions);
  const [action, given, ...more] = positionals;
  if (action !== 'allow' || given === undefined || more.length > 0) throw new Error(USAGE);
  const deployed = values['tickets-table'] === undefined ? undefined : { region: values.region };
  await allowAddressCommand(given, await deskDatabase(values, folder, ['tickets']), deployed, print);
}

async function replayFailed(args: string[], folder: DevFolder, print: Print): Promise<void> {
  const { values, positionals } = parse(args, { ...databaseOptions, ...replayOptions });
  if (positionals.length > 0) throw new Error(USAGE);
  await replay({ folder: folder.failedPath, ...values }, await deskDatabase(values, folder, ['views']), print);
}

function start(args: string[], folder: DevFolder): Promise<void> {
  const { values } = parse(args, { fresh: { type: 'boolean', default: false } });
  return runLocalDesk(folder, { fresh: values.fresh });
}

async function agent(args: string[], folder: DevFolder, print: Print): Promise<void> {
  const { values, positionals } = parse(args, { table: { type: 'string' }, region: { type: 'string' } });
  const [action, name, ...more] = positionals;
  if (more.length > 0) throw new Error(`Put a name of several words in quotes: "${[name, ...more].join(' ')}".`);
  const registry = await registryFor(values, folder);
  if (action === 'list') {
    for (const key of await registry.list()) {
      print(`${key.id}  ${key.createdAt}  ${key.revokedAt ? `revoked ${key.revokedAt}` : 'active'}  ${key.name}`);
    }
  } else if (action === 'add' && name?.trim()) {
    print(await registry.add(agentName(name)));
  } else if (action === 'revoke' && name) {
    const revoked = await registry.revoke(name);
    if (revoked === 0) throw new Error(`No active key has the name or id ${name}. See: npm run desk -- agent list`);
    print(`Revoked ${revoked} ${revoked === 1 ? 'key' : 'keys'} of ${name}.`);
  } else {
    throw new Error(USAGE);
  }
}

function agentName(text: string): string {
  const name = text.trim();
  if (/^\P{Cc}{1,100}$/u.test(name)) return name;
  throw new Error("An agent's name has 1 to 100 characters, and no control characters.");
}

async function registryFor(
  { table, region }: { table?: string | undefined; region?: string | undefined },
  folder: DevFolder,
): Promise<DynamoAgentRegistry> {
  if (table !== undefined) {
    return new DynamoAgentRegistry(documentClient(region === undefined ? {} : { region }), table);
  }
  const running = await folder.running();
  if (running) return localAgents(running.dynamoDb);
  throw new Error(
    'No desk runs on this machine. Start one with npm start, or name a deployed one with --table (the stack output AgentsTableName).',
  );
}

async function token(args: string[], folder: DevFolder, print: Print): Promise<void> {
  const { values } = parse(args, {
    sub: { type: 'string' },
    email: { type: 'string' },
    credits: { type: 'string' },
    claims: { type: 'string', default: '{}' },
  });
  if (!values.sub || !values.email) throw new Error(USAGE);
  const credits = values.credits === undefined ? {} : { credits_purchased: wholeCredits(values.credits) };
  const { tokenSecret } = await folder.secrets({ keep: false });
  print(
    await websiteToken(tokenSecret, { sub: values.sub, email: values.email, ...credits, ...claims(values.claims) }),
  );
}

function wholeCredits(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--credits must be a number of credits, like 100, not ${text}.`);
  return Number(text);
}

function claims(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Answered below, like every other value that is no object.
  }
  throw new Error(`--claims must be a JSON object, like '{"support_tier":"Email (48h response)"}'.`);
}

function parse<O extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: O) {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}
