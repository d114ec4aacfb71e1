import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { addressIdentity } from '../core/mail/address.ts';
import type { MailName } from '../core/mail/mail.ts';
import type { Outbox } from '../core/mail/ports.ts';
import type { Delivery } from '../core/thread.ts';
import type { MailProblem } from '../core/ticket.ts';
import { addressEntry } from '../table-keys.ts';
import { asUnavailable, dynamo, rethrow } from './dynamo-client.ts';
import { mailEntry } from './mail-items.ts';
import { pastConflicts } from './past-conflicts.ts';
import { entryKey } from './ticket-item.ts';

/** The send ledger, an item a mail beside its ticket, and the marked addresses, by their hashes, in the tickets table. */
export function dynamoOutbox(table: string, client: DynamoDBDocumentClient = dynamo()): Outbox {
  /** Sets attributes of a mail's item if its state is none, or one of these. Answers whether it did. */
  async function set(
    mail: MailName,
    attributes: Record<string, unknown>,
    from: readonly Delivery['state'][],
    orNone: boolean,
  ) {
    const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
    const states = Object.fromEntries(from.map((state, index) => [`:from${index}`, state]));
    const update = new UpdateCommand({
      TableName: table,
      Key: entryKey(mail.ticketId, mailEntry(mail)),
      UpdateExpression: `SET ${given.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ConditionExpression: `${orNone ? 'attribute_not_exists(#state) OR ' : ''}#state IN (${Object.keys(states).join(', ')})`,
      ExpressionAttributeNames: Object.fromEntries(given.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
        ...states,
      },
    });
    try {
      await pastConflicts(() => client.send(update));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw asUnavailable(error);
    }
  }

  return {
    claim: (mail, at) => set(mail, { state: 'sending', at }, ['sending', 'failed'], true),
    async settle(mail, { state, at, detail }, serviceId) {
      const told = state === 'bounced' || state === 'complained';
      const from: readonly Delivery['state'][] = told ? ['sending', 'sent', 'failed', 'suppressed'] : ['sending'];
      await set(mail, { state, at, detail, ses_message_id: serviceId }, from, told);
    },
    async markOf(address) {
      const get = new GetCommand({
        TableName: table,
        Key: entryKey(hashedAddress(address), addressEntry),
        ConsistentRead: true,
      });
      const { Item } = await client.send(get).catch(rethrow);
      return Item?.kind as MailProblem | undefined;
    },
    async mark(address, kind, at) {
      const Item = { ...entryKey(hashedAddress(address), addressEntry), kind, at };
      await client.send(new PutCommand({ TableName: table, Item })).catch(rethrow);
    },
  };
}

/** No address is to be read off a key. */
const hashedAddress = (address: string): string =>
  `${addressEntry}#${createHash('sha256').update(addressIdentity(address)).digest('hex')}`;
