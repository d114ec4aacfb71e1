import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { dynamoTicketStore } from '../../functions/adapters/dynamo-ticket-store.ts';
import { joseCustomerTokens } from '../../functions/adapters/jose-customer-tokens.ts';
import { submitTicket } from '../../functions/core/submit-ticket.ts';
import { payingCustomer } from '../../functions/http/callers.ts';
import { checkAccessContract } from '../../functions/http/contracts/check-access.ts';
import { submitTicketContract } from '../../functions/http/contracts/submit-ticket.ts';
import { endpoint, ok } from '../../functions/http/endpoint.ts';
import { startJwksServer } from '../adapters/jwks-server.ts';
import { gatewayEvent } from '../http/event.ts';
import { startRecorder } from '../infra/aws-calls.ts';
import { localDocumentClient, tables } from '../local/desk.ts';
import { startDynamoDb } from '../local/dynamodb/dynamodb.ts';
import { createTables } from '../local/dynamodb/tables.ts';
import { startParameterStore } from '../local/parameter-store.ts';
import { CANARY, NOW } from './hostile-cases.ts';
import { SECRET, type Signer } from './signers.ts';

const PARAMETER = '/shop/secret';
const tier = { credits: 1, name: 'Email (48h response)', responseHours: 48, priority: 'normal' } as const;
const draft = { subject: 'Need help', message: `${CANARY} does not work.` };

/**
 * The two doors that take a customer's token, for one signer's deployment and at a time that stands still; with everything
 * on record that leaves the process.
 */
export async function tokenDesk({ alg, jwk }: Signer) {
  const engine = await startDynamoDb();
  await createTables(localDocumentClient(engine.endpoint), tables);
  const store = await startParameterStore(PARAMETER, SECRET);
  const jwks = await startJwksServer(() => [jwk]);
  const asked: string[] = [];
  const recorder = await startRecorder({ dynamodb: engine.endpoint, ssm: store.endpoint }, ({ action }) =>
    asked.push(action),
  );
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_ENDPOINT_URL_SSM: recorder.endpoint('submit-ticket', 'ssm'),
  });
  const client = localDocumentClient(recorder.endpoint('submit-ticket', 'dynamodb'));

  const clock = { now: () => NOW * 1000, timestamp: () => '2026-11-23T12:00:00.000000000Z' };
  const tokens = joseCustomerTokens(
    {
      keys: alg === 'HS256' ? { secretParameter: PARAMETER } : { jwksUrl: jwks.url },
      issuer: 'https://shop.example',
      audience: ['support'],
      optionalClaims: [],
      claims: { userId: 'sub', email: 'email', creditsPurchased: 'credits_purchased', supportTier: 'support_tier' },
      maxLifetimeSeconds: 86_400,
    },
    clock,
  );
  const logged: string[] = [];
  const write = (message: string, fields: object) => void logged.push(JSON.stringify({ message, ...fields }));
  const edge = {
    log: { info: write, error: write },
    caller: payingCustomer(tokens, { tiers: [tier], pricingUrl: 'https://shop.example/pricing' }),
  };
  const world = { tickets: dynamoTicketStore(tables.tickets, client), clock, newId: randomUUID, announce: () => {} };
  const doors = {
    submit: endpoint({
      ...edge,
      contract: submitTicketContract,
      handle: async ({ caller, body }) => ok(await submitTicket(world, caller.customer, caller.tier, body)),
    }),
    access: endpoint({ ...edge, contract: checkAccessContract, handle: async () => ok({ allowed: true }) }),
  };

  const connections: unknown[] = [];
  const noteConnection = (socket: unknown) => void connections.push(socket);
  subscribe('net.client.socket', noteConnection);
  return {
    logged,
    /** Actions asked of AWS, like `dynamodb:PutItem`. */
    asked,
    /** Sockets opened by this process, the keys' among them. */
    connections,
    /** How often the keys were fetched. */
    fetches: () => jwks.requests() + store.requests(),
    /** From now on the keys cannot be had. */
    takeKeysAway() {
      process.env.AWS_ENDPOINT_URL_SSM = store.endpoint;
      store.close();
      jwks.close();
    },
    /** Calls a door with a token. */
    call: (door: keyof typeof doors, token: string) =>
      doors[door](
        gatewayEvent({
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(draft),
        }),
      ),
    async close() {
      unsubscribe('net.client.socket', noteConnection);
      client.destroy();
      recorder.close();
      store.close();
      jwks.close();
      await engine.close();
    },
  };
}
