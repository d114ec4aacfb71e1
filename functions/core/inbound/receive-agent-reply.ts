import type { Agent } from '#core/agents/agent.ts';
import type { TeamStore } from '#core/agents/ports.ts';
import type { Team } from '#core/agents/team.ts';
import { addressHash } from '#core/mail/address.ts';
import type { AgentReplies, AgentReply, StoredAgentReply } from '#core/mail/agent-replies.ts';
import { assignedByReply, foundWith } from '#core/ticket/assignee.ts';
import { byAgent } from '#core/ticket/author.ts';
import { type Change, type ChangeWorld, type Conditions, changeTicket } from '#core/ticket/change-ticket.ts';
import { newerThan } from '#core/ticket/merged-messages.ts';
import { withMessage } from '#core/ticket/message.ts';
import type { Operation, ThreadStore } from '#core/ticket/ports.ts';
import { movedTo } from '#core/ticket/ticket-status.ts';
import { hasUnseen } from '#core/ticket/unseen.ts';
import { type AgentReplyText, readAgentReply } from './agent-reply.ts';
import type { ByMail, UnsentReason } from './by-mail.ts';
import type { HeldReason } from './held-mail.ts';
import type { IncomingMail, MailFile } from './incoming-mail.ts';
import { inReplyTo, keepUnsent } from './keep-unsent.ts';

/** The ports that agents' replies by mail need. */
export interface AgentReplyWorld extends ChangeWorld {
  readonly threads: Pick<ThreadStore, 'recorded' | 'since' | 'entry'>;
  readonly agentReplies: Pick<AgentReplies, 'of'>;
  readonly team: Pick<TeamStore, 'get'>;
  /** True if whoever replies gets an unassigned ticket; undefined for the default. */
  readonly assignOnReply: boolean | undefined;
}

/** An agent whose address a mail was sent to, who is proven to be its sender. */
export interface Replying {
  readonly agent: Agent;
  readonly team: Team;
}

/** Returns the agent who sent a mail to their address, or the reason why it isn't certain that they did. Throws `unavailable`. */
export async function senderOf(
  { team: store }: Pick<AgentReplyWorld, 'team'>,
  { agentId }: AgentReply,
  { from }: Pick<IncomingMail, 'from'>,
  isVerified: boolean,
): Promise<Replying | HeldReason> {
  const team = await store.get();
  const agent = team.agents.find(({ id }) => id === agentId);
  const isTheirs = agent?.email != null && addressHash(agent.email) === addressHash(from?.address ?? '');
  if (!agent?.isActive || !isTheirs) return 'not_the_agent';
  return isVerified ? { agent, team } : 'unverified_sender';
}

/** Returns true if an address can still be replied to at a time (RFC 3339 UTC). */
export const isCurrent = ({ expiresAt }: StoredAgentReply, at: string): boolean =>
  Date.parse(at) < Date.parse(expiresAt);

/** An agent's mail: all of its text, and the part that may be theirs. */
interface AgentMail {
  readonly text: string;
  readonly body: string;
  readonly mail: ByMail;
  /** Returns its files; to be sent, only those that are for the customer. */
  readonly files: (areSent: boolean) => Change['files'];
  /** True if there is one that isn't only a picture in its text. */
  readonly hasFile: boolean;
  readonly operation: Operation;
}

/**
 * Does what an agent's mail says, once: sends its text to the customer, leaves a note, or closes the ticket. What must not be sent unseen, or is overtaken by what
 * somebody else wrote, is kept on the ticket for the agent. Throws `not_found`, `contended` and `unavailable`.
 */
export async function receiveAgentReply(
  world: AgentReplyWorld,
  { agent, team }: Replying,
  { ticketId, version }: AgentReply,
  { text, files, hasFile, body, mail, operation }: AgentMail,
): Promise<void> {
  const assignTo = assignedByReply(team, agent, world.assignOnReply);
  const changing = { ...world, tickets: foundWith(team, world.tickets) };
  const author = byAgent(agent);
  const keep = (reason: UnsentReason) =>
    keepUnsent(changing, ticketId, agent, { body, mail, version, files: files(false), operation }, reason);
  const read = readAgentReply(text);
  if (read.does === 'nothing') {
    await keep(read.reason);
    return;
  }
  // Without a message the customer wouldn't get it.
  if (read.does === 'close' && hasFile) {
    await keep('unclear');
    return;
  }
  const precondition: Conditions['precondition'] = async (named, live) => {
    for (const [, newer] of newerThan(world.threads, named, version, live)) {
      for await (const entries of newer) if (hasUnseen(agent, entries, named.id)) throw new Overtaken();
    }
  };
  try {
    await changeTicket(
      changing,
      ticketId,
      { ...changeOf(read), author, operation, onMerged: 'follow' },
      { precondition },
    );
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
    await keep('overtaken');
  }

  function changeOf(does: Exclude<AgentReplyText, { does: 'nothing' }>): Omit<Change, 'author'> {
    if (does.does === 'close') return { kind: 'change', rule: (before, at) => movedTo(before, 'closed', at) };
    const { kind, body: written, close } = does;
    const draft = { kind, author, body: written, close, assignTo };
    return {
      kind,
      body: written,
      files: files(true),
      mail: inReplyTo(mail, { ticketId, version }, null),
      rule: (before, at) => withMessage(before, draft, at),
    };
  }
}

/** Returns true for a file that is for the customer: a picture in the text, too, but not the mail's cryptographic signature. */
export const isForCustomer = ({ type }: MailFile): boolean =>
  !/^application\/(?:x-)?(?:pkcs7|pgp)-signature$/.test(type);

/** Somebody wrote after what the agent had read. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}
