import type { AgentReply } from '#core/mail/agent-replies.ts';
import { type AgentRef, byAgent } from '#core/ticket/author.ts';
import { type Change, type ChangeWorld, changeTicket } from '#core/ticket/change-ticket.ts';
import type { Operation } from '#core/ticket/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { mailOnce } from './add-mail.ts';
import type { ByMail, RepliedTo, UnsentReason } from './by-mail.ts';

/** An agent's mail, with the version that they had read. */
interface UnsentMail {
  readonly body: string;
  readonly mail: ByMail;
  readonly version: number;
  readonly files?: Change['files'];
  readonly operation?: Operation;
}

/**
 * Keeps an agent's mail on a ticket, once, for agents only: its author can send it from the dashboard. Returns the ticket as it
 * is then. Throws `not_found`, `contended` and `unavailable`.
 */
export async function keepUnsent(
  world: ChangeWorld,
  ticketId: string,
  agent: AgentRef,
  { body, mail, version, files, operation = mailOnce(mail) }: UnsentMail,
  unsent: UnsentReason,
): Promise<Ticket> {
  const { ticket } = await changeTicket(world, ticketId, {
    kind: 'mail_unsent',
    author: byAgent(agent),
    body,
    mail: inReplyTo(mail, { ticketId, version }, unsent),
    files,
    operation,
    onMerged: 'follow',
    rule: (before) => before,
  });
  return ticket;
}

/** The first version: nobody has read less of a ticket. */
const FIRST = 1;

/** Returns an agent's mail about a version of a ticket as a message has it; on the survivor, if that ticket was merged, of which they have read nothing. */
export const inReplyTo =
  (mail: ByMail, { ticketId, version }: Pick<AgentReply, 'ticketId' | 'version'>, unsent: RepliedTo['unsent']) =>
  ({ id }: Ticket): ByMail => ({ ...mail, reply: { version: id === ticketId ? version : FIRST, unsent } });
