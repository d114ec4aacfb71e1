import type { CancellationReason } from '#test/local/dynamodb/api-error.ts';
import type { ConsumedCapacity } from '#test/local/dynamodb/capacity.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { clientOf, names } from '#test/local/dynamodb-under-test.ts';

/** A response or an error as it came over the wire, with the error's short name. */
export interface Reply {
  readonly [member: string]: unknown;
  readonly error?: string;
  readonly message?: string;
  readonly CancellationReasons?: readonly CancellationReason[];
  readonly ConsumedCapacity?: ConsumedCapacity | readonly ConsumedCapacity[];
}

/** Sends one request of the API, or of another that is named, in its own JSON. Rejects if the response isn't JSON. */
export type Send = (operation: string, body: object, api?: string) => Promise<Reply>;

/** Opens a connection to a new database with the product's tables in it. */
export async function openWire(endpoint: string): Promise<Send> {
  const client = clientOf(endpoint);
  await createTables(client, names);
  const { accessKeyId } = await client.config.credentials();
  client.destroy();
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261123/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;
  return async (operation, body, api = 'DynamoDB_20120810') => {
    const headers = {
      authorization,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `${api}.${operation}`,
    };
    const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(body) });
    const { __type, Message, ...rest } = JSON.parse(await response.text(), ordered(operation));
    return __type === undefined ? rest : { error: __type.replace(/^.*#/, ''), message: Message, ...rest };
  };
}

/** Sorts what DynamoDB returns in no order: members, sets, the items of a Scan, the tables in a report. */
export function ordered(operation: string): (name: string, value: unknown) => unknown {
  const unordered = ['SS', 'ConsumedCapacity', ...(operation === 'Scan' ? ['Items'] : [])];
  return (name, value) => {
    if (Array.isArray(value)) return unordered.includes(name) ? value.toSorted(byText) : value;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).sort(byText));
  };
}

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
