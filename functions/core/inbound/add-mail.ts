import { hashOf, idempotentId } from '#core/idempotency.ts';
import type { Author } from '#core/ticket/author.ts';
import { type Change, type ChangeWorld, changeTicket } from '#core/ticket/change-ticket.ts';
import { withMessage } from '#core/ticket/message.ts';
import type { Operation } from '#core/ticket/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import type { ByMail } from './by-mail.ts';
import type { IncomingMail } from './incoming-mail.ts';

const customer = { type: 'customer' } as const;

/**
 * Adds a mail to a ticket, once: a person's as the customer's reply; a program's for agents only, which leaves the ticket as it is and has an author if it isn't
 * the customer's. Returns the ticket as it is then. Throws `not_found`, `contended` and `unavailable`.
 */
export async function addMail(
  world: ChangeWorld,
  ticketId: string,
  body: string,
  mail: ByMail,
  files?: Change['files'],
  author: Author = customer,
): Promise<Ticket> {
  const { ticket } = await changeTicket(world, ticketId, {
    ...(mail.automatic === null ? asReply(body) : { ...aside, author }),
    body,
    mail,
    files,
    operation: mailOnce(mail),
    onMerged: 'follow',
  });
  return ticket;
}

/** Returns the id of what a mail adds, which is done once. */
export const mailOperation = (mailId: string): string => idempotentId('received mail', mailId);

/** Returns the operation by which a mail is taken once. */
export const mailOnce = ({ id }: Pick<ByMail, 'id'>): Operation => ({ id: mailOperation(id), contentHash: hashOf(id) });

/** Returns the operation by which an agent's mail is taken once, even if it arrives twice: a server whose thanks got lost sends it again, as another mail. */
export const agentMailOnce = ({ id }: Pick<ByMail, 'id'>, { from, messageId, text }: IncomingMail): Operation =>
  mailOnce({ id: messageId === null ? id : hashOf(messageId, from?.address ?? '', text) });

const aside = { kind: 'mail_automatic', rule: (before: Ticket) => before } as const;

const asReply = (body: string) =>
  ({
    kind: 'reply',
    author: customer,
    rule: (before: Ticket, at: string) => withMessage(before, { kind: 'reply', author: customer, body }, at),
  }) as const;
