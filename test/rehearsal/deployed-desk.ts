import { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import type { EntryName } from '#lib/routes.ts';
import { customerToken } from '#test/local/website-tokens.ts';
import { sentMails } from './emulated-mail.ts';
import { functionLog } from './function-log.ts';

/**
 * Returns the desk deployed as the stack `DESK_STACK`, at `DESK_URL`, with the key `DESK_ADMIN_KEY` of the agent `Dana (demo)`, the table
 * `DESK_AGENTS_TABLE` and the website's secret `DESK_TOKEN_SECRET`. The AWS account is that of the environment.
 */
export function deployedDesk() {
  const client = documentClient();
  return {
    url: variable('DESK_URL'),
    adminKey: variable('DESK_ADMIN_KEY'),
    agents: new DynamoAgentRegistry(client, variable('DESK_AGENTS_TABLE')),
    token: (claims?: Record<string, unknown>) => customerToken(variable('DESK_TOKEN_SECRET'), claims),
    logged: (entry: EntryName) => functionLog(variable('DESK_STACK'), entry),
    mails: sentMails,
    settled: async () => {},
    close: async () => client.destroy(),
  };
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`DESK_URL names a deployed desk, but ${name} is not set.`);
  return value;
}
