import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AgentReplies } from '#core/mail/agent-replies.ts';
import { agentReplyRecord, personalExpiry, personalKeys } from '#functions/table-keys.ts';
import { agentKeyHash } from './agent-key-hash.ts';
import { dynamo, throwAsUnavailable } from './dynamo-client.ts';

interface ReplyItem {
  agent_id: string;
  ticket_id: string;
  version: number;
  expires_at: string;
}

const keyOf = (token: string) => ({
  [personalKeys.partition]: agentReplyRecord.partition + agentKeyHash(token),
  [personalKeys.sort]: agentReplyRecord.entry,
});

/** The addresses by which agents reply, by the hashes of their tokens. DynamoDB deletes them some time after they have expired. */
export function dynamoAgentReplies(table: string, client: DynamoDBDocumentClient = dynamo()): AgentReplies {
  return {
    async add(token, { agentId, ticketId, version, expiresAt }) {
      const item: ReplyItem = { agent_id: agentId, ticket_id: ticketId, version, expires_at: expiresAt };
      const expiry = { [personalExpiry]: Math.ceil(Date.parse(expiresAt) / 1000) };
      const put = new PutCommand({ TableName: table, Item: { ...keyOf(token), ...item, ...expiry } });
      await client.send(put).catch(throwAsUnavailable);
    },
    async of(token) {
      const get = new GetCommand({ TableName: table, Key: keyOf(token), ConsistentRead: true });
      const { Item } = await client.send(get).catch(throwAsUnavailable);
      if (!Item) return undefined;
      const { agent_id: agentId, ticket_id: ticketId, version, expires_at: expiresAt } = Item as ReplyItem;
      return { agentId, ticketId, version, expiresAt };
    },
  };
}
