import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { DynamoAgentRegistry } from '../../functions/adapters/dynamo-agent-registry.ts';
import { dynamoOutbox } from '../../functions/adapters/dynamo-outbox.ts';
import { addressHash } from '../../functions/core/mail/address.ts';
import { functionEnvironment } from '../../lib/function-environment.ts';
import type { EntryName, Route } from '../../lib/routes.ts';
import { localDocumentClient } from '../local/desk.ts';
import { createTables } from '../local/dynamodb/tables.ts';
import { localSettings } from '../local/settings.ts';
import { website } from '../local/website-tokens.ts';
import { startEngineThread } from './engine-thread.ts';
import { fill, newTicket } from './fill.ts';
import { completed, tables } from './stage.ts';
import { newCertificate, startHttps, startTlsFront } from './tls.ts';

/** What fresh processes find around them: a database and the website's public keys, both over TLS. */
export interface ColdStage {
  environment(route: Route): Record<string, string>;
  /** A request that the entry answers with 200, and whatever it needs, stored. */
  event(entry: EntryName): Promise<APIGatewayProxyEventV2>;
  close(): Promise<void>;
}

/** Sets the stage; `folder` is for the certificate. */
export async function setColdStage(folder: string): Promise<ColdStage> {
  const certificate = await newCertificate(folder);
  const engine = await startEngineThread();
  const database = await startTlsFront(certificate, engine.endpoint);
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'bench' }] });
  const shop = await startHttps(certificate, (_, response) => response.end(jwks));

  const client = localDocumentClient(engine.endpoint);
  await createTables(client, tables);
  const asAgent = { 'x-admin-key': await new DynamoAgentRegistry(client, tables.agents).add('Benchmark') };
  const token = await new SignJWT({ email: 'a@example.com', credits_purchased: 100 })
    .setProtectedHeader({ alg: 'ES256', kid: 'bench' })
    .setSubject('u1')
    .setIssuer(website.issuer)
    .setAudience(website.audience)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
  const asCustomer = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const settings = localSettings(`${website.issuer}/pricing`, { jwtSecretParameter: undefined, jwtJwksUrl: shop.url });

  async function toOpenTicket(headers: Record<string, string> = asAgent): Promise<Partial<APIGatewayProxyEventV2>> {
    const ticket = { ...newTicket(), status: 'open', statusBeforeClosing: null, closedAt: null } as const;
    await fill(client, 1, () => ticket);
    return { headers, pathParameters: { ticket_id: ticket.id } };
  }
  /** A ticket whose confirmation was not sent. */
  async function toFailedMail(): Promise<Partial<APIGatewayProxyEventV2>> {
    const ticket = newTicket();
    await fill(client, 1, () => ticket);
    const recipient = addressHash(ticket.userEmail);
    const mail = { kind: 'confirmation', ticketId: ticket.id, version: 1, recipient } as const;
    await dynamoOutbox(tables.tickets, client).report(mail, { state: 'failed', at: ticket.createdAt });
    return { headers: asAgent, pathParameters: { ticket_id: ticket.id, message_id: ticket.id } };
  }
  const aCannedReply = { headers: asAgent, pathParameters: { canned_reply_id: randomUUID() } };
  const events: Readonly<Record<EntryName, () => Promise<Partial<APIGatewayProxyEventV2>>>> = {
    'submit-ticket': async () => ({
      headers: asCustomer,
      body: '{"subject":"Need help","message":"It does not work."}',
    }),
    'check-access': async () => ({ headers: asCustomer }),
    'list-own-tickets': async () => ({ headers: asCustomer }),
    'get-own-ticket': () => toOpenTicket(asCustomer),
    'add-own-reply': async () => ({ ...(await toOpenTicket(asCustomer)), body: '{"body":"It works now."}' }),
    'list-tickets': async () => ({ headers: asAgent }),
    'get-ticket': () => toOpenTicket(),
    'add-reply': async () => ({ ...(await toOpenTicket()), body: '{"body":"Try again.","kind":"reply"}' }),
    'update-ticket': async () => ({ ...(await toOpenTicket()), body: '{"status":"in_progress"}' }),
    'close-ticket': () => toOpenTicket(),
    'resend-mail': toFailedMail,
    'list-suppressed-addresses': async () => ({ headers: asAgent }),
    'allow-address': async () => ({ headers: asAgent, pathParameters: { address: 'user@example.com' } }),
    'list-canned-replies': async () => ({ headers: asAgent }),
    'save-canned-reply': async () => ({ ...aCannedReply, body: '{"name":"Thanks","body":"Thank you!"}' }),
    'delete-canned-reply': async () => aCannedReply,
    'get-stats': async () => ({ headers: asAgent }),
    'check-health': async () => ({}),
    'refuse-unknown-route': async () => ({}),
  };
  return {
    environment: (route) => ({
      ...functionEnvironment(route, settings, tables),
      TICKETS_TABLE: tables.tickets,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: database.url,
      NODE_EXTRA_CA_CERTS: certificate.file,
      // As on Lambda, where the common style traces.
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      _X_AMZN_TRACE_ID: 'Root=1-5e272390-8c398be037738dc042009320;Parent=94ae789b969f1cc5;Sampled=0',
    }),
    event: async (entry) => completed(await events[entry]()),
    close: async () => {
      client.destroy();
      database.close();
      shop.close();
      await engine.close();
    },
  };
}
