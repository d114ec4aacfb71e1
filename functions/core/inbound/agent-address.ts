import type { AgentReplies, AgentReply } from '#core/mail/agent-replies.ts';

/** Each reply address of an agent begins with it. */
const PREFIX = 'ag-';
/** 128 random bits in hexadecimal. */
const TOKEN = /^[0-9a-f]{32}$/;

const DAY_MS = 86_400_000;
/** The time for which an agent can reply to a mail. */
const LIFETIME_MS = 30 * DAY_MS;

/** The ports that an agent's reply address needs. */
export interface AgentAddressing {
  readonly agentReplies: Pick<AgentReplies, 'add'>;
  readonly newToken: () => string;
  readonly clock: { now(): number };
}

/**
 * Returns a new address by which an agent can reply to one mail, for thirty days. Unlike a customer's it isn't signed but stored: it stands for an agent, so
 * that it must end, and says what they had read. Throws `unavailable`.
 */
export async function newAgentAddress(
  { agentReplies, newToken, clock }: AgentAddressing,
  reply: AgentReply,
  domain: string,
): Promise<string> {
  const token = newToken();
  await agentReplies.add(token, { ...reply, expiresAt: new Date(clock.now() + LIFETIME_MS).toISOString() });
  return `${PREFIX}${token}@${domain}`;
}

/** The token of an agent's address; `forged` if it only looks like one, and undefined if it doesn't. Upper and lower case are the same. */
export function readAgentAddress(address: string, domain: string): string | 'forged' | undefined {
  const [local = '', ...rest] = address.toLowerCase().split('@');
  if (rest.join('@') !== domain.toLowerCase() || !local.startsWith(PREFIX)) return undefined;
  const token = local.slice(PREFIX.length);
  return TOKEN.test(token) ? token : 'forged';
}
