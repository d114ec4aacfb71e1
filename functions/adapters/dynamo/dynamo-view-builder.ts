import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  paginateQuery,
  paginateScan,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type Contact, contactOf, latestContacts } from '#core/mail/contact.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { nextGeneration } from '#core/views/generation.ts';
import type { ViewBuilder } from '#core/views/ports.ts';
import { ticketEntry, ticketKeys, viewKeys } from '#functions/table-keys.ts';
import { asUnavailable } from './dynamo-client.ts';
import { dynamoContacts } from './dynamo-contacts.ts';
import { dynamoViewStore } from './dynamo-view-store.ts';
import { toTicket } from './ticket-item.ts';
import { isTicket } from './ticket-record.ts';
import { entryContact } from './view-change.ts';
import { stateKey, viewOfCounters } from './view-items.ts';

/** The view store, with rebuilding. For the command line alone; no function of the desk may rebuild. */
export function dynamoViewBuilder(table: string, client: DynamoDBDocumentClient): ViewBuilder {
  const views = dynamoViewStore(table, client);
  return {
    ...views,
    async begin() {
      const state = await views.state({ consistent: true });
      const building = nextGeneration(state);
      const abandoned = state.building;
      const begun = await changeState(client, table, {
        UpdateExpression: 'SET building = :building',
        ConditionExpression: abandoned === undefined ? 'attribute_not_exists(building)' : 'building = :abandoned',
        ExpressionAttributeValues: { ':building': building, ...(abandoned && { ':abandoned': abandoned }) },
      });
      if (!begun) throw new Error('Another rebuild of the views began at the same moment. Try again.');
      if (abandoned !== undefined) await forget(client, table, abandoned);
      return building;
    },
    async finish(generation, changedAt) {
      const { generation: last, previous } = await views.state({ consistent: true });
      const served = await changeState(client, table, {
        UpdateExpression:
          'SET generation = :generation, previous = :last, changed_at = :now ADD revision :one REMOVE building',
        ConditionExpression: 'building = :generation',
        ExpressionAttributeValues: { ':generation': generation, ':last': last, ':now': changedAt, ':one': 1 },
      });
      // The latest generation is kept: a request in progress may be reading it.
      if (served && previous !== undefined) await forget(client, table, previous);
      return served;
    },
  };
}

type Update = Omit<ConstructorParameters<typeof UpdateCommand>[0], 'TableName' | 'Key'>;

async function changeState(client: DynamoDBDocumentClient, table: string, update: Update): Promise<boolean> {
  try {
    await client.send(new UpdateCommand({ TableName: table, Key: stateKey, ...update }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw asUnavailable(error);
  }
}

/** Deletes a generation's counters. */
async function forget(client: DynamoDBDocumentClient, table: string, generation: number): Promise<void> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      KeyConditionExpression: '#view = :view',
      ExpressionAttributeNames: { '#view': viewKeys.partition },
      ExpressionAttributeValues: { ':view': viewOfCounters(generation) },
    },
  );
  for await (const { Items = [] } of pages) {
    for (const { view, entry } of Items) {
      await client.send(new DeleteCommand({ TableName: table, Key: { view, entry } }));
    }
  }
}

/** Stores every customer's latest contact from tickets and replies, while traffic goes on. */
export async function rebuildContacts(client: DynamoDBDocumentClient, tickets: string, views: string): Promise<void> {
  const contacts = dynamoContacts(views, client);
  for await (const page of scanContacts(client, tickets)) {
    for (const contact of latestContacts(page)) await contacts.keep(contact);
  }
}

/** Yields customers' contacts from tickets and their replies (consistent), in pages. */
async function* scanContacts(client: DynamoDBDocumentClient, table: string): AsyncGenerator<Contact[]> {
  const scan = { TableName: table, ConsistentRead: true, FilterExpression: 'attribute_exists(user_email)' };
  for await (const { Items = [] } of paginateScan({ client }, scan)) {
    yield Items.flatMap((item) => (isTicket(item) ? contactOf(toTicket(item)) : (entryContact(item) ?? [])));
  }
}

/**
 * Yields all tickets as they are (consistent), in pages; the next page is read while this one is processed. Calls `leftOut` with the id of every item
 * in a ticket's place that isn't a valid ticket.
 */
export async function* scanTickets(
  client: DynamoDBDocumentClient,
  table: string,
  leftOut: (id: string) => void = () => {},
): AsyncGenerator<Ticket[]> {
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      FilterExpression: '#entry = :ticket',
      ExpressionAttributeNames: { '#entry': ticketKeys.sort },
      ExpressionAttributeValues: { ':ticket': ticketEntry },
    },
  );
  let next = pages.next();
  for (let page = await next; !page.done; page = await next) {
    next = pages.next();
    // Handled by the loop, or dropped if the caller stops.
    next.catch(() => undefined);
    const { Items = [] } = page.value;
    for (const item of Items) if (!isTicket(item)) leftOut(String(item[ticketKeys.partition]));
    yield Items.filter(isTicket).map(toTicket);
  }
}
