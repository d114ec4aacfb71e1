import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Pointers } from '#core/inbound/point-to-page.ts';
import type { Senders } from '#core/inbound/ports.ts';
import { addressHash } from '#core/mail/address.ts';
import { personalKeys, senderRecord } from '#functions/table-keys.ts';
import { dynamo } from './dynamo-client.ts';
import { unlessRefused } from './unless-refused.ts';

/** Far above what is allowed in an hour; ids beyond it aren't recorded. */
const MOST = 200;
const HOUR_DIGITS = '2026-01-01T00'.length;

const keyOf = (address: string) => ({
  [personalKeys.partition]: senderRecord.partition + addressHash(address),
  [personalKeys.sort]: senderRecord.entry,
});

/**
 * Counts mails by their senders: one item for each address, with the ids of its mails in the latest hour, so that a repeated one counts once, and the day on
 * which its owner was last pointed to the website.
 */
export function dynamoSenders(table: string, client: DynamoDBDocumentClient = dynamo()): Senders & Pointers {
  return {
    async first(address, day) {
      const update = new UpdateCommand({
        TableName: table,
        Key: keyOf(address),
        UpdateExpression: 'SET pointed_on = :day',
        ConditionExpression: 'attribute_not_exists(pointed_on) OR pointed_on < :day',
        ExpressionAttributeValues: { ':day': day },
      });
      return (await unlessRefused(client.send(update))) !== undefined;
    },

    async count(address, mailId, at) {
      const hour = at.slice(0, HOUR_DIGITS);
      const add = (expression: string, condition: string, values: Readonly<Record<string, unknown>>) =>
        updated(
          new UpdateCommand({
            TableName: table,
            Key: keyOf(address),
            UpdateExpression: expression,
            ConditionExpression: condition,
            ExpressionAttributeNames: { '#hour': 'hour' },
            ExpressionAttributeValues: { ':mails': new Set([mailId]), ':hour': hour, ...values },
            ReturnValues: 'ALL_NEW',
          }),
        );
      // One that arrives late counts in the latest hour.
      const toHour = () => add('ADD mails :mails', '#hour >= :hour AND size(mails) < :most', { ':most': MOST });
      const asFirst = () =>
        add('SET mails = :mails, #hour = :hour', 'attribute_not_exists(#hour) OR #hour < :hour', {});
      // Asked again, because another mail may have become the first of the hour in the meantime.
      const mails = (await toHour()) ?? (await asFirst()) ?? (await toHour());
      return mails?.size ?? Number.POSITIVE_INFINITY;
    },
  };

  async function updated(update: UpdateCommand): Promise<ReadonlySet<string> | undefined> {
    const done = await unlessRefused(client.send(update));
    return done?.Attributes?.mails as ReadonlySet<string> | undefined;
  }
}
