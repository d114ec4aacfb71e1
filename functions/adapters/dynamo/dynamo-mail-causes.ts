import { type DynamoDBDocumentClient, GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { causesMail } from '#core/mail/new-item.ts';
import type { MailCauses } from '#core/mail/rebuild-due-mail.ts';
import type { NewItem } from '#core/ticket/new-item.ts';
import { besideTicket, ticketEntry, ticketKeys } from '#functions/table-keys.ts';
import { asUnavailable, throwAsUnavailable } from './dynamo-client.ts';
import { versionEntry } from './entry-items.ts';
import { toNewItem } from './new-item-record.ts';
import { entryKey } from './ticket-item.ts';

/** Reads what causes mail from the whole tickets table (consistent). For the command line alone. */
export function dynamoMailCauses(client: DynamoDBDocumentClient, table: string): MailCauses {
  return {
    async *after(time) {
      const scan = {
        TableName: table,
        ConsistentRead: true,
        FilterExpression: 'created_at > :time AND (#entry = :ticket OR begins_with(#entry, :entries))',
        ExpressionAttributeNames: { '#entry': ticketKeys.sort },
        ExpressionAttributeValues: { ':time': time, ':ticket': ticketEntry, ':entries': besideTicket.entry },
      };
      try {
        for await (const { Items = [] } of paginateScan({ client }, scan)) yield Items.flatMap(readable);
      } catch (error) {
        throw asUnavailable(error);
      }
    },
    async at(ticketId, version) {
      const Key = entryKey(ticketId, version === 1 ? ticketEntry : versionEntry(version));
      const get = new GetCommand({ TableName: table, Key, ConsistentRead: true });
      const { Item } = await client.send(get).catch(throwAsUnavailable);
      return Item && readable(Item)[0];
    },
  };
}

/** Returns nothing for an item that can't be read: the rebuild of the views reports it. */
function readable(item: Readonly<Record<string, unknown>>): NewItem[] {
  try {
    return [toNewItem(item)].filter(causesMail);
  } catch {
    return [];
  }
}
