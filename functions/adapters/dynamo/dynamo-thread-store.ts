import { type DynamoDBDocumentClient, GetCommand, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Entry, isMessage, type Message } from '#core/ticket/entry.ts';
import { isOlder } from '#core/ticket/merged-messages.ts';
import type { Recorded, Replies, ThreadStore } from '#core/ticket/ports.ts';
import type { Thread, ThreadEntry } from '#core/ticket/thread.ts';
import type { Position } from '#core/ticket/ticket.ts';
import { besideTicket, ticketEntry, ticketKeys } from '#functions/table-keys.ts';
import { asUnavailable, dynamo, throwAsUnavailable } from './dynamo-client.ts';
import {
  type EntryItem,
  mailsEntry,
  type OperationItem,
  operationEntry,
  toEntry,
  versionEntry,
} from './entry-items.ts';
import { deliveries, type MailItem } from './mail-items.ts';
import { entryKey, type TicketItem, toTicket } from './ticket-item.ts';

/** Above every version: versions have nine digits in a sort key. */
const NEVER = 1_000_000_000;

/** Sorts after every key with the same prefix: no key has a character above it. */
const LAST = '~';

const hasFile =
  (fileId: string) =>
  ({ attachments = [] }: Entry): boolean =>
    attachments.some(({ id }) => id === fileId);

/** Reads the items beside a ticket under its partition key: one entry per version, in order, and the mails that each caused. */
export function dynamoThreadStore(table: string, client: DynamoDBDocumentClient = dynamo()): ThreadStore {
  const get = async (id: string, entry: string) =>
    (await client.send(new GetCommand({ TableName: table, Key: entryKey(id, entry), ConsistentRead: true }))).Item;

  const between = (id: string, first: string, last: string, values: Record<string, string> = {}) => ({
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: '#id = :id AND #entry BETWEEN :first AND :last',
    ExpressionAttributeNames: { '#id': ticketKeys.partition, '#entry': ticketKeys.sort },
    ExpressionAttributeValues: { ':id': id, ':first': first, ':last': last, ...values },
  });

  /** Returns the entries before a version, latest first: as many as fit into one response of DynamoDB (1 MB). */
  async function latestEntries(id: string, before: number) {
    const query = between(id, besideTicket.entry, versionEntry(before - 1));
    const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand({ ...query, ScanIndexForward: false }));
    return { entries: (Items as EntryItem[]).map(toEntry), complete: LastEvaluatedKey === undefined };
  }

  async function mailsBefore(id: string, before: number): Promise<MailItem[]> {
    const pages = paginateQuery({ client }, between(id, besideTicket.mail, mailsEntry(before - 1) + LAST));
    return (await Array.fromAsync(pages, ({ Items = [] }) => Items as MailItem[])).flat();
  }

  async function thread(id: string, before = NEVER): Promise<Thread | undefined> {
    const ticket = (await get(id, ticketEntry)) as TicketItem | undefined;
    if (!ticket) return undefined;
    // Read after the ticket, and only up to its version: whoever reads a version has read everything that led to it.
    const end = Math.min(before, ticket.version + 1);
    const [{ entries, complete }, mails] = await Promise.all([latestEntries(id, end), mailsBefore(id, end)]);
    const deliveryOf = deliveries(mails, new Date().toISOString());
    const withDelivery = (entry: Entry): ThreadEntry => ({
      ...entry,
      ...(entry.kind === 'reply' && { delivery: deliveryOf({ kind: 'reply', version: entry.version }) }),
    });
    return {
      ticket: toTicket(ticket),
      entries: entries.reverse().map(withDelivery),
      confirmation: deliveryOf({ kind: 'confirmation', version: 1 }),
      earlier: complete ? undefined : entries[0]?.version,
    };
  }

  async function* since(id: string, version: number): AsyncGenerator<readonly Entry[]> {
    try {
      const query = between(id, versionEntry(version + 1), `${besideTicket.entry}${LAST}`);
      for await (const { Items = [] } of paginateQuery({ client }, query)) yield (Items as EntryItem[]).map(toEntry);
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  /** Reads on past what customers may not see until the page is full: the amount of it must not show. */
  async function replies(id: string, limit: number, before: Position | undefined): Promise<Replies> {
    const found: Message[] = [];
    const query = between(id, besideTicket.entry, `${besideTicket.entry}${LAST}`, {
      ':reply': 'reply',
      ...(before && { ':before': before.createdAt }),
    });
    const pages = paginateQuery(
      { client },
      {
        ...query,
        ScanIndexForward: false,
        FilterExpression: `kind = :reply${before ? ' AND created_at <= :before' : ''}`,
      },
    );
    for await (const { Items = [] } of pages) {
      const messages = (Items as EntryItem[]).map(toEntry).filter(isMessage);
      found.push(...messages.filter((message) => !before || isOlder(message, before)));
      if (found.length > limit) break;
    }
    return { messages: found.slice(0, limit).reverse(), more: found.length > limit };
  }

  async function find(id: string, messageId: string): Promise<Entry | undefined> {
    const query = between(id, besideTicket.entry, `${besideTicket.entry}${LAST}`, { ':message': messageId });
    for await (const { Items = [] } of paginateQuery(
      { client },
      { ...query, FilterExpression: 'entry_id = :message' },
    )) {
      const found = (Items as EntryItem[]).map(toEntry).find(({ body }) => body !== undefined);
      if (found) return found;
    }
    return undefined;
  }

  async function withFile(id: string, fileId: string): Promise<Entry | undefined> {
    const query = between(id, besideTicket.entry, `${besideTicket.entry}${LAST}`);
    for await (const { Items = [] } of paginateQuery(
      { client },
      { ...query, FilterExpression: 'attribute_exists(attachments)' },
    )) {
      const found = (Items as EntryItem[]).map(toEntry).find(hasFile(fileId));
      if (found) return found;
    }
    return undefined;
  }

  async function entry(id: string, version: number): Promise<Entry | undefined> {
    const item = (await get(id, versionEntry(version))) as EntryItem | undefined;
    return item && toEntry(item);
  }

  async function recorded(id: string, operation: string): Promise<Recorded | undefined> {
    const done = (await get(id, operationEntry({ id: operation }))) as OperationItem | undefined;
    if (!done) return undefined;
    const ticketId = done.ticket ?? id;
    const made = await entry(ticketId, done.version);
    return made && { ticketId, entry: made, contentHash: done.content_hash };
  }

  return {
    thread: (...of) => thread(...of).catch(throwAsUnavailable),
    since,
    find: (...of) => find(...of).catch(throwAsUnavailable),
    withFile: (...of) => withFile(...of).catch(throwAsUnavailable),
    entry: (...of) => entry(...of).catch(throwAsUnavailable),
    replies: (id, limit, before) => replies(id, limit, before).catch(throwAsUnavailable),
    recorded: (...of) => recorded(...of).catch(throwAsUnavailable),
  };
}
