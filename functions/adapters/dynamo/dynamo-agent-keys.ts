import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '#adapters/system-clock.ts';
import type { Agent } from '#core/agents/agent.ts';
import type { AgentKeys } from '#core/agents/ports.ts';
import type { Clock } from '#core/ports.ts';
import { agentKeys } from '#functions/table-keys.ts';
import { agentKeyHash } from './agent-key-hash.ts';
import { asUnavailable, dynamo } from './dynamo-client.ts';

/** The time a process trusts a key without reading it again, in milliseconds: a revoked key is refused within 30 s. */
const TRUSTED_MS = 25_000;

/** More than any desk has agents; caps the memory anyway. */
const MAX_CACHED = 1000;

/** Agents' keys, looked up by hash so that comparing leaks no timing; only valid keys are cached. */
export function dynamoAgentKeys(
  table: string,
  client: DynamoDBDocumentClient = dynamo(),
  clock: Pick<Clock, 'now'> = systemClock,
): AgentKeys {
  const trusted = new Map<string, { readonly agent: Agent; readonly until: number }>();
  return {
    async find(key) {
      const hash = agentKeyHash(key);
      const known = trusted.get(hash);
      if (known && clock.now() < known.until) return known.agent;
      trusted.delete(hash);
      const until = clock.now() + TRUSTED_MS;
      const item = await getKey(client, table, hash);
      if (!item || item.revoked_at) return undefined;
      const agent = { name: item.name };
      if (trusted.size >= MAX_CACHED) trusted.clear();
      trusted.set(hash, { agent, until });
      return agent;
    },
  };
}

async function getKey(client: DynamoDBDocumentClient, table: string, hash: string) {
  try {
    const Key = { [agentKeys.partition]: hash };
    const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item as { name: string; revoked_at?: string } | undefined;
  } catch (error) {
    throw asUnavailable(error);
  }
}
