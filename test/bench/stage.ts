import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  DynamoDBBatchResponse,
  DynamoDBStreamEvent,
} from 'aws-lambda';
import { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import { toReplyKeys } from '#adapters/tokens/ssm-reply-keys.ts';
import { functionFile } from '#bin/build-desk.ts';
import { replyAddress } from '#core/inbound/reply-address.ts';
import { type consumers, consumersOf } from '#lib/consumers.ts';
import { fileCorsRules } from '#lib/cors.ts';
import { functionEnvironment, replyKeysParameter } from '#lib/function-environment.ts';
import { inboundMail } from '#lib/inbound-mail.ts';
import { needsOf } from '#lib/route-needs.ts';
import { type EntryName, routes } from '#lib/routes.ts';
import { scheduledOf } from '#lib/schedule.ts';
import { mailPatienceMs, type subscribers, subscribersOf } from '#lib/subscribers.ts';
import { localDocumentClient } from '#test/local/desk.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { startEventBus } from '#test/local/event-bus.ts';
import { EVENT_BUS, FILE_BUCKET } from '#test/local/functions.ts';
import { startMailService } from '#test/local/mail-service.ts';
import { startParameterStore } from '#test/local/parameter-store.ts';
import { startS3 } from '#test/local/s3/s3.ts';
import {
  LOCAL_INBOUND_DOMAIN,
  localMail,
  localReplyKeys,
  localSettings,
  TOKEN_SECRET_PARAMETER,
} from '#test/local/settings.ts';
import { websiteToken } from '#test/local/website-tokens.ts';
import { startEngineThread } from './engine-thread.ts';
import { startMeteringProxy } from './metering-proxy.ts';

export const tables = { tickets: 'tickets', agents: 'agents', personal: 'personal', views: 'views' };
const tokenSecret = 'a secret that only the benchmark knows';
const [replyKey = { id: '', secret: new Uint8Array() }] = toReplyKeys(localReplyKeys(tokenSecret));

type ConsumerName = (typeof consumers)[number]['entry'];
type SubscriberName = (typeof subscribers)[number]['entry'] | typeof inboundMail.entry;

/** The deployed bundles, called in this process, and the database they write to, with an optional meter in between. */
export interface Stage {
  readonly client: DynamoDBDocumentClient;
  readonly meter: Awaited<ReturnType<typeof startMeteringProxy>>;
  /** Calls an entry's handler; throws if it fails. */
  call(entry: EntryName, event: Partial<APIGatewayProxyEventV2>): Promise<APIGatewayProxyStructuredResultV2>;
  /** Passes change records to an entry's consumer; throws if it doesn't apply all of them. */
  follow(entry: ConsumerName, event: DynamoDBStreamEvent): Promise<void>;
  /** The address of S3; empty without files. */
  readonly s3: string;
  /** Returns the address for replies by mail about a ticket. */
  replyAddress(ticketId: string): string;
  /** Returns the methods of the requests to S3 since the last call. */
  takeS3(): string[];
  /** Passes an event on the bus to an entry's subscriber, or that of a received mail; throws if it fails. */
  deliver(entry: SubscriberName, event: object): Promise<void>;
  /** Runs what is due at a time. */
  runDue(at: Date): Promise<void>;
  asAgent: Readonly<Record<string, string>>;
  asCustomer: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Sets up bundles of `build` and an empty database in memory. With `metered` every request is recorded, which takes time; with `mail` there is a mail
 * service, and with `files` S3 and received mail, too.
 */
export async function setStage(
  build: string,
  { metered, mail = false, files = false }: { metered: boolean; mail?: boolean; files?: boolean },
): Promise<Stage> {
  const engine = await startEngineThread();
  const meter = await startMeteringProxy(engine.endpoint);
  const parameterStore = await startParameterStore(TOKEN_SECRET_PARAMETER, tokenSecret, {
    [replyKeysParameter(localSettings('https://www.example.com'))]: localReplyKeys(tokenSecret),
  });
  const folder = await mkdtemp(join(tmpdir(), 'support-desk-stage-'));
  const asked: string[] = [];
  const s3 = files ? await startS3(s3Options(folder, (method) => void asked.push(method))) : undefined;
  const client = localDocumentClient(engine.endpoint);
  await createTables(client, tables);
  const key = await new DynamoAgentRegistry(client, tables.agents).add('Benchmark');
  const token = await websiteToken(tokenSecret, { sub: 'u1', email: 'a@example.com', credits_purchased: 100 });
  const mailService = mail ? await startMailService() : undefined;
  const bus = await startEventBus({ name: EVENT_BUS, subscribers: [], start: () => {} });
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: metered ? meter.endpoint : engine.endpoint,
    AWS_ENDPOINT_URL_SSM: parameterStore.endpoint,
    AWS_ENDPOINT_URL_EVENTBRIDGE: bus.url,
    ...(mailService && { AWS_ENDPOINT_URL_SESV2: mailService.url }),
    ...(s3 && { AWS_ENDPOINT_URL_S3: s3.endpoint }),
  });
  // A module is imported once per path: each stage has files of its own, so that its functions have clients of their own.
  const own = await mkdtemp(join(build, 'stage-'));
  await cp(join(build, 'functions'), join(own, 'functions'), { recursive: true });
  const handlers = await importEntries(own);
  const followers = await importFollowers(own, mail, files);
  const followerOf = (entry: string): Follower => {
    const follower = followers.get(entry);
    if (!follower) throw new Error(`This stage has no ${entry}.`);
    return follower;
  };
  return {
    client,
    meter,
    call: async (entry, event) => {
      const result = await handlers[entry](completed(event));
      if ((result.statusCode ?? 0) >= 500) throw new Error(`${entry} returned ${result.statusCode}: ${result.body}`);
      return result;
    },
    follow: async (entry, event) => {
      const { batchItemFailures } = (await followerOf(entry)(event)) as DynamoDBBatchResponse;
      if (batchItemFailures.length > 0) throw new Error(`${entry} did not apply ${batchItemFailures.length} changes.`);
    },
    deliver: async (entry, event) => void (await followerOf(entry)(event)),
    runDue: async (at) => void (await followerOf('run-due')({ time: at.toISOString() })),
    s3: s3?.endpoint ?? '',
    replyAddress: (ticketId) => replyAddress(ticketId, replyKey, LOCAL_INBOUND_DOMAIN),
    takeS3: () => asked.splice(0),
    asAgent: { 'x-admin-key': key },
    asCustomer: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    close: async () => {
      client.destroy();
      meter.close();
      parameterStore.close();
      await mailService?.close();
      await s3?.close();
      await rm(folder, { recursive: true });
      await bus.close();
      await engine.close();
    },
  };
}

const s3Options = (path: string, onRequest: (method: string) => void) => ({
  bucket: FILE_BUCKET,
  path,
  cors: fileCorsRules([]),
  accessKeyId: 'local',
  secretAccessKey: 'local',
  onRequest,
});

type Handler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

async function importEntries(build: string): Promise<Record<EntryName, Handler>> {
  const settings = localSettings('https://www.example.com/pricing');
  const imported = routes.map(async (route) => {
    const handler = await importHandler<Handler>(
      build,
      route.entry,
      functionEnvironment(needsOf(route), settings, { ...tables, fileBucket: FILE_BUCKET }),
    );
    return [route.entry, handler] as const;
  });
  return Object.fromEntries(await Promise.all(imported)) as Record<EntryName, Handler>;
}

type Follower = (event: object) => Promise<unknown>;

async function importFollowers(
  build: string,
  mail: boolean,
  receives: boolean,
): Promise<ReadonlyMap<string, Follower>> {
  const shop = 'https://www.example.com';
  const settings = localSettings(`${shop}/pricing`, mail ? { mail: localMail(shop, receives) } : {});
  const names = { ...tables, fileBucket: FILE_BUCKET, eventBus: EVENT_BUS };
  const service = { dashboardUrl: shop, configurationSet: 'mails', patienceMs: mailPatienceMs };
  const receiving = receives ? [inboundMail] : [];
  const all = [...consumersOf(settings), ...subscribersOf(settings), ...scheduledOf(settings), ...receiving];
  const imported = all.map(async (one) => {
    const environment = functionEnvironment(one, settings, names, service);
    return [one.entry, await importHandler<Follower>(build, one.entry, environment)] as const;
  });
  return new Map(await Promise.all(imported));
}

async function importHandler<H>(build: string, entry: string, environment: Record<string, string>): Promise<H> {
  Object.assign(process.env, environment, { POWERTOOLS_LOG_LEVEL: 'SILENT' });
  return (await import(pathToFileURL(functionFile(build, entry)).href)).handler;
}

/** Returns the event with what API Gateway adds to every one. */
export function completed(event: Partial<APIGatewayProxyEventV2>): APIGatewayProxyEventV2 {
  return {
    version: '2.0',
    routeKey: '',
    rawPath: '',
    rawQueryString: '',
    headers: {},
    isBase64Encoded: false,
    requestContext: { requestId: 'bench' } as APIGatewayProxyEventV2['requestContext'],
    ...event,
  };
}
