import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import type { TicketChange } from '#core/views/fold.ts';

/** Returns a change record as in DynamoDB's stream, the `number`th of its shard. */
export function recordOf({ ticket, removed = false }: TicketChange, number: number): DynamoDBRecord {
  const image = marshall(toItem(ticket, 'a write', undefined), { removeUndefinedValues: true });
  return {
    eventID: String(number),
    eventName: removed ? 'REMOVE' : ticket.version === 1 ? 'INSERT' : 'MODIFY',
    eventSource: 'aws:dynamodb',
    dynamodb: {
      SequenceNumber: String(number),
      StreamViewType: 'NEW_AND_OLD_IMAGES',
      [removed ? 'OldImage' : 'NewImage']: image as Record<string, AttributeValue>,
    } as NonNullable<DynamoDBRecord['dynamodb']>,
  };
}

/** Returns the change record of a new item as in DynamoDB's stream. */
export const insertionOf = (item: object): DynamoDBRecord => ({
  eventID: '1',
  eventName: 'INSERT',
  eventSource: 'aws:dynamodb',
  dynamodb: {
    SequenceNumber: '1',
    StreamViewType: 'NEW_AND_OLD_IMAGES',
    NewImage: marshall(item, { removeUndefinedValues: true }) as Record<string, AttributeValue>,
  } as NonNullable<DynamoDBRecord['dynamodb']>,
});
