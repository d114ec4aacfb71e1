import type { Agent, AgentKey } from './agent.ts';
import type { Invitation } from './invitation.ts';
import type { Team } from './team.ts';

/** An agent with the key that they sign in with. */
export interface KeyHolder {
  readonly agent: Agent;
  readonly key: AgentKey;
  /** The team as it was when the key was looked up. */
  readonly team: Team;
}

/** Finds whose key it is; undefined for an unknown or revoked key, and for one of an agent who isn't active. Throws `unavailable`. */
export interface AgentKeys {
  find(key: string): Promise<KeyHolder | undefined>;
}

/** Reads and writes the team. Throws `unavailable`. */
export interface TeamStore {
  get(): Promise<Team>;
  /**
   * Replaces the team if it is still the one that was read, with an invitation if there is one. Returns false if somebody else has changed
   * it since.
   */
  put(before: Team, after: Team, invitation?: Invitation): Promise<boolean>;
}

/** Exchanges invitations for keys. Throws `unavailable`. */
export interface InvitationStore {
  /** Uses up an invitation and stores the hash of a key for its agent. Returns false if it is unknown, used or expired, or the agent isn't active. */
  accept(token: string, key: { readonly key: string; readonly name: string }, at: string): Promise<boolean>;
}
