import type { Agent } from '#core/agents/agent.ts';
import { DeskError } from '#core/errors.ts';
import { byAgent } from '#core/ticket/author.ts';
import { type ChangeWorld, changeTicket, findTicket } from '#core/ticket/change-ticket.ts';
import { withMerged } from '#core/ticket/merged-messages.ts';
import type { ThreadStore } from '#core/ticket/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
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
 * for the mail that confirmed it, also of one merged into it. Returns the delivery, `queued`. Throws `not_found`, and `mail_not_resendable` unless the mail failed or is in doubt, or
 * if the desk sends no mail.
 */
export async function resendMail(
  world: World,
  named: string,
  messageId: string,
  agent: Pick<Agent, 'id' | 'name'>,
): Promise<Delivery> {
  const about = await mailAbout(world, await findTicket(world, named), messageId);
  const { ticket, ticketId, version } = about;
  if (!world.sendsMail) throw new DeskError('mail_not_resendable', 'This desk sends no mail.');
  const mail = { ticketId, kind: about.kind, version };
  const delivery = await world.ledger.latest(mail);
  if (!delivery || !isResendable(delivery)) throw notResendable();
  const queued = { ...mail, recipient: addressHash(await contactEmail(world.contacts, ticket)) };
  const { entry } = await changeTicket(world, ticketId, {
    kind: 'mail_resent',
    author: byAgent(agent),
    resends: version,
    queued,
    onMerged: 'stay',
    rule: (before) => ({ ...before }),
  });
  return { state: 'queued', at: entry?.createdAt ?? delivery.at };
}

/** Returns the mail about a message of a ticket, or of one that was merged into it. */
async function mailAbout(world: World, ticket: Ticket, messageId: string) {
  for await (const one of withMerged(world, ticket)) {
    if (messageId === one.id) return { ticket: one, ticketId: one.id, kind: 'confirmation', version: 1 } as const;
    const message = await world.threads.find(one.id, messageId);
    if (message) return { ticket: one, ticketId: one.id, kind: 'reply', version: message.version } as const;
  }
  throw new DeskError('not_found', 'There is no message with this id.');
}

/** Returns the error for a mail that was sent, is being sent, or doesn't go to a customer. */
export const notResendable = (): DeskError =>
  new DeskError('mail_not_resendable', 'Only a mail that failed, or whose sending is in doubt, can be sent again.');
