import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { agentKeyHash, newAgentKey } from '#adapters/dynamo/agent-key-hash.ts';
import { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { functionFile } from '#bin/build-desk.ts';
import { agentKeys } from '#functions/table-keys.ts';
import { functionEnvironment } from '#lib/function-environment.ts';
import { needsOf } from '#lib/route-needs.ts';
import { type EntryName, ROUTE_TIMEOUT_SECONDS, routes } from '#lib/routes.ts';
import { gatewayEvent } from '#test/http/edge/event.ts';
import { awsEnvironment, tables } from '#test/local/desk.ts';
import { startDynamoDb } from '#test/local/dynamodb/dynamodb.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { FILE_BUCKET } from '#test/local/functions.ts';
import { startLambda } from '#test/local/lambda.ts';
import { startParameterStore } from '#test/local/parameter-store.ts';
import { localSettings, TOKEN_SECRET_PARAMETER } from '#test/local/settings.ts';
import { customerToken } from '#test/local/website-tokens.ts';
import type { FateOf } from './fates.ts';
import { startFaultyProxy } from './faulty-proxy.ts';

/** The parameters in a route's path. */
export type Path = Readonly<Record<string, string>>;

/** A request to a function; `body` becomes JSON. */
interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly path: Path;
  readonly body?: unknown;
}

/** Items of the tickets table as they are stored. */
export type Item = Readonly<Record<string, unknown>>;

/** The functions as deployed, with a proxy between them and the database that causes faults. */
export interface FaultyDesk {
  /** Starts every function, which takes long on a busy machine and isn't due to a fault. */
  warmUp(): Promise<void>;
  invoke(entry: EntryName, request: Request): Promise<APIGatewayProxyStructuredResultV2>;
  /** Creates a key for a new agent of this name, bypassing the proxy. */
  agentKey(name: string): Promise<string>;
  readonly token: string;
  /** Decides the fates of the functions' requests to the database from now on. */
  decideBy(fateOf: FateOf): void;
  /** Ends the functions, waits until no request to the database is in progress, and returns the tickets table. */
  end(): Promise<readonly Item[]>;
  close(): Promise<void>;
}

/** Every route that writes, and those that read what was written. */
const entries: readonly EntryName[] = [
  'submit-ticket',
  'get-own-ticket',
  'add-own-reply',
  'get-ticket',
  'update-ticket',
  'close-ticket',
  'add-reply',
  'list-canned-replies',
  'save-canned-reply',
  'delete-canned-reply',
];

const MAX_MEMBERS = 20;

export async function startFaultyDesk(): Promise<FaultyDesk> {
  const secret = newAgentKey();
  const dynamoDb = await startDynamoDb();
  const ssm = await startParameterStore(TOKEN_SECRET_PARAMETER, secret);
  const proxy = await startFaultyProxy(dynamoDb.endpoint);
  // Bypassing the proxy nothing fails, but much happens at once: no timeout.
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = documentClient({
    endpoint: dynamoDb.endpoint,
    region: 'eu-central-1',
    credentials,
    requestHandler: {},
  });
  await createTables(client, tables);
  const settings = localSettings('https://www.example.com/pricing');
  const functions = routes
    .filter(({ entry }) => entries.includes(entry))
    .map((route) => ({
      name: route.entry,
      file: functionFile(process.env.SUPPORT_DESK_BUILD ?? '', route.entry),
      environment: functionEnvironment(needsOf(route), settings, { ...tables, fileBucket: FILE_BUCKET }),
      timeoutSeconds: ROUTE_TIMEOUT_SECONDS,
    }));
  const lambda = startLambda(functions, awsEnvironment({ dynamodb: proxy.endpoint, ssm: ssm.endpoint }));
  for (const output of lambda.output) output.resume();
  const agents = new DynamoAgentRegistry(client, tables.agents);

  async function scan(): Promise<Item[]> {
    const items: Item[] = [];
    let ExclusiveStartKey: Item | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new ScanCommand({ TableName: tables.tickets, ExclusiveStartKey }),
      );
      items.push(...Items);
      ExclusiveStartKey = LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return items;
  }

  /** Records that a key was used today: that is none of the requests that faults are for. */
  async function inUse(key: string): Promise<string> {
    const used = {
      TableName: tables.agents,
      Key: { [agentKeys.partition]: agentKeyHash(key) },
      UpdateExpression: 'SET last_used_on = :today',
      ExpressionAttributeValues: { ':today': new Date().toISOString().slice(0, 10) },
    };
    await client.send(new UpdateCommand(used));
    return key;
  }

  // The first few agents join the team, one after another, and are assigned what they reply to. The others are known by their keys alone.
  let members = 0;
  let joining: Promise<string> = Promise.resolve('');
  function agentKey(name: string): Promise<string> {
    members += 1;
    if (members > MAX_MEMBERS) return agents.addTemporary(name).then(inUse);
    joining = joining.then(() => agents.add(name)).then(inUse);
    return joining;
  }

  let ended: Promise<Item[]> | undefined;
  const end = () => {
    ended ??= lambda.close().then(proxy.close).then(scan);
    return ended;
  };

  return {
    async warmUp() {
      await Promise.all(entries.map((entry) => lambda.invoke(entry, gatewayEvent())));
    },
    invoke: (entry, { headers, path, body }) =>
      lambda.invoke(
        entry,
        gatewayEvent({
          headers: { 'content-type': 'application/json', ...headers },
          pathParameters: path,
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      ),
    agentKey,
    token: await customerToken(secret),
    decideBy: proxy.decideBy,
    end,
    async close() {
      await end();
      ssm.close();
      client.destroy();
      await dynamoDb.close();
    },
  };
}
