import type { Agent, AgentKey } from '#core/agents/agent.ts';
import type { MeJson } from '#http/agents/get-me.ts';

/** The agent who is signed in. */
export type OwnAgent = Pick<Agent, 'id' | 'name' | 'email' | 'role'>;

/** The agent of a key, and what holds for everything they do with it. */
export interface Me {
  readonly agent: OwnAgent;
  readonly key: Pick<AgentKey, 'id' | 'name'>;
  /** The sender of mail to customers; null if none is sent. */
  readonly mailSender: string | null;
  /** The domain at which the desk receives mail; null if it receives none. */
  readonly inboundDomain: string | null;
}

/** Reads who is signed in; throws a `TypeError` if nobody is. */
export function readMe({ agent, key, mail }: MeJson): Me {
  if (typeof agent.id !== 'string') throw new TypeError('Not an agent');
  return { agent, key, mailSender: mail.sender, inboundDomain: mail.inbound_domain };
}
