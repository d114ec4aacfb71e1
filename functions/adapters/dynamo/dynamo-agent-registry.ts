import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import type { Agent, AgentKey } from '#core/agents/agent.ts';
import { trimmedName } from '#core/agents/agent-name.ts';
import { ensureAdmin } from '#core/agents/change-team.ts';
import { agentOfKey, type Team } from '#core/agents/team.ts';
import { agentKeys } from '#functions/table-keys.ts';
import { agentKeyHash, newAgentKey } from './agent-key-hash.ts';
import { type KeyItem, toAgentKey } from './dynamo-agent-keys.ts';
import { dynamoTeam } from './dynamo-team.ts';

/** An agent's key as the command line shows it. */
export interface RegisteredKey extends AgentKey {
  /** The agent's name; undefined if the agent it belongs to is not in the team. */
  readonly agent: Agent | undefined;
  readonly revokedAt: string | undefined;
}

/** The name of keys that the command line makes. */
const FROM_COMMAND_LINE = 'Command line';

/** Creates, lists and revokes agents' keys: for the command line, with the deployer's own credentials. */
export class DynamoAgentRegistry {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /**
   * Makes sure that an active admin has this name, stores the hash of a new key for them and returns the key, which can't be shown again. An
   * existing key is left as it is. Throws an error worded for whoever typed the name if it isn't a valid one.
   */
  async add(name: string, key: string = newAgentKey()): Promise<string> {
    const { id } = await this.#ensureAdmin(name);
    return this.#put(key, { name: FROM_COMMAND_LINE, agent_id: id });
  }

  /** Stores a key of an admin who is not in the team and returns it; whoever asked for it removes it. */
  async addTemporary(name: string): Promise<string> {
    return this.#put(newAgentKey(), { name });
  }

  /** Deletes a key without a trace. It may still be accepted for up to 30 seconds. */
  async remove(key: string): Promise<void> {
    await this.#delete(agentKeyHash(key));
  }

  /** Returns all keys, revoked ones too, oldest first. */
  async list(): Promise<RegisteredKey[]> {
    const [items, team] = await Promise.all([this.#scan(), this.#team().get()]);
    return items
      .map((item) => ({
        ...toAgentKey(item),
        agent: holderOf(team, item),
        revokedAt: item.revoked_at,
      }))
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  /** Makes this key the only one of the admin with this name, who is returned. */
  async replace(name: string, key: string): Promise<Agent> {
    const admin = await this.#ensureAdmin(name);
    const hash = agentKeyHash(key);
    const others = (await this.#keysOf(name)).filter(({ key_hash }) => key_hash !== hash);
    for (const { key_hash } of others) await this.#delete(key_hash);
    await this.add(name, key);
    return admin;
  }

  /** Revokes every active key of the agent with this name, or the key with this id, and returns how many there were. They are refused within 30 seconds. */
  async revoke(nameOrId: string): Promise<number> {
    const chosen = (await this.#keysOf(nameOrId)).filter(({ revoked_at }) => revoked_at === undefined);
    for (const { key_hash } of chosen) {
      await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: { [agentKeys.partition]: key_hash },
          UpdateExpression: 'SET revoked_at = if_not_exists(revoked_at, :now)',
          ExpressionAttributeValues: { ':now': new Date().toISOString() },
        }),
      );
    }
    return chosen.length;
  }

  #team() {
    return dynamoTeam(this.#table, this.#client);
  }

  #ensureAdmin(name: string): Promise<Agent> {
    return ensureAdmin({ team: this.#team(), clock: systemClock, pause: randomPause }, name);
  }

  /** Returns the keys of the agent with this name, or the key with this id. */
  async #keysOf(nameOrId: string): Promise<KeyItem[]> {
    const [items, team] = await Promise.all([this.#scan(), this.#team().get()]);
    const name = trimmedName(nameOrId);
    return items.filter((item) => toAgentKey(item).id === name || holderOf(team, item)?.name === name);
  }

  async #put(key: string, item: Pick<KeyItem, 'name' | 'agent_id'>): Promise<string> {
    const Item = { [agentKeys.partition]: agentKeyHash(key), ...item, created_at: new Date().toISOString() };
    const ConditionExpression = `attribute_not_exists(${agentKeys.partition})`;
    try {
      await this.#client.send(new PutCommand({ TableName: this.#table, Item, ConditionExpression }));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
    return key;
  }

  async #delete(hash: string): Promise<void> {
    const Key = { [agentKeys.partition]: hash };
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key }));
  }

  async #scan(): Promise<KeyItem[]> {
    const items: KeyItem[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page = await this.#client.send(
        new ScanCommand({ TableName: this.#table, ConsistentRead: true, ExclusiveStartKey: start }),
      );
      items.push(...((page.Items ?? []) as KeyItem[]));
      start = page.LastEvaluatedKey;
    } while (start);
    return items.filter(({ key_hash }) => /^[0-9a-f]{64}$/.test(key_hash));
  }
}

const holderOf = (team: Team, { agent_id: agentId, name }: KeyItem): Agent | undefined =>
  agentOfKey(team, { agentId, name });
