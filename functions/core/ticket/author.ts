import type { Agent } from '#core/agents/agent.ts';

/** The author of a message or a change. An agent's name is for the other agents: customers see that the shop wrote. */
export type Author =
  | { readonly type: 'customer' }
  | { readonly type: 'agent'; readonly id: string; readonly name: string }
  | { readonly type: 'system' };

/** Returns an agent as the author of what they do now. */
export const byAgent = ({ id, name }: Pick<Agent, 'id' | 'name'>): Author => ({ type: 'agent', id, name });
