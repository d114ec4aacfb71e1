import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { DESK, type SwitchedOnStore } from '#core/mail/switched-on.ts';
import { mailView, viewKeys } from '#functions/table-keys.ts';
import { asUnavailable, dynamo, throwAsUnavailable } from './dynamo-client.ts';
import { switchedOnKey, type ViewItem } from './view-items.ts';

/**
 * Stores in the views table when mail was switched on. A configuration set is created when a deploy switches mail on, under a generated name, so that
 * mail which is switched on again has new times.
 */
export function dynamoSwitchedOn(
  table: string,
  configurationSet: string,
  client: DynamoDBDocumentClient = dynamo(),
): SwitchedOnStore {
  async function stored(): Promise<Map<string, string>> {
    const { entry: prefix } = switchedOnKey(configurationSet, '');
    const items = (await allTimes(table, client)).filter(({ entry }) => entry.startsWith(prefix));
    return new Map(items.map(({ entry, at }) => [entry.slice(prefix.length), String(at)]));
  }

  async function store(name: string, at: string): Promise<void> {
    const put = new PutCommand({
      TableName: table,
      Item: { ...switchedOnKey(configurationSet, name), at },
      ConditionExpression: 'attribute_not_exists(#view)',
      ExpressionAttributeNames: { '#view': viewKeys.partition },
    });
    await client.send(put).catch((error: unknown) => {
      // Somebody else noticed first.
      if (!(error instanceof ConditionalCheckFailedException)) throw asUnavailable(error);
    });
  }

  return {
    async times(names, at) {
      const known = await stored();
      const missing = names.filter((name) => !known.has(name));
      if (missing.length === 0) return known;
      await Promise.all(missing.map((name) => store(name, at)));
      return stored();
    },
  };
}

/**
 * Returns the latest time at which a desk with this views table began to send mail, RFC 3339 UTC; undefined if it never did. For the command line, which
 * doesn't know the desk's settings.
 */
export async function mailSwitchedOn(table: string, client: DynamoDBDocumentClient): Promise<string | undefined> {
  const times = (await allTimes(table, client)).filter(({ entry }) => entry.endsWith(switchedOnKey('', DESK).entry));
  return times
    .map(({ at }) => String(at))
    .sort()
    .at(-1);
}

async function allTimes(table: string, client: DynamoDBDocumentClient): Promise<ViewItem[]> {
  const query = {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: '#view = :mail',
    ExpressionAttributeNames: { '#view': viewKeys.partition },
    ExpressionAttributeValues: { ':mail': mailView },
  };
  const pages = paginateQuery({ client }, query);
  const items = Array.fromAsync(pages, ({ Items = [] }) => Items as ViewItem[]);
  return (await items.catch(throwAsUnavailable)).flat();
}
