import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { localDocumentClient, tables } from '#test/local/desk.ts';
import type { DevFolder } from './dev-folder.ts';

/** The options by which a command names the tables of a deployed desk. */
export const databaseOptions = {
  'tickets-table': { type: 'string' },
  'views-table': { type: 'string' },
  region: { type: 'string' },
} as const;

/** The same for a command that may need all of its tables. */
export const allTablesOptions = {
  ...databaseOptions,
  'agents-table': { type: 'string' },
  'personal-table': { type: 'string' },
} as const;

type Named = { readonly [option in keyof typeof allTablesOptions]?: string | undefined };

/** A desk's database, and its tables' names; empty for those that nobody named. */
export interface DeskDatabase {
  readonly client: DynamoDBDocumentClient;
  readonly tickets: string;
  readonly views: string;
  /** The address of Lambda's API, of a desk on this machine. */
  readonly lambda?: string;
}

/** The same with all of its tables. */
export interface WholeDatabase extends DeskDatabase {
  readonly agents: string;
  readonly personal: string;
}

/** A desk's database, for what only touches the tickets table. */
export type TicketsDatabase = Pick<DeskDatabase, 'client' | 'tickets'>;

/** Nobody waits for an answer within seconds: a table that must grow first throttles for longer than that. */
const PATIENT = 10;

/** The table of each kind, and the stack's output that names it. */
const kinds = {
  tickets: 'TicketsTableName',
  views: 'ViewsTableName',
  agents: 'AgentsTableName',
  personal: 'PersonalTableName',
} as const;
export type Kind = keyof typeof kinds;

/** Returns the options that name tables of these kinds, each with the stack's output. */
export const howToName = (wanted: readonly Kind[]): string =>
  wanted.map((kind) => `--${kind}-table (the stack output ${kinds[kind]})`).join(' and ');

const NO_TABLE_OF_REGION = '--region is for a deployed desk. Name its tables as well: --tickets-table, --views-table.';

/** Returns the database of the desk that runs on this machine, or undefined if none does. */
export async function runningDatabase(folder: DevFolder): Promise<WholeDatabase | undefined> {
  const running = await folder.running();
  return running && { client: localDocumentClient(running.dynamoDb), ...tables, lambda: running.lambda };
}

/**
 * Returns the database of the deployed desk that the options name; without them, of the one that runs on this machine. Rejects unless the options name
 * all tables of these kinds, or none.
 */
export async function deskDatabase(options: Named, folder: DevFolder, wanted: readonly Kind[]): Promise<WholeDatabase> {
  const named = {
    tickets: options['tickets-table'],
    views: options['views-table'],
    agents: options['agents-table'],
    personal: options['personal-table'],
  };
  const isNamed = Object.values(named).some((name) => name !== undefined);
  if (!isNamed) {
    if (options.region !== undefined) throw new Error(NO_TABLE_OF_REGION);
    const running = await runningDatabase(folder);
    if (running) return running;
  }
  const missing = wanted.filter((kind) => named[kind] === undefined);
  if (missing.length > 0) {
    throw new Error(
      isNamed
        ? `This also needs ${howToName(missing)}.`
        : `No desk is running on this machine. Start one with npm start, or name a deployed one with ${howToName(missing)}.`,
    );
  }
  const region = options.region === undefined ? {} : { region: options.region };
  const client = documentClient({ maxAttempts: PATIENT, ...region });
  const { tickets = '', views = '', agents = '', personal = '' } = named;
  return { client, tickets, views, agents, personal };
}
