import type { RequestListener } from 'node:http';
import { createInterface } from 'node:readline';
import { functionFile } from '../../bin/build-desk.ts';
import { newAgentKey } from '../../functions/adapters/dynamo-agent-registry.ts';
import { corsRules } from '../../lib/cors.ts';
import { functionEnvironment } from '../../lib/function-environment.ts';
import { routes } from '../../lib/routes.ts';
import { apiGateway } from '../local/api-gateway.ts';
import { awsEnvironment, type DeskOptions, localAgents, localDocumentClient, tables } from '../local/desk.ts';
import { startDynamoDb } from '../local/dynamodb/dynamodb.ts';
import { createTables } from '../local/dynamodb/tables.ts';
import { startLambda } from '../local/lambda.ts';
import { listenOnLoopback } from '../local/loopback.ts';
import { startParameterStore } from '../local/parameter-store.ts';
import { localSettings, TOKEN_SECRET_PARAMETER } from '../local/settings.ts';
import { customerToken } from '../local/website-tokens.ts';
import type { OpenDesk } from '../open-desk.ts';
import { type AwsCall, startRecorder } from './aws-calls.ts';

/** The API of a desk on this machine, each function in a thread of its own with a recorder before AWS. */
export async function recordedDesk(options: DeskOptions, note: (call: AwsCall) => void): Promise<OpenDesk> {
  let serve: RequestListener = (_, response) => response.writeHead(503).end();
  const server = await listenOnLoopback((request, response) => serve(request, response), 0);
  const url = `http://localhost:${server.port}`;
  const secret = newAgentKey();
  const dynamoDb = await startDynamoDb();
  const ssm = await startParameterStore(TOKEN_SECRET_PARAMETER, secret);
  const recorder = await startRecorder({ dynamodb: dynamoDb.endpoint, ssm: ssm.endpoint }, note);
  await createTables(localDocumentClient(dynamoDb.endpoint), tables);
  const agents = localAgents(dynamoDb.endpoint);

  const settings = localSettings(`${url}/pricing`, options.settings);
  const lines: string[] = [];
  const started = routes.map(async (route) => {
    const { entry: name } = route;
    const file = functionFile(process.env.SUPPORT_DESK_BUILD ?? '', name);
    const lambda = await startLambda(
      [{ name, file, environment: functionEnvironment(route, settings, tables) }],
      awsEnvironment(recorder.endpoint(name, 'dynamodb'), recorder.endpoint(name, 'ssm')),
    );
    for (const input of lambda.output) createInterface({ input }).on('line', (line) => lines.push(line));
    return [name as string, lambda] as const;
  });
  const functions = new Map(await Promise.all(started));
  serve = apiGateway(routes, corsRules(settings.allowedOrigins), async (entry, event) => {
    const result = await functions.get(entry)?.invoke(entry, event);
    if (!result) throw new Error(`There is no function ${entry}.`);
    return result;
  });
  return {
    url,
    adminKey: await agents.add('Dana (demo)'),
    agents,
    token: (claims) => customerToken(secret, claims),
    logged: async () => lines,
    async close() {
      await server.close();
      await Promise.all([...functions.values()].map((lambda) => lambda.close()));
      recorder.close();
      ssm.close();
      await dynamoDb.close();
    },
  };
}
