import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { newAgentKey } from '../../functions/adapters/dynamo-agent-registry.ts';
import { corsRules } from '../../lib/cors.ts';
import { mailEvents } from '../../lib/mail-events.ts';
import { routes } from '../../lib/routes.ts';
import { apiGateway } from '../local/api-gateway.ts';
import { changeReaders, localConsumers } from '../local/consumers.ts';
import {
  awsEnvironment,
  type Desk,
  type DeskOptions,
  localAgents,
  localDocumentClient,
  tables,
} from '../local/desk.ts';
import { startDynamoDb } from '../local/dynamodb/dynamodb.ts';
import { createTables } from '../local/dynamodb/tables.ts';
import { deskFunctions } from '../local/functions.ts';
import { type Lambda, startLambda } from '../local/lambda.ts';
import { listenOnLoopback } from '../local/loopback.ts';
import { mailsSent, startMailService } from '../local/mail-service.ts';
import { startParameterStore } from '../local/parameter-store.ts';
import { localMail, localSettings, TOKEN_SECRET_PARAMETER } from '../local/settings.ts';
import { customerToken } from '../local/website-tokens.ts';
import type { OpenDesk } from '../open-desk.ts';
import { type AwsCall, startRecorder } from './aws-calls.ts';

/** The API of a desk on this machine, each function in a thread of its own with a recorder before AWS. */
export async function recordedDesk(
  options: DeskOptions,
  note: (call: AwsCall) => void,
): Promise<OpenDesk & Pick<Desk, 'dynamoDb' | 'tellOfMail'>> {
  let serve: RequestListener = (_, response) => response.writeHead(503).end();
  const server = await listenOnLoopback((request, response) => serve(request, response), 0);
  const url = `http://localhost:${server.port}`;
  const secret = newAgentKey();
  const mail = options.mailPort === undefined ? undefined : await startMailService(options.mailPort);
  const settings = localSettings(`${url}/pricing`, { ...(mail && { mail: localMail(url) }), ...options.settings });
  const dynamoDb = await startDynamoDb({ readers: changeReaders(settings) });
  const ssm = await startParameterStore(TOKEN_SECRET_PARAMETER, secret);
  const engines = { dynamodb: dynamoDb.endpoint, ssm: ssm.endpoint, ...(mail && { sesv2: mail.url }) };
  const recorder = await startRecorder(engines, note);
  await createTables(localDocumentClient(dynamoDb.endpoint), tables);
  const agents = localAgents(dynamoDb.endpoint);

  const lines: string[] = [];
  const build = process.env.SUPPORT_DESK_BUILD ?? '';
  const started = deskFunctions(build, settings, tables, url).map(async (one) => {
    const { name } = one;
    const [dynamodb, ssm, sesv2] = (['dynamodb', 'ssm', 'sesv2'] as const).map((service) =>
      recorder.endpoint(name, service),
    ) as [string, string, string];
    const lambda = startLambda([one], awsEnvironment({ dynamodb, ssm, sesv2 }));
    for (const input of lambda.output) createInterface({ input }).on('line', (line) => lines.push(line));
    return [name, lambda] as const;
  });
  const functions = new Map(await Promise.all(started));
  const invoke: Lambda['invoke'] = (entry, event) => {
    const lambda = functions.get(entry);
    if (!lambda) throw new Error(`There is no function ${entry}.`);
    return lambda.invoke(entry, event);
  };
  serve = apiGateway(routes, corsRules(settings.allowedOrigins), invoke);
  const failed = await mkdtemp(join(tmpdir(), 'support-desk-failed-'));
  const consumers = localConsumers({ settings, changes: dynamoDb.changes, invoke, failedPath: failed });
  consumers.start();
  return {
    url,
    dynamoDb: dynamoDb.endpoint,
    adminKey: await agents.add('Dana (demo)'),
    agents,
    token: (claims) => customerToken(secret, claims),
    logged: async () => lines,
    mails: () => mailsSent(mail),
    settled: consumers.settled,
    tellOfMail: (event) => invoke(mailEvents.entry, event),
    async close() {
      await server.close();
      await consumers.stop();
      await Promise.all([...functions.values()].map((lambda) => lambda.close()));
      recorder.close();
      ssm.close();
      await mail?.close();
      await dynamoDb.close();
      await rm(failed, { recursive: true, force: true });
    },
  };
}
