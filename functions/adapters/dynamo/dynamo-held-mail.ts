import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { HeldMail, HeldMailStore, StoredHeldMail } from '#core/inbound/held-mail.ts';
import { heldMailKeys, ticketKeys } from '#functions/table-keys.ts';
import { asUnavailable, dynamo, throwAsUnavailable } from './dynamo-client.ts';
import { entryKey } from './ticket-item.ts';
import { unlessRefused } from './unless-refused.ts';

/** A held mail beside the tickets. */
export interface HeldMailItem {
  id: string;
  entry: string;
  mail_id: string;
  from: string | null;
  name: string | null;
  verified: boolean;
  automatic: HeldMail['automatic'];
  subject: string;
  text: string;
  quoted: string;
  remarks: readonly string[];
  reason: HeldMail['reason'];
  ticket_id: string | null;
  /** Absent unless it was sent to an agent's reply address. */
  reply?: { agent_id: string; version: number } | undefined;
  received_at: string;
  expires_at: string;
  /** The ticket that an agent accepted it for; absent until then. */
  accepted_for?: string | undefined;
  /** True once it is on that ticket. */
  done?: boolean | undefined;
  /** True once it is being deleted. */
  condemned?: boolean | undefined;
}

const keyOf = (id: string) => entryKey(heldMailKeys.partition, heldMailKeys.entry + id);

/** Stores held mail in one partition of the tickets table, by the time of receipt. */
export function dynamoHeldMail(table: string, client: DynamoDBDocumentClient = dynamo()): HeldMailStore {
  /** Changes a mail, unless it is gone or has an attribute. */
  const update = (id: string, expression: string, value: unknown, unless?: 'accepted_for' | 'condemned') =>
    unlessRefused(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: keyOf(id),
          UpdateExpression: expression,
          ConditionExpression: `attribute_exists(#id)${unless ? ` AND attribute_not_exists(${unless})` : ''}`,
          ExpressionAttributeNames: { '#id': ticketKeys.partition },
          ExpressionAttributeValues: { ':value': value },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );

  return {
    async add(mail) {
      const put = new PutCommand({
        TableName: table,
        Item: toItem(mail),
        ConditionExpression: 'attribute_not_exists(#id)',
        ExpressionAttributeNames: { '#id': ticketKeys.partition },
      });
      await unlessRefused(client.send(put));
    },

    async get(id) {
      const get = new GetCommand({ TableName: table, Key: keyOf(id), ConsistentRead: true });
      const { Item } = await client.send(get).catch(throwAsUnavailable);
      return Item && toHeldMail(Item as HeldMailItem);
    },

    async page(limit, after) {
      const query = {
        TableName: table,
        ConsistentRead: true,
        ScanIndexForward: false,
        KeyConditionExpression: `#id = :held${after === undefined ? '' : ' AND #entry < :after'}`,
        FilterExpression: 'attribute_not_exists(done)',
        ExpressionAttributeNames: {
          '#id': ticketKeys.partition,
          ...(after !== undefined && { '#entry': ticketKeys.sort }),
        },
        ExpressionAttributeValues: {
          ':held': heldMailKeys.partition,
          ...(after !== undefined && { ':after': heldMailKeys.entry + after }),
        },
      };
      const mails: HeldMail[] = [];
      try {
        for await (const { Items = [] } of paginateQuery({ client }, query)) {
          mails.push(...(Items as HeldMailItem[]).map(toHeldMail));
          if (mails.length > limit) break;
        }
      } catch (error) {
        throw asUnavailable(error);
      }
      return { mails: mails.slice(0, limit), more: mails.length > limit };
    },

    async claim(id, ticketId) {
      const set = 'SET accepted_for = if_not_exists(accepted_for, :value)';
      const claimed = await update(id, set, ticketId, 'condemned');
      return claimed?.Attributes?.accepted_for as string | undefined;
    },

    async done(id) {
      await update(id, 'SET done = :value', true);
    },

    async condemn(id) {
      return (await update(id, 'SET condemned = :value', true, 'accepted_for')) !== undefined;
    },

    async remove(id) {
      await client.send(new DeleteCommand({ TableName: table, Key: keyOf(id) })).catch(throwAsUnavailable);
    },
  };
}

const toItem = ({
  id,
  mailId,
  isVerified,
  ticketId,
  reply,
  receivedAt,
  expiresAt,
  ...mail
}: HeldMail): HeldMailItem => ({
  ...(keyOf(id) as { id: string; entry: string }),
  ...mail,
  mail_id: mailId,
  verified: isVerified,
  ticket_id: ticketId,
  ...(reply && { reply: { agent_id: reply.agentId, version: reply.version } }),
  received_at: receivedAt,
  expires_at: expiresAt,
});

const toHeldMail = (item: HeldMailItem): StoredHeldMail => ({
  id: item.entry.slice(heldMailKeys.entry.length),
  mailId: item.mail_id,
  from: item.from,
  name: item.name,
  isVerified: item.verified,
  automatic: item.automatic,
  subject: item.subject,
  text: item.text,
  quoted: item.quoted,
  remarks: item.remarks,
  reason: item.reason,
  ticketId: item.ticket_id,
  ...(item.reply && { reply: { agentId: item.reply.agent_id, version: item.reply.version } }),
  receivedAt: item.received_at,
  expiresAt: item.expires_at,
  acceptedFor: item.accepted_for ?? null,
});
