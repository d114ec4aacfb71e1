import { randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { newAgentName, trimmedName } from '#core/agents/agent-name.ts';
import { agentKeys } from '#functions/table-keys.ts';
import { agentKeyHash } from './agent-key-hash.ts';

/** An agent's key as the command line shows it: `id` is the beginning of its hash, never of the key. */
export interface RegisteredKey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly revokedAt?: string | undefined;
}

const ID_LENGTH = 8;

/** Creates, lists and revokes agents' keys: for the command line, with the deployer's own credentials. */
export class DynamoAgentRegistry {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /**
   * Stores the hash of a new key for `name` and returns the key, which can't be shown again. An existing key is left as it is. Throws an error worded
   * for whoever typed the name if it isn't a valid one.
   */
  async add(name: string, key: string = newAgentKey()): Promise<string> {
    const Item = {
      [agentKeys.partition]: agentKeyHash(key),
      name: newAgentName(name),
      created_at: new Date().toISOString(),
    };
    const ConditionExpression = `attribute_not_exists(${agentKeys.partition})`;
    try {
      await this.#client.send(new PutCommand({ TableName: this.#table, Item, ConditionExpression }));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
    return key;
  }

  /** Deletes a key without a trace. It may still be accepted for up to 30 seconds. */
  async remove(key: string): Promise<void> {
    await this.#delete(agentKeyHash(key));
  }

  async #delete(hash: string): Promise<void> {
    const Key = { [agentKeys.partition]: hash };
    await this.#client.send(new DeleteCommand({ TableName: this.#table, Key }));
  }

  /** Returns all keys, revoked ones too, oldest first. */
  async list(): Promise<RegisteredKey[]> {
    return (await this.#scan())
      .map((item) => ({
        id: item.key_hash.slice(0, ID_LENGTH),
        name: item.name,
        createdAt: item.created_at,
        revokedAt: item.revoked_at,
      }))
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  /** Makes this key the agent's only one: earlier keys of the same name are deleted. */
  async replace(name: string, key: string): Promise<void> {
    const hash = agentKeyHash(key);
    for (const item of await this.#scan()) {
      if (isCalled(item, name) && item.key_hash !== hash) await this.#delete(item.key_hash);
    }
    await this.add(name, key);
  }

  /** Revokes every active key with this name or id and returns how many there were. They are refused everywhere within 30 seconds. */
  async revoke(nameOrId: string): Promise<number> {
    const live = (await this.#scan()).filter(({ revoked_at }) => revoked_at === undefined);
    const chosen = live.filter(
      (item) => isCalled(item, nameOrId) || item.key_hash.slice(0, ID_LENGTH) === nameOrId.trim(),
    );
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

  async #scan() {
    const items: { key_hash: string; name: string; created_at: string; revoked_at?: string }[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page = await this.#client.send(
        new ScanCommand({ TableName: this.#table, ConsistentRead: true, ExclusiveStartKey: start }),
      );
      items.push(...((page.Items ?? []) as typeof items));
      start = page.LastEvaluatedKey;
    } while (start);
    return items;
  }
}

const isCalled = (item: { readonly name: string }, name: string): boolean =>
  trimmedName(item.name) === trimmedName(name);

/** Generates a key: 256 random bits, with a prefix that secret scanners can recognize. */
export function newAgentKey(): string {
  return `desk_${randomBytes(32).toString('base64url')}`;
}
