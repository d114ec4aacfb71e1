import { Console } from 'node:console';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { vi } from 'vitest';
import type { EndpointHandler } from '#http/edge/endpoint.ts';
import { functionEnvironment } from '#lib/function-environment.ts';
import { needsOf } from '#lib/route-needs.ts';
import { type EntryName, routes } from '#lib/routes.ts';
import { parseSettings } from '#lib/settings.ts';
import { startJwksServer } from '#test/adapters/tokens/jwks-server.ts';
import { gatewayEvent } from '#test/http/edge/event.ts';
import { startRecorder } from '#test/infra/aws-calls.ts';
import { awsEnvironment, localDocumentClient, tables } from '#test/local/desk.ts';
import { startDynamoDb } from '#test/local/dynamodb/dynamodb.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { FILE_BUCKET } from '#test/local/functions.ts';
import { startParameterStore } from '#test/local/parameter-store.ts';
import { CANARY, goodClaims } from './made-tokens.ts';
import { SECRET, type Signer } from './signers.ts';

const SECRET_PARAMETER = '/shop/secret';
const draft = { subject: 'Need help', message: `${CANARY} does not work.` };

/** The entries that accept a customer's token. */
type TokenEntry = Extract<EntryName, 'submit-ticket' | 'check-access'>;
export const tokenEntries: readonly TokenEntry[] = ['check-access', 'submit-ticket'];

/** These entries in one signer's deployment, with a record of everything that leaves the process. */
export async function tokenDesk({ jwk }: Signer) {
  const engine = await startDynamoDb();
  const client = localDocumentClient(engine.endpoint);
  await createTables(client, tables);
  client.destroy();
  const store = await startParameterStore(SECRET_PARAMETER, SECRET);
  const jwks = await startJwksServer(() => [jwk]);
  const asked: string[] = [];
  const recorder = await startRecorder({ dynamodb: engine.endpoint, ssm: store.endpoint }, ({ action }) =>
    asked.push(action),
  );
  const aws = awsEnvironment({ dynamodb: recorder.endpoint('token-desk', 'dynamodb'), ssm: store.endpoint });
  const handlers = await importDoors(aws, jwk ? { jwtJwksUrl: jwks.url } : { jwtSecretParameter: SECRET_PARAMETER });

  const connections: unknown[] = [];
  const noteConnection = (socket: unknown) => void connections.push(socket);
  subscribe('net.client.socket', noteConnection);
  const printed: string[] = [];
  return {
    /** Lines that the entries printed. */
    printed,
    /** Actions requested of DynamoDB, such as `dynamodb:PutItem`. */
    asked,
    /** Sockets opened by this process, including those for the keys. */
    connections,
    /** Number of times the keys were fetched. */
    fetches: () => jwks.requests() + store.requests(),
    /** Makes the keys unavailable. */
    takeKeysAway() {
      store.close();
      jwks.close();
    },
    /** Calls an entry with a token. */
    call: (name: TokenEntry, token: string) =>
      printingTo(printed, () =>
        handlers[name](
          gatewayEvent({
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
            body: JSON.stringify(draft),
          }),
        ),
      ),
    async close() {
      unsubscribe('net.client.socket', noteConnection);
      recorder.close();
      store.close();
      jwks.close();
      await engine.close();
    },
  };
}

/** Imports the entries again, as a cold start does, with the variables that the stack sets. */
async function importDoors(
  aws: Readonly<Record<string, string>>,
  keys: { readonly jwtJwksUrl: string } | { readonly jwtSecretParameter: string },
): Promise<Readonly<Record<TokenEntry, EndpointHandler>>> {
  const { jwtSecretParameter: _, ...settings } = parseSettings({
    jwtIssuer: goodClaims.iss,
    jwtAudience: goodClaims.aud,
    jwtSecretParameter: SECRET_PARAMETER,
    pricingUrl: 'https://shop.example/pricing',
  });
  for (const route of routes.filter(({ entry }) => tokenEntries.some((name) => name === entry))) {
    // The settings take an https URL alone; here the keys are on loopback.
    Object.assign(
      process.env,
      aws,
      functionEnvironment(needsOf(route), { ...settings, ...keys }, { ...tables, fileBucket: FILE_BUCKET }),
    );
  }
  vi.resetModules();
  const [submit, access] = await Promise.all([
    import('#functions/submit-ticket.ts'),
    import('#functions/check-access.ts'),
  ]);
  return { 'submit-ticket': submit.handler, 'check-access': access.handler };
}

/** Collects whatever `work` prints in the lines, by any way of printing, as Vitest redirects the console. */
async function printingTo<T>(lines: string[], work: () => Promise<T>): Promise<T> {
  const { stdout, stderr } = process;
  const spies = [stdout, stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      lines.push(String(chunk));
      return true;
    }),
  );
  vi.stubGlobal('console', new Console({ stdout, stderr }));
  try {
    return await work();
  } finally {
    vi.unstubAllGlobals();
    for (const spy of spies) spy.mockRestore();
  }
}
