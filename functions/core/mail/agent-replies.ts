/** The mail that an agent can reply to: about a version of a ticket. */
export interface AgentReply {
  readonly agentId: string;
  readonly ticketId: string;
  readonly version: number;
}

/** The same, until a time: RFC 3339 UTC. */
export interface StoredAgentReply extends AgentReply {
  readonly expiresAt: string;
}

/** The addresses by which agents reply, by their tokens. Every method throws `DeskError('unavailable')` if the store doesn't respond in time. */
export interface AgentReplies {
  add(token: string, reply: StoredAgentReply): Promise<void>;
  /** Returns the mail that a token stands for; undefined if there is none, or it has expired long ago. */
  of(token: string): Promise<StoredAgentReply | undefined>;
}
