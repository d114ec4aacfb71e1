import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AdoptedStore } from '#core/due/ports.ts';
import { dynamo, throwAsUnavailable } from './dynamo-client.ts';
import { autoCloseKey } from './view-items.ts';

interface AdoptedItem {
  /** Both absent if it is off. */
  readonly days?: number;
  readonly remind_days?: number;
  readonly since: number;
  readonly checked_at: number;
}

/** Remembers in the views table by which auto-close setting its due entries were put. */
export function dynamoAdopted(table: string, client: DynamoDBDocumentClient = dynamo()): AdoptedStore {
  return {
    async get() {
      const get = new GetCommand({ TableName: table, Key: autoCloseKey });
      const { Item } = await client.send(get).catch(throwAsUnavailable);
      if (!Item) return undefined;
      const { days, remind_days: remindDays, since, checked_at: checkedAt } = Item as AdoptedItem;
      const autoClose = days === undefined || remindDays === undefined ? undefined : { days, remindDays };
      return { autoClose, since, checkedAt };
    },
    async put({ autoClose, since, checkedAt }) {
      const setting = autoClose && { days: autoClose.days, remind_days: autoClose.remindDays };
      const put = new PutCommand({
        TableName: table,
        Item: { ...autoCloseKey, ...setting, since, checked_at: checkedAt },
      });
      await client.send(put).catch(throwAsUnavailable);
    },
  };
}
