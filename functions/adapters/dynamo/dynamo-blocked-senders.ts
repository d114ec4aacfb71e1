import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { BlockedSenders } from '#core/inbound/ports.ts';
import { addressHash } from '#core/mail/address.ts';
import { addressEntry, blockedEntry } from '#functions/table-keys.ts';
import { batchGet } from './batch-get.ts';
import { dynamo, throwAsUnavailable } from './dynamo-client.ts';
import { entryKey } from './ticket-item.ts';

/** Looks many addresses up at once. */
interface BlockedAmong {
  /** Returns those of at most 100 addresses that are blocked. Throws `unavailable`. */
  among(addresses: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Stores the addresses that may not write by mail in the tickets table, by their hashes. */
export function dynamoBlockedSenders(
  table: string,
  client: DynamoDBDocumentClient = dynamo(),
): BlockedSenders & BlockedAmong {
  const of = (address: string) => entryKey(`${addressEntry}#${addressHash(address)}`, blockedEntry);
  return {
    async isBlocked(address) {
      const get = new GetCommand({ TableName: table, Key: of(address), ConsistentRead: true });
      return (await client.send(get).catch(throwAsUnavailable)).Item !== undefined;
    },
    async among(addresses) {
      const keys = new Map(addresses.map((address) => [of(address).id, of(address)]));
      const found = new Set((await batchGet(client, table, [...keys.values()])).map(({ id }) => id));
      return new Set(addresses.filter((address) => found.has(of(address).id)));
    },
    async block(address, at) {
      await client.send(new PutCommand({ TableName: table, Item: { ...of(address), at } })).catch(throwAsUnavailable);
    },
    async unblock(address) {
      await client.send(new DeleteCommand({ TableName: table, Key: of(address) })).catch(throwAsUnavailable);
    },
  };
}
