import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { addressHash } from '#core/mail/address.ts';
import type { MailName } from '#core/mail/mail.ts';
import type { MailLedger } from '#core/mail/ports.ts';
import type { MailProblem } from '#core/ticket/ticket.ts';
import { addressEntry, besideTicket, ticketKeys } from '#functions/table-keys.ts';
import { asUnavailable, dynamo, throwAsUnavailable } from './dynamo-client.ts';
import { mailsEntry } from './entry-items.ts';
import { deliveries, ENDED, type MailItem, mailEntry, toMailName } from './mail-items.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { setDifference } from './set-difference.ts';
import { entryKey } from './ticket-item.ts';

type Values = Readonly<Record<string, string>>;
type Attributes = Readonly<Partial<Record<keyof MailItem, string | undefined>>>;

/** The attributes a mail's item may have: its delivery state, the attempt in progress, and what was reported about it later. */
const told = { state: '', at: '', detail: '' };
const leased = { lease: '', lease_until: '' };
const anyAttributes = { ...told, ...leased, remark: '', ses_message_id: '' };

/** A recipient's spam complaint is final, for the mail and for their address. */
const FINAL = 'complained';

/** Stores the send ledger, one item per mail beside its ticket, and the marked addresses, by their hashes, in the tickets table. */
export function dynamoMailLedger(table: string, client: DynamoDBDocumentClient = dynamo()): MailLedger {
  /** Replaces the attributes in `before` of a mail's item by these, if `condition` is met. Returns whether it was. */
  async function replace(
    mail: MailName,
    condition: string,
    values: Values,
    attributes: Attributes,
    before: Attributes = anyAttributes,
  ): Promise<boolean> {
    const { ExpressionAttributeNames, ExpressionAttributeValues, ...change } = setDifference(before, attributes);
    const update = new UpdateCommand({
      TableName: table,
      Key: entryKey(mail.ticketId, mailEntry(mail)),
      ...change,
      ConditionExpression: condition,
      ExpressionAttributeNames,
      ExpressionAttributeValues: { ...ExpressionAttributeValues, ...values },
    });
    try {
      await retryOnConflict(() => client.send(update));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw asUnavailable(error);
    }
  }

  return {
    async claim(mail, { id, until }, at) {
      const sending = { state: 'sending', at, lease: id, lease_until: until } as const;
      // Or already ours: an earlier attempt of this very request succeeded, but its response was lost.
      const free = 'attribute_not_exists(#state) OR #state = :queued OR (#state = :state AND #lease = :lease)';
      if (await replace(mail, free, { ':queued': 'queued' }, sending)) return true;
      // The lease stays: if that attempt finishes after all, it knows the outcome best.
      const expired = '#state = :sending AND lease_until < :at';
      await replace(mail, expired, { ':sending': 'sending' }, { state: 'unknown', at, detail: ENDED }, told);
      return false;
    },
    async settle(mail, { id }, delivery, serviceId) {
      const ours = '#lease = :ours AND #state IN (:sending, :unknown)';
      const values = { ':ours': id, ':sending': 'sending', ':unknown': 'unknown' };
      await replace(mail, ours, values, { ...delivery, ses_message_id: serviceId }, { ...told, ...leased });
    },
    async report(mail, delivery) {
      const isNew = 'attribute_not_exists(#state) OR NOT #state IN (:state, :final)';
      await replace(mail, isNew, { ':final': FINAL }, delivery, told);
    },
    async remark(mail, remark) {
      // Not for a mail unknown to this desk: its ticket was removed.
      await replace(mail, 'attribute_exists(id)', {}, { remark }, { remark: '' });
    },
    async latest(about) {
      const query = new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: '#id = :id AND begins_with(#entry, :mails)',
        ExpressionAttributeNames: { '#id': ticketKeys.partition, '#entry': ticketKeys.sort },
        ExpressionAttributeValues: { ':id': about.ticketId, ':mails': mailsEntry(about.version) },
      });
      const { Items = [] } = await client.send(query).catch(throwAsUnavailable);
      return deliveries(Items as MailItem[], new Date().toISOString())(about);
    },
    async named(ticketId, serviceId) {
      const query = {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: '#id = :id AND begins_with(#entry, :mails)',
        FilterExpression: 'ses_message_id = :service',
        ExpressionAttributeNames: { '#id': ticketKeys.partition, '#entry': ticketKeys.sort },
        ExpressionAttributeValues: { ':id': ticketId, ':mails': besideTicket.mail, ':service': serviceId },
      };
      const pages = paginateQuery({ client }, query);
      const found = await Array.fromAsync(pages, ({ Items = [] }) => Items as MailItem[]).catch(throwAsUnavailable);
      const [item] = found.flat();
      return item && toMailName(item);
    },
    async markOf(address) {
      const get = new GetCommand({ TableName: table, Key: addressKey(address), ConsistentRead: true });
      const { Item } = await client.send(get).catch(throwAsUnavailable);
      return Item?.kind as MailProblem | undefined;
    },
    async mark(address, kind, at) {
      const put = new PutCommand({
        TableName: table,
        Item: { ...addressKey(address), kind, at },
        ConditionExpression: 'attribute_not_exists(kind) OR kind <> :final',
        ExpressionAttributeValues: { ':final': FINAL },
      });
      try {
        await client.send(put);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw asUnavailable(error);
      }
    },
    async unmark(address) {
      await client.send(new DeleteCommand({ TableName: table, Key: addressKey(address) })).catch(throwAsUnavailable);
    },
  };
}

/** The key hides the address. */
const addressKey = (address: string) => entryKey(`${addressEntry}#${addressHash(address)}`, addressEntry);
