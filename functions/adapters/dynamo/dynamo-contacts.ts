import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { addressHash } from '#core/mail/address.ts';
import type { Contact, ContactStore } from '#core/mail/contact.ts';
import { asUnavailable, dynamo, throwAsUnavailable } from './dynamo-client.ts';
import { addressKey, contactKey } from './view-items.ts';

/** Stores customers' contacts in the views table: each customer's latest one and, for every address, the customers who have had it. */
export function dynamoContacts(table: string, client: DynamoDBDocumentClient = dynamo()): ContactStore {
  async function of(userId: string, consistent = false): Promise<Contact | undefined> {
    const get = new GetCommand({ TableName: table, Key: contactKey(userId), ConsistentRead: consistent });
    const { Item } = await client.send(get).catch(throwAsUnavailable);
    return Item && { userId, email: Item.email, creditsPurchased: Item.credits_purchased, at: Item.at };
  }

  async function keep({ userId, email, creditsPurchased, at }: Contact): Promise<void> {
    const known = await of(userId, true);
    if (known && known.at >= at) return;
    try {
      // Written first: if the next write fails, a retry repeats both.
      if (known?.email !== email) {
        const Item = { ...addressKey(addressHash(email), userId), at };
        await client.send(new PutCommand({ TableName: table, Item }));
      }
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { ...contactKey(userId), email, credits_purchased: creditsPurchased, at },
          ConditionExpression: 'attribute_not_exists(#at) OR #at < :at',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':at': at },
        }),
      );
    } catch (error) {
      // A later contact was stored in the meantime.
      if (!(error instanceof ConditionalCheckFailedException)) throw asUnavailable(error);
    }
  }

  return { of: (userId) => of(userId), keep };
}
