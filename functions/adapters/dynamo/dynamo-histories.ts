import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Event, Histories, History } from '#core/ticket/recompute-targets.ts';
import { ticketEntry } from '#functions/table-keys.ts';
import { dynamoCalendars } from './dynamo-calendars.ts';
import { asUnavailable } from './dynamo-client.ts';
import { conversations, type StoredConversation } from './dynamo-index.ts';
import { toEntry } from './entry-items.ts';
import { targetAttributes } from './target-attributes.ts';
import { entryKey } from './ticket-item.ts';

/** The histories of the tickets (consistent), for the command line alone. */
export function dynamoHistories(client: DynamoDBDocumentClient, table: string): Histories {
  return {
    async *all() {
      for await (const part of conversations(client, table)) yield part.flatMap(historyOf);
    },
    calendar: dynamoCalendars(client, table).calendar,
    async repair({ id, version }, targets) {
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: entryKey(id, ticketEntry),
            UpdateExpression: 'SET targets = :targets',
            ConditionExpression: 'version = :version',
            ExpressionAttributeValues: { ':targets': targetAttributes(targets), ':version': version },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw asUnavailable(error);
      }
    },
  };
}

function historyOf({ ticket, entries }: StoredConversation): History[] {
  const { targets } = ticket;
  return targets ? [{ ticket: { ...ticket, targets }, events: entries.map((item): Event => toEntry(item)) }] : [];
}
