import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Agent, Role } from '#core/agents/agent.ts';
import type { InvitationStore, TeamStore } from '#core/agents/ports.ts';
import { noTeam, type Team } from '#core/agents/team.ts';
import { agentKeys, agentRecords } from '#functions/table-keys.ts';
import { agentKeyHash } from './agent-key-hash.ts';
import { asUnavailable, dynamo, throwAsUnavailable } from './dynamo-client.ts';
import { cancellationCodes } from './retry-on-conflict.ts';
import { writeTransaction } from './write-transaction.ts';

/** All agents in one item, so that whoever changes it sees them all: the last admin can't be lost to two requests at once. */
interface TeamItem {
  version: number;
  agents: readonly {
    id: string;
    name: string;
    email: string | null;
    role: Role;
    active: boolean;
    created_at: string | null;
  }[];
}

const keyOf = (partition: string) => ({ [agentKeys.partition]: partition });

/** The key of the team's item. */
export const teamKey = keyOf(agentRecords.team);

const invitationKey = (token: string) => keyOf(agentRecords.invitation + agentKeyHash(token));

/** The team and its invitations, in the table of agents' keys. */
export function dynamoTeam(table: string, client: DynamoDBDocumentClient = dynamo()): TeamStore & InvitationStore {
  return {
    async get() {
      const get = new GetCommand({ TableName: table, Key: teamKey, ConsistentRead: true });
      const { Item } = await client.send(get).catch(throwAsUnavailable);
      return toTeam(Item);
    },

    async put(before, { agents }, invitation) {
      if (agents === before.agents && !invitation) return true;
      const version = before.version + 1;
      const put = {
        TableName: table,
        Item: { ...teamKey, version, agents: agents.map(toItem) },
        ConditionExpression: before.version === 0 ? 'attribute_not_exists(version)' : 'version = :before',
        ...(before.version > 0 && { ExpressionAttributeValues: { ':before': before.version } }),
      };
      const invite = invitation && {
        TableName: table,
        Item: {
          ...invitationKey(invitation.token),
          agent_id: invitation.agentId,
          expires_at: invitation.expiresAt,
        },
      };
      return done(() => writeTransaction(client, [{ Put: put }, ...(invite ? [{ Put: invite }] : [])]));
    },

    async accept(token, { key, name }, at) {
      const get = new GetCommand({ TableName: table, Key: invitationKey(token), ConsistentRead: true });
      const [{ Item }, { agents }] = await Promise.all([client.send(get).catch(throwAsUnavailable), this.get()]);
      if (!Item || !agents.some(({ id, isActive }) => id === Item.agent_id && isActive)) return false;
      const remove = {
        TableName: table,
        Key: invitationKey(token),
        ConditionExpression: 'agent_id = :agent AND expires_at > :at',
        ExpressionAttributeValues: { ':agent': Item.agent_id, ':at': at },
      };
      const put = {
        TableName: table,
        Item: { ...keyOf(agentKeyHash(key)), name, agent_id: Item.agent_id, created_at: at },
        ConditionExpression: `attribute_not_exists(${agentKeys.partition})`,
      };
      return done(() => writeTransaction(client, [{ Delete: remove }, { Put: put }]));
    },
  };
}

/** Returns true if the write was done, and false if its condition failed. */
async function done(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    const failed = error instanceof ConditionalCheckFailedException;
    if (failed || cancellationCodes(error).includes('ConditionalCheckFailed')) return false;
    throw asUnavailable(error);
  }
}

const toItem = ({ isActive, createdAt, ...agent }: Agent): TeamItem['agents'][number] => ({
  ...agent,
  active: isActive,
  created_at: createdAt,
});

/** Reads the team's item; without one there is no team. */
export function toTeam(item: Readonly<Record<string, unknown>> | undefined): Team {
  if (!item) return noTeam;
  const { version, agents } = item as unknown as TeamItem;
  return {
    version,
    agents: agents.map(({ active, created_at, ...agent }) => ({ ...agent, isActive: active, createdAt: created_at })),
  };
}
