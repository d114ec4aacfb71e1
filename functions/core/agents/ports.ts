import type { Agent } from './agent.ts';

/** Finds the agent a key belongs to; undefined if it is unknown or revoked. Throws `unavailable`. */
export interface AgentKeys {
  find(key: string): Promise<Agent | undefined>;
}
