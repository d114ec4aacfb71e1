import { type AgentRef, byAgent } from '#core/ticket/author.ts';
import { type Change, type ChangeWorld, changeTicket } from '#core/ticket/change-ticket.ts';
import type { Operation } from '#core/ticket/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { mailOnce } from './add-mail.ts';
import type { ByMail, UnsentReason } from './by-mail.ts';

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
    mail: { ...mail, reply: { version, unsent } },
    files,
    operation,
    onMerged: 'follow',
    rule: (before) => before,
  });
  return ticket;
}
