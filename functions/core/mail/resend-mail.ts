import type { Agent } from '#core/agents/agent.ts';
import { DeskError } from '#core/errors.ts';
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
  /** Whether this desk sends mail at all. */
  readonly sendsMail: boolean;
}

/**
 * Has the mail about a message sent to the customer once more, at the address they have now: it is `queued`, and the stream brings it to the
 * mailer. `messageId` is the ticket's own id for the mail that confirmed it. Throws `not_found`, and `mail_not_resendable` unless the
 * mail failed or is in doubt, and on a desk that sends no mail.
 */
export async function resendMail(
  world: World,
  ticketId: string,
  messageId: string,
  { name }: Agent,
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
    author: { type: 'agent', name },
    resends: message.version,
    queued,
    rule: (before) => ({ ...before }),
  });
  return { state: 'queued', at: entry?.createdAt ?? delivery.at };
}

/** The mail was sent, is being sent, or is none to a customer. */
export const notResendable = (): DeskError =>
  new DeskError('mail_not_resendable', 'Only a mail that failed, or whose sending is in doubt, can be sent again.');
