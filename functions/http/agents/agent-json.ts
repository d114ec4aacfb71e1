import * as z from 'zod/mini';
import { type Agent, type AgentKey, roles } from '#core/agents/agent.ts';
import { uuid } from '#http/edge/uuid.ts';

const who = {
  id: uuid(),
  name: z.string(),
  email: z.nullable(z.string()),
  role: z.enum(roles),
};

/** The agent who asks, on the wire. */
export const ownAgentJson = z.strictObject(who);

/** An agent on the wire. */
export const agentJson = z
  .strictObject({ ...who, active: z.boolean() })
  .check(z.meta({ id: 'Agent', description: 'A person who works the queue. Admins may change the team, too' }));

export type AgentJson = z.output<typeof agentJson>;

/** Maps the agent who asks to their wire names. */
export const toOwnAgentJson = ({ id, name, email, role }: Agent) => ({ id, name, email, role });

/** Maps an agent to their wire names. */
export const toAgentJson = (agent: Agent): AgentJson => ({ ...toOwnAgentJson(agent), active: agent.isActive });

export const keyJson = z.strictObject({
  id: z.string().check(z.meta({ description: "The first eight digits of the key's SHA-256" })),
  name: z.string().check(z.meta({ description: 'The device, or what else the key is for' })),
  created_at: z.string().check(z.meta({ format: 'date-time' })),
  last_used_on: z.nullable(z.string().check(z.meta({ format: 'date', description: 'In UTC; null until it is used' }))),
});

/** Maps a key to its wire names. */
export const toKeyJson = ({ id, name, createdAt, lastUsedOn }: AgentKey): z.output<typeof keyJson> => ({
  id,
  name,
  created_at: createdAt,
  last_used_on: lastUsedOn,
});
