import { DeskError } from '#core/errors.ts';
import { findTicket } from '#core/ticket/change-ticket.ts';
import { isMessage, type Message } from '#core/ticket/entry.ts';
import type { NewItem } from '#core/ticket/new-item.ts';
import type { ThreadStore, TicketStore } from '#core/ticket/ports.ts';
import type { SupportTier } from '#core/ticket/support-tier.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { type ContactStore, contactEmail } from './contact.ts';
import { isOwed } from './delivery.ts';
import type { Mail, Shop } from './mail.ts';
import { mailsOf } from './mails-of.ts';
import { type Sending, sendMails } from './send-mails.ts';

interface World extends Sending {
  readonly tickets: Pick<TicketStore, 'get'>;
  readonly threads: Pick<ThreadStore, 'entry'>;
  readonly contacts: Pick<ContactStore, 'of'>;
  readonly shop: Shop;
  readonly tiers: readonly SupportTier[];
}

/**
 * Sends customer and admins the mails about a version of a ticket, once each. Throws `not_found` if there is no such version, and whatever kept a mail from
 * being sent; call it again then.
 */
export async function notifyOf(world: World, ticketId: string, version: number): Promise<void> {
  if (version === 1)
    return notify(world, { type: 'ticket', ticket: await findTicket(world, ticketId), imported: false });
  const entry = await world.threads.entry(ticketId, version);
  if (!entry) throw new DeskError('not_found', 'This ticket has no such version.');
  await notify(world, { type: 'entry', ticketId, entry, imported: false });
}

/** Sends customer and admins the mails about a new ticket or message, once each. Throws if a mail wasn't sent; call it again then. */
export async function notify(world: World, item: NewItem): Promise<void> {
  if (item.imported) return;
  if (item.type === 'ticket') return sendMails(world, await mailsAbout(world, item.ticket, undefined));
  const { ticketId, entry } = item;
  if (entry.kind === 'reply' && isMessage(entry)) {
    return sendMails(world, await mailsAbout(world, await findTicket(world, ticketId), entry));
  }
  if (entry.resends !== undefined) await resend(world, ticketId, entry.resends);
}

async function resend(world: World, ticketId: string, version: number): Promise<void> {
  const [ticket, entry] = await Promise.all([
    findTicket(world, ticketId),
    version === 1 ? undefined : world.threads.entry(ticketId, version),
  ]);
  const mails = await mailsAbout(world, ticket, entry && isMessage(entry) ? entry : undefined);
  await sendMails(world, mails.filter(isToCustomer));
}

/** Returns the mails to admins, and the one to the customer unless it was already sent, perhaps to their previous address. */
async function mailsAbout(world: World, ticket: Ticket, message: Message | undefined): Promise<readonly Mail[]> {
  const to = await contactEmail(world.contacts, ticket);
  const mails = mailsOf({ ticket, to, message }, world.shop, world.tiers);
  const toCustomer = mails.find(isToCustomer);
  if (!toCustomer || isOwed(await world.ledger.latest(toCustomer))) return mails;
  return mails.filter((mail) => mail !== toCustomer);
}

const isToCustomer = ({ kind }: Mail): boolean => kind !== 'notification';
