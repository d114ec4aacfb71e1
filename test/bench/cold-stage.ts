import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import { localDocumentClient } from '#test/local/desk.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { startEventBus } from '#test/local/event-bus.ts';
import { deskFunctions, EVENT_BUS } from '#test/local/functions.ts';
import { startMailService } from '#test/local/mail-service.ts';
import { localMail, localSettings } from '#test/local/settings.ts';
import { website } from '#test/local/website-tokens.ts';
import { coldEvents, fillLists } from './cold-events.ts';
import { startEngineThread } from './engine-thread.ts';
import { tables } from './stage.ts';
import { newCertificate, startHttps, startTlsFront } from './tls.ts';

/** A deployed function, to be called in a fresh process. */
interface ColdFunction {
  readonly entry: string;
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Returns an event for which it does all of its work, after storing whatever that needs. */
  event(): Promise<object>;
}

/** The environment of fresh processes: a database, a mail service and the website's public keys, all over TLS. */
export interface ColdStage {
  /** Every function of a desk that sends mail. */
  readonly functions: readonly ColdFunction[];
  /** The variables that AWS sets for any function. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Sets up the environment for the desk in `build`, where its certificate is kept too. */
export async function setColdStage(build: string): Promise<ColdStage> {
  const certificate = await newCertificate(build);
  const engine = await startEngineThread();
  const mails = await startMailService();
  const bus = await startEventBus({ name: EVENT_BUS, subscribers: [], start: () => {} });
  const [database, ses, eventBridge] = await Promise.all(
    [engine.endpoint, mails.url, bus.url].map((endpoint) => startTlsFront(certificate, endpoint)),
  );
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'bench' }] });
  const shop = await startHttps(certificate, (_, response) => response.end(jwks));

  const client = localDocumentClient(engine.endpoint);
  await createTables(client, tables);
  const key = await new DynamoAgentRegistry(client, tables.agents).add('Benchmark');
  const asAgent = { 'x-admin-key': key, 'content-type': 'application/json' };
  const asCustomerOf = async (userId: string) => {
    const token = await new SignJWT({ email: `${userId}@example.com`, credits_purchased: 100 })
      .setProtectedHeader({ alg: 'ES256', kid: 'bench' })
      .setSubject(userId)
      .setIssuer(website.issuer)
      .setAudience(website.audience)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
    return { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  };
  await fillLists(client);
  const [asCustomer, asReader] = [await asCustomerOf('u1'), await asCustomerOf('u2')];
  const events = coldEvents(client, { asAgent, asCustomer, asReader });
  const settings = localSettings(`${website.issuer}/pricing`, {
    jwtSecretParameter: undefined,
    jwtJwksUrl: shop.url,
    mail: localMail(website.issuer),
  });
  const environment = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: database?.url ?? '',
    AWS_ENDPOINT_URL_SESV2: ses?.url ?? '',
    AWS_ENDPOINT_URL_EVENTBRIDGE: eventBridge?.url ?? '',
    NODE_EXTRA_CA_CERTS: certificate.file,
    // As on Lambda, where the common style traces.
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    _X_AMZN_TRACE_ID: 'Root=1-5e272390-8c398be037738dc042009320;Parent=94ae789b969f1cc5;Sampled=0',
  };
  return {
    environment: { ...environment, TICKETS_TABLE: tables.tickets },
    functions: deskFunctions(build, settings, tables, website.issuer).flatMap((one) => {
      const event = events[one.name];
      return event
        ? { entry: one.name, file: one.file, environment: { ...one.environment, ...environment }, event }
        : [];
    }),
    close: async () => {
      client.destroy();
      for (const server of [database, ses, eventBridge, shop]) server?.close();
      await mails.close();
      await bus.close();
      await engine.close();
    },
  };
}
