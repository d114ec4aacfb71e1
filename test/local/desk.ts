import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { S3Client } from '@aws-sdk/client-s3';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { newAgentKey } from '#adapters/dynamo/agent-key-hash.ts';
import { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { buildLocalDesk, siteDirectory } from '#bin/build-desk.ts';
import { consumersOf } from '#lib/consumers.ts';
import { corsRules, fileCorsRules } from '#lib/cors.ts';
import { replyKeysParameter, tiersOf } from '#lib/function-environment.ts';
import { inboundMail } from '#lib/inbound-mail.ts';
import { mailEvents } from '#lib/mail-events.ts';
import { routes } from '#lib/routes.ts';
import { scheduledOf } from '#lib/schedule.ts';
import { subscribersOf } from '#lib/subscribers.ts';
import { type LocalDynamoDb, startDynamoDb } from '#test/local/dynamodb/dynamodb.ts';
import { startS3 } from '#test/local/s3/s3.ts';
import { apiGateway } from './api-gateway.ts';
import { asyncInvocations, failedEventRecord } from './async-invocation.ts';
import { changeReaders, localConsumers } from './consumers.ts';
import { keepRecord } from './discarded-batch.ts';
import { startEventBus } from './event-bus.ts';
import type { Delivery, EventSource } from './event-source.ts';
import { deskFunctions, EVENT_BUS, FILE_BUCKET } from './functions.ts';
import { type Lambda, startLambda } from './lambda.ts';
import { startLambdaApi } from './lambda-api.ts';
import { listenOnLoopback } from './loopback.ts';
import { startMailReception } from './mail-reception.ts';
import { type MailService, startMailService } from './mail-service.ts';
import { startParameterStore } from './parameter-store.ts';
import { type NewDesk, prepareData } from './prepare-data.ts';
import { pricingPage } from './pricing-page.ts';
import { localMail, localReplyKeys, localSettings, TOKEN_SECRET_PARAMETER } from './settings.ts';
import { staticSite } from './static-site.ts';
import { customerToken } from './website-tokens.ts';

const MINUTE_MS = 60_000;

/** The tables' names on this machine. */
export const tables = { tickets: 'tickets', agents: 'agents', personal: 'personal', views: 'views' };

export interface DeskOptions {
  /** 0, the default, chooses a free one. */
  readonly port?: number;
  /** Keeps the data there; without it they live in memory. */
  readonly dataPath?: string;
  /** The folder for tickets' files; without it, they are kept for as long as the desk runs. */
  readonly filesPath?: string;
  /** The folder for change records that a consumer failed on, and events; without it, for as long as the desk runs. */
  readonly failedPath?: string;
  /** The folder for builds and for files that it needs while it runs: a folder of its own; without it, one for temporary files. */
  readonly workPath?: string;
  /** Other behaviour of the stream towards its consumers. */
  readonly delivery?: Delivery;
  /** Sends mail, to a service on this machine at that port; 0 chooses a free one. Without it the desk sends none. */
  readonly mailPort?: number;
  /** Receives mail by SMTP at that port; 0 chooses a free one. Requires `mailPort`. Without it the desk receives none. */
  readonly smtpPort?: number;
  /** Has something stand between the functions and the engines; `seenBy` returns where the function of an entry finds them. */
  readonly between?: (engines: Engines) => Promise<Between>;
  /** The time that the functions wait for the mail service; as in AWS by default. */
  readonly mailPatienceMs?: number;
  /** Fills a new desk, before its functions start. */
  readonly fill?: (desk: NewDesk) => Promise<void>;
  readonly adminKey?: string;
  readonly tokenSecret?: string;
  /** Lets websites on this machine call the API, whatever their port: for developers, not for tests of what is deployed. */
  readonly loopbackOrigins?: boolean;
  /** Changes to the local settings, as a deployer would write them. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The functions' output, line by line: ticket lines and the structured log. */
  readonly onLog?: (line: string) => void;
  /** Every event, before its function sees it. */
  readonly onEvent?: (event: APIGatewayProxyEventV2) => void;
  readonly onRequest?: (request: { method: string; path: string; status: number; milliseconds: number }) => void;
}

/** A layer between functions and engines. */
interface Between {
  seenBy(entry: string): Engines;
  /** Called once the functions have ended. */
  close?(): unknown;
}

/** A support desk on this machine. */
export interface Desk {
  /** `http://localhost:<port>`, without a slash at the end. */
  readonly url: string;
  /** The demo agent's key. */
  readonly adminKey: string;
  /** The database's address, for the command line and for tests. */
  readonly dynamoDb: string;
  /** S3's address, for the command line and for tests. */
  readonly s3: string;
  /** The address of Lambda's API, for the functions that no request invokes. */
  readonly lambda: string;
  /** The consumers of the tickets' stream. */
  readonly consumers: EventSource;
  /** Takes the mails, if the desk sends any. */
  readonly mail: MailService | undefined;
  /** `smtp://127.0.0.1:<port>`, if the desk receives mail. */
  readonly smtp: string | undefined;
  /** Runs what is due at a time, by default now, as EventBridge does at intervals. */
  runDue(at?: Date): Promise<void>;
  /** Has the desk told what becomes of its mails, as EventBridge would. */
  tellOfMail(event: object): Promise<void>;
  /** All changes so far have reached the consumers, and what follows from them is done. */
  settled(): Promise<void>;
  readonly holdIndexes: LocalDynamoDb['holdIndexes'];
  /** A token of the website's; without claims, of a customer with 100 credits. A null claim is left out. */
  token(claims?: Record<string, unknown>): Promise<string>;
  /** Builds the sources again and serves the result; requests under way are finished by the old functions. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the desk without AWS: the deployed bundles behind the table of routes, on real engines, on loopback only. */
export async function startDesk(options: DeskOptions = {}): Promise<Desk> {
  const { port = 0, dataPath, fill, adminKey = newAgentKey(), tokenSecret = newAgentKey() } = options;
  let serve: RequestListener = (_, response) => response.writeHead(503).end();
  const server = await listenOnLoopback((request, response) => serve(request, response), port);
  const url = `http://localhost:${server.port}`;

  const work = options.workPath ?? (await mkdtemp(join(tmpdir(), 'support-desk-')));
  const mail = options.mailPort === undefined ? undefined : await startMailService(options.mailPort);
  const receives = options.smtpPort !== undefined;
  const settings = localSettings(`${url}/pricing`, {
    ...(mail && { mail: localMail(url, receives) }),
    ...options.settings,
  });
  const readers = changeReaders(settings);
  const dynamoDb = await startDynamoDb({
    readers,
    ...(dataPath !== undefined && { path: dataPath }),
    onTrouble: options.onLog,
  });
  const parameterStore = await startParameterStore(TOKEN_SECRET_PARAMETER, tokenSecret, {
    [replyKeysParameter(settings)]: localReplyKeys(tokenSecret),
  });

  const failedPath = options.failedPath ?? join(work, 'failed');
  const effects = asyncInvocations({
    invoke: (entry, event) => invoke(entry, event),
    discard: async (failed) => {
      const { key, record } = failedEventRecord(failed, Date.now());
      const kept = await keepRecord(failedPath, key, record).then(
        () => 'is put aside',
        (error: unknown) => `is lost: ${error}`,
      );
      options.onLog?.(`${failed.functionName} failed ${failed.invocations} times; its event ${kept}.`);
    },
  });
  const bus = await startEventBus({ name: EVENT_BUS, subscribers: subscribersOf(settings), start: effects.invoke });

  const s3 = await startS3({
    bucket: FILE_BUCKET,
    path: options.filesPath ?? join(work, 'files'),
    cors: { ...fileCorsRules([url, ...settings.allowedOrigins]), loopback: options.loopbackOrigins },
    accessKeyId: 'local',
    secretAccessKey: 'local',
  });

  const inbound = settings.mail?.inbound;
  const reception =
    inbound &&
    (await startMailReception({
      domain: inbound.domain,
      port: options.smtpPort ?? 0,
      s3: s3.endpoint,
      bucket: FILE_BUCKET,
      start: effects.invoke,
    }));

  const engines = {
    dynamodb: dynamoDb.endpoint,
    s3: s3.endpoint,
    ssm: parameterStore.endpoint,
    sesv2: mail?.url,
    eventbridge: bus.url,
  };
  const between = await options.between?.(engines);
  let site = '';
  let lambda: Lambda | undefined;
  let builds = 0;
  let closed = false;
  const load = async () => {
    const prebuilt = builds === 0 ? process.env.SUPPORT_DESK_BUILD : undefined;
    const build = prebuilt ?? join(work, String(builds));
    builds += 1;
    if (prebuilt === undefined) await buildLocalDesk(build, settings.websiteUrl);
    // Ended meanwhile: functions that start now would keep the process alive.
    if (closed) return;
    const functions = deskFunctions(build, settings, tables, url, options.mailPatienceMs).map((one) => ({
      ...one,
      environment: { ...one.environment, ...awsEnvironment(between?.seenBy(one.name) ?? engines) },
    }));
    const next = startLambda(functions, {});
    for (const input of next.output) createInterface({ input }).on('line', (line) => options.onLog?.(line));
    const previous = lambda;
    lambda = next;
    site = siteDirectory(build);
    await previous?.close();
  };
  const invoke: Lambda['invoke'] = async (entry, event) => {
    if (!lambda) throw new Error('The functions are not loaded.');
    return lambda.invoke(entry, event);
  };
  const consumers = localConsumers({
    settings,
    changes: dynamoDb.changes,
    invoke,
    failedPath,
    delivery: options.delivery,
    onDiscard: ({ functionName, records, invocations }) =>
      options.onLog?.(`${functionName} failed ${invocations} times; ${records.length} change records are put aside.`),
  });
  const followers = [...consumersOf(settings), ...subscribersOf(settings), mailEvents, inboundMail];
  const lambdaApi = await startLambdaApi(
    followers.map(({ entry }) => entry),
    invoke,
  );
  const client = localDocumentClient(dynamoDb.endpoint);
  await Promise.all([load(), prepareData(client, tables, { adminKey, tiers: tiersOf(settings), fill })]);
  consumers.start();
  const runDue = async (entry: string, at = new Date()) => void (await invoke(entry, { time: at.toISOString() }));
  const timers = scheduledOf(settings).map(({ entry, everyMinutes }) =>
    setInterval(() => runDue(entry).catch((error) => options.onLog?.(String(error))), everyMinutes * MINUTE_MS),
  );
  // So that the numbers of a new desk are there from its first page on.
  if (fill) await consumers.settled();

  const cors = { ...corsRules(settings.allowedOrigins), loopback: options.loopbackOrigins };
  const gateway = apiGateway(routes, cors, (entry, event) => {
    options.onEvent?.(event);
    return invoke(entry, event);
  });
  const files = staticSite(() => site, s3.endpoint);
  serve = async (request, response) => {
    const started = performance.now();
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    try {
      if (path.startsWith('/static/')) await files(request, response);
      else if (path === '/pricing') pricingPage(request, response);
      else if (path === '/') response.writeHead(302, { location: '/static/admin-support.html' }).end();
      else await gateway(request, response);
    } catch (error) {
      options.onLog?.(String(error));
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end('{"message":"Internal Server Error"}');
    }
    const milliseconds = Math.round(performance.now() - started);
    options.onRequest?.({ method: request.method ?? '', path, status: response.statusCode, milliseconds });
  };

  return {
    url,
    adminKey,
    dynamoDb: dynamoDb.endpoint,
    s3: s3.endpoint,
    lambda: lambdaApi.url,
    consumers,
    mail,
    smtp: reception?.url,
    runDue: (at) => runDue('run-due', at),
    tellOfMail: (event) => invoke(mailEvents.entry, event),
    async settled() {
      await consumers.settled();
      await effects.settled();
    },
    holdIndexes: dynamoDb.holdIndexes,
    token: (claims) => customerToken(tokenSecret, claims),
    reload: load,
    async close() {
      closed = true;
      for (const timer of timers) clearInterval(timer);
      await server.close();
      await reception?.close();
      await consumers.stop();
      await effects.close();
      await bus.close();
      await lambdaApi.close();
      await lambda?.close();
      await between?.close?.();
      parameterStore.close();
      await s3.close();
      await mail?.close();
      await dynamoDb.close();
      await rm(work, { recursive: true, force: true });
    },
  };
}

/** The addresses of the services that the functions use. */
export interface Engines {
  readonly dynamodb: string;
  readonly ssm: string;
  readonly s3?: string | undefined;
  readonly sesv2?: string | undefined;
  readonly eventbridge?: string | undefined;
}

/** The variables that Lambda sets itself, and the addresses of this machine's engines. */
export function awsEnvironment(engines: Engines): Record<string, string> {
  return {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: engines.dynamodb,
    AWS_ENDPOINT_URL_SSM: engines.ssm,
    ...(engines.s3 !== undefined && { AWS_ENDPOINT_URL_S3: engines.s3 }),
    ...(engines.sesv2 !== undefined && { AWS_ENDPOINT_URL_SESV2: engines.sesv2 }),
    ...(engines.eventbridge !== undefined && { AWS_ENDPOINT_URL_EVENTBRIDGE: engines.eventbridge }),
    AWS_LAMBDA_FUNCTION_NAME: 'local',
    PATH: process.env.PATH ?? '',
  };
}

/** A document client for the local engine, from outside the functions. */
export function localDocumentClient(endpoint: string) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return documentClient({ endpoint, region: 'eu-central-1', credentials });
}

/** A client of the local S3, from outside the functions. */
export function localS3Client(endpoint: string): S3Client {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new S3Client({ endpoint, region: 'eu-central-1', credentials, forcePathStyle: true });
}

/** An agents' registry of the local desk. */
export const localAgents = (endpoint: string) => new DynamoAgentRegistry(localDocumentClient(endpoint), tables.agents);
