import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { addressHash } from '#core/mail/address.ts';
import type { Contact, ContactStore } from '#core/mail/contact.ts';
import { viewKeys } from '#functions/table-keys.ts';
import { asUnavailable, dynamo, throwAsUnavailable } from './dynamo-client.ts';
import { addressKey, contactKey } from './view-items.ts';

/** The customers looked at who have had one address: more than people who share one. */
const MOST_CUSTOMERS = 20;

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

  async function withAddress(hash: string): Promise<readonly Contact[]> {
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: '#view = :address',
      ExpressionAttributeNames: { '#view': viewKeys.partition },
      ExpressionAttributeValues: { ':address': addressKey(hash, '')[viewKeys.partition] },
      Limit: MOST_CUSTOMERS,
    });
    const { Items = [] } = await client.send(query).catch(throwAsUnavailable);
    const contacts = await Promise.all(Items.map((item) => of(String(item[viewKeys.sort]), true)));
    return contacts.flatMap((contact) => (contact && addressHash(contact.email) === hash ? [contact] : []));
  }

  return { of: (userId) => of(userId), withAddress, keep };
}
