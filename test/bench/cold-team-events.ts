import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { newSecret } from '#adapters/dynamo/agent-key-hash.ts';
import { dynamoTeam } from '#adapters/dynamo/dynamo-team.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { ensureAdmin, inviteAgent } from '#core/agents/change-team.ts';
import { completed, tables } from './stage.ts';

/** Returns the events of the functions that show or change the team; each that changes an agent gets one of its own. */
export function coldTeamEvents(
  client: DynamoDBDocumentClient,
  asAgent: Readonly<Record<string, string>>,
): Readonly<Record<string, () => Promise<object>>> {
  const team = dynamoTeam(tables.agents, client);
  const world = { team, clock: systemClock, newId: randomUUID, newToken: newSecret, pause: randomPause };
  const newDraft = () => ({ name: `Agent ${randomUUID()}`, role: 'agent' as const });
  const invited = async () => inviteAgent(world, newDraft(), await ensureAdmin(world, 'Benchmark'));
  const asks = (more: object = {}) => completed({ headers: asAgent, ...more });
  async function toAgent(body?: object): Promise<object> {
    const { agent } = await invited();
    return asks({ pathParameters: { agent_id: agent.id }, ...(body && { body: JSON.stringify(body) }) });
  }
  async function anInvitation(): Promise<object> {
    const { invitation } = await invited();
    const headers = { 'content-type': 'application/json' };
    return completed({ headers, body: JSON.stringify({ token: invitation.token, name: 'Browser' }) });
  }
  return {
    'get-me': async () => asks(),
    'list-agents': async () => asks(),
    'invite-agent': async () => asks({ body: JSON.stringify(newDraft()) }),
    'create-invitation': () => toAgent(),
    'change-agent': () => toAgent({ role: 'admin' }),
    'deactivate-agent': () => toAgent(),
    'accept-invitation': anInvitation,
  };
}
