import type { Agent } from '#core/agents/agent.ts';
import { DeskError } from '#core/errors.ts';
import { byAgent } from '#core/ticket/author.ts';
import { type ChangeWorld, changeTicket, findTicket } from '#core/ticket/change-ticket.ts';
import type { ThreadStore } from '#core/ticket/ports.ts';
import { addressHash } from './address.ts';
import { type ContactStore, contactEmail } from './contact.ts';
import { type Delivery, isResendable } from './delivery.ts';
import type { MailLedger } from './ports.ts';

interface World extends ChangeWorld {
  readonly threads: ThreadStore;
  readonly ledger: Pick<MailLedger, 'latest'>;
  readonly contacts: Pick<ContactStore, 'of'>;
  /** True if this desk sends mail. */
  readonly sendsMail: boolean;
}

/**
 * Queues the mail about a message to the customer again, to their current address; the stream passes it to the mailer. `messageId` is the ticket's own id
 * for the mail that confirmed it. Returns the delivery, `queued`. Throws `not_found`, and `mail_not_resendable` unless the mail failed or is in doubt, or
 * if the desk sends no mail.
 */
export async function resendMail(
  world: World,
  ticketId: string,
  messageId: string,
  agent: Pick<Agent, 'id' | 'name'>,
): Promise<Delivery> {
  const ticket = await findTicket(world, ticketId);
  const isConfirmation = messageId === ticketId;
  const message = isConfirmation ? { version: 1 } : await world.threads.find(ticketId, messageId);
  if (!message) throw new DeskError('not_found', 'There is no message with this id.');
  const about = { ticketId, kind: isConfirmation ? 'confirmation' : 'reply', version: message.version } as const;
  if (!world.sendsMail) throw new DeskError('mail_not_resendable', 'This desk sends no mail.');
  const delivery = await world.ledger.latest(about);
  if (!delivery || !isResendable(delivery)) throw notResendable();
  const queued = { ...about, recipient: addressHash(await contactEmail(world.contacts, ticket)) };
  const { entry } = await changeTicket(world, ticketId, {
    kind: 'mail_resent',
    author: byAgent(agent),
    resends: message.version,
    queued,
    rule: (before) => ({ ...before }),
  });
  return { state: 'queued', at: entry?.createdAt ?? delivery.at };
}

/** Returns the error for a mail that was sent, is being sent, or doesn't go to a customer. */
export const notResendable = (): DeskError =>
  new DeskError('mail_not_resendable', 'Only a mail that failed, or whose sending is in doubt, can be sent again.');
