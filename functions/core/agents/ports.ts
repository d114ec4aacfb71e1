import type { Agent } from './agent.ts';

/** Finds whose key it is; undefined for an unknown or revoked one. Throws `unavailable`. */
export interface AgentKeys {
  find(key: string): Promise<Agent | undefined>;
}
