import type { Agent } from '#core/agents/agent.ts';

/** An agent, with the name they had then. */
export type AgentRef = Pick<Agent, 'id' | 'name'>;

/** The author of a message or a change. An agent's name is for the other agents: customers see that the shop wrote. */
export type Author =
  | { readonly type: 'customer' }
  | { readonly type: 'agent'; readonly id: string; readonly name: string }
  | { readonly type: 'system' };

/** Returns an agent as the author of what they do now. */
export const byAgent = ({ id, name }: AgentRef): Author => ({ type: 'agent', id, name });
