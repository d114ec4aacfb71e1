import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Recorded, Replies, ThreadStore } from '../core/ports.ts';
import { inOrder, type Thread } from '../core/thread.ts';
import { besideTicket, ticketEntry, ticketKeys } from '../table-keys.ts';
import { dynamo, rethrow } from './dynamo-client.ts';
import {
  type EventItem,
  eventEntry,
  type MessageItem,
  messageEntry,
  toEntries,
  toEvent,
  toMessage,
} from './thread-items.ts';
import { entryKey, type TicketItem, toTicket } from './ticket-item.ts';

/** What stands beside a ticket under its partition key. One Query reads it all, latest first: at most 1 MB at once. */
export function dynamoThreadStore(table: string, client: DynamoDBDocumentClient = dynamo()): ThreadStore {
  const get = async (id: string, entry: string) =>
    (await client.send(new GetCommand({ TableName: table, Key: entryKey(id, entry), ConsistentRead: true }))).Item;
  const query = (id: string, condition: string, values: Record<string, string>, more: object = {}) =>
    client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        ScanIndexForward: false,
        KeyConditionExpression: `#id = :id${condition}`,
        ExpressionAttributeNames: { '#id': ticketKeys.partition, ...(condition && { '#entry': ticketKeys.sort }) },
        ExpressionAttributeValues: { ':id': id, ...values },
        ...more,
      }),
    );

  async function thread(id: string, before?: string): Promise<Thread | undefined> {
    const part = before === undefined ? query(id, '', {}) : query(id, ' AND #entry < :before', { ':before': before });
    const [{ Items = [], LastEvaluatedKey }, own] = await Promise.all([part, before && get(id, ticketEntry)]);
    const items = Items as (TicketItem | MessageItem | EventItem)[];
    const ticket = own || items.find(({ entry }) => entry === ticketEntry);
    if (!ticket) return undefined;
    const { entries, confirmation } = toEntries(items);
    const earlier = LastEvaluatedKey?.[ticketKeys.sort];
    return { ticket: toTicket(ticket as TicketItem), entries: inOrder(entries), confirmation, earlier };
  }

  /** Reads on past notes until the page is full: how many there are must not show. */
  async function replies(id: string, limit: number, before?: string): Promise<Replies> {
    const found: MessageItem[] = [];
    const first = besideTicket.message;
    let last = before === undefined ? `${first}~` : messageEntry(before);
    for (;;) {
      const { Items = [], LastEvaluatedKey } = await query(
        id,
        ' AND #entry BETWEEN :first AND :last',
        { ':first': first, ':last': last, ':reply': 'reply' },
        { FilterExpression: 'kind = :reply' },
      );
      found.push(...(Items as MessageItem[]).filter(({ entry }) => entry !== (before && messageEntry(before))));
      if (found.length > limit || !LastEvaluatedKey) break;
      last = LastEvaluatedKey[ticketKeys.sort];
    }
    return { messages: found.slice(0, limit).reverse().map(toMessage), more: found.length > limit };
  }

  async function recorded(id: string, op: string): Promise<Recorded | undefined> {
    const event = (await get(id, eventEntry(op))) as EventItem | undefined;
    if (!event) return undefined;
    const message = event.message_id && ((await get(id, messageEntry(event.message_id))) as MessageItem | undefined);
    return { event: toEvent(event), message: message ? toMessage(message) : undefined };
  }

  return {
    thread: (...of) => thread(...of).catch(rethrow),
    replies: (...of) => replies(...of).catch(rethrow),
    recorded: (...of) => recorded(...of).catch(rethrow),
  };
}
