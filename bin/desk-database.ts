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

type Named = { readonly [option in keyof typeof databaseOptions]?: string | undefined };

/** A desk's database, and its tables' names. */
export interface DeskDatabase {
  readonly client: DynamoDBDocumentClient;
  readonly tickets: string;
  readonly views: string;
  /** The address of Lambda's API, of a desk on this machine. */
  readonly lambda?: string;
}

/** A desk's database, for what only touches the tickets table. */
export type TicketsDatabase = Pick<DeskDatabase, 'client' | 'tickets'>;

/** Nobody waits for an answer within seconds: a table that must grow first throttles for longer than that. */
const PATIENT = 10;

/** The table of each kind, and the stack's output that names it. */
const kinds = { tickets: 'TicketsTableName', views: 'ViewsTableName' } as const;
type Kind = keyof typeof kinds;

const NO_TABLE_OF_REGION = '--region is for a deployed desk. Name its tables as well: --tickets-table, --views-table.';

/** Returns the database of the desk that runs on this machine, or undefined if none does. */
export async function runningDatabase(folder: DevFolder): Promise<(DeskDatabase & { agents: string }) | undefined> {
  const running = await folder.running();
  return running && { client: localDocumentClient(running.dynamoDb), ...tables, lambda: running.lambda };
}

/**
 * Returns the database of the deployed desk that the options name; without them, of the one that runs on this machine. Rejects unless the options name
 * all tables of these kinds, or none.
 */
export async function deskDatabase(options: Named, folder: DevFolder, wanted: readonly Kind[]): Promise<DeskDatabase> {
  const named = { tickets: options['tickets-table'], views: options['views-table'] };
  if (named.tickets === undefined && named.views === undefined) {
    if (options.region !== undefined) throw new Error(NO_TABLE_OF_REGION);
    const running = await runningDatabase(folder);
    if (running) return running;
  }
  const missing = wanted.filter((kind) => named[kind] === undefined);
  if (missing.length > 0) {
    const how = missing.map((kind) => `--${kind}-table (the stack output ${kinds[kind]})`).join(' and ');
    throw new Error(
      `No desk is running on this machine. Start one with npm start, or name a deployed one with ${how}.`,
    );
  }
  const region = options.region === undefined ? {} : { region: options.region };
  const client = documentClient({ maxAttempts: PATIENT, ...region });
  return { client, tickets: named.tickets ?? '', views: named.views ?? '' };
}
