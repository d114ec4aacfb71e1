import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '#adapters/system-clock.ts';
import type { AgentKey } from '#core/agents/agent.ts';
import type { AgentKeys, KeyHolder } from '#core/agents/ports.ts';
import { agentOfKey } from '#core/agents/team.ts';
import type { Clock } from '#core/ports.ts';
import { agentKeys } from '#functions/table-keys.ts';
import { agentKeyHash, keyId } from './agent-key-hash.ts';
import { batchGet } from './batch-get.ts';
import { dynamo } from './dynamo-client.ts';
import { teamKey, toTeam } from './dynamo-team.ts';

/** The time a process trusts a key without reading it again, in milliseconds: a revoked key, or a deactivated agent's, is refused within 30 s. */
const TRUSTED_MS = 25_000;

/** More than any desk has agents; caps the memory anyway. */
const MAX_CACHED = 1000;

/** A key as it is stored. */
export interface KeyItem {
  key_hash: string;
  /** The agent's name if the key has no `agent_id`; else what the key is for. */
  name: string;
  agent_id?: string;
  created_at: string;
  last_used_on?: string;
  revoked_at?: string;
}

/** Agents' keys by their hash, so that comparing leaks no timing; only valid keys are cached. */
export function dynamoAgentKeys(
  table: string,
  client: DynamoDBDocumentClient = dynamo(),
  clock: Pick<Clock, 'now'> = systemClock,
): AgentKeys {
  /** Records that a key was used today, once a day. A request goes on if that fails: the next one records it. */
  async function markUsed(item: KeyItem): Promise<KeyItem> {
    const today = new Date(clock.now()).toISOString().slice(0, 10);
    if (item.last_used_on === today) return item;
    const update = new UpdateCommand({
      TableName: table,
      Key: { [agentKeys.partition]: item.key_hash },
      UpdateExpression: 'SET last_used_on = :today',
      // Not if the key was removed meanwhile: an update would make an item.
      ConditionExpression: `attribute_exists(${agentKeys.partition})`,
      ExpressionAttributeValues: { ':today': today },
    });
    await client.send(update).catch(() => {});
    return { ...item, last_used_on: today };
  }

  /** Returns a valid key and its agent; undefined if there is none, or not yet in an eventually consistent read, which costs half as much. */
  async function lookUp(hash: string, eventual: boolean) {
    const items = await batchGet(client, table, [{ [agentKeys.partition]: hash }, teamKey], { eventual });
    const item = items.find((one) => one[agentKeys.partition] === hash) as KeyItem | undefined;
    if (!item || item.revoked_at) return undefined;
    const team = toTeam(items.find((one) => one[agentKeys.partition] === teamKey[agentKeys.partition]));
    const agent = agentOfKey(team, { agentId: item.agent_id, name: item.name });
    return agent?.isActive ? { item, team, agent } : undefined;
  }

  const trusted = new Map<string, { readonly holder: KeyHolder; readonly until: number }>();
  return {
    async find(key) {
      const hash = agentKeyHash(key);
      const known = trusted.get(hash);
      if (known && clock.now() < known.until) return known.holder;
      trusted.delete(hash);
      const until = clock.now() + TRUSTED_MS;
      // The key may have been made a moment ago.
      const found = (await lookUp(hash, true)) ?? (await lookUp(hash, false));
      if (!found) return undefined;
      const holder = { agent: found.agent, team: found.team, key: toAgentKey(await markUsed(found.item)) };
      if (trusted.size >= MAX_CACHED) trusted.clear();
      trusted.set(hash, { holder, until });
      return holder;
    },
  };
}

export const toAgentKey = ({ key_hash, name, created_at: createdAt, last_used_on }: KeyItem): AgentKey => ({
  id: keyId(key_hash),
  name,
  createdAt,
  lastUsedOn: last_used_on ?? null,
});
