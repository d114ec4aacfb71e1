import { findTicket } from '../change-ticket.ts';
import { type Entry, isMessage } from '../entry.ts';
import type { TicketStore } from '../ports.ts';
import type { SupportTier } from '../support-tier.ts';
import type { Ticket } from '../ticket.ts';
import type { Shop } from './mail.ts';
import { mailsOf } from './mails-of.ts';
import { type Sending, sendMails } from './send-mails.ts';

/** What is new: `imported` is what another desk has told of before. */
export type NewItem =
  | { readonly type: 'ticket'; readonly ticket: Ticket; readonly imported: boolean }
  | { readonly type: 'entry'; readonly ticketId: string; readonly entry: Entry; readonly imported: boolean };

interface World extends Sending {
  readonly tickets: Pick<TicketStore, 'get'>;
  readonly shop: Shop;
  readonly tiers: readonly SupportTier[];
}

/** Tells customer and admins of a new ticket or message by mail, once. Throws if a mail was not sent; to be called again then. */
export async function notify(world: World, item: NewItem): Promise<void> {
  if (item.imported) return;
  const { shop, tiers } = world;
  if (item.type === 'ticket') return sendMails(world, mailsOf({ ticket: item.ticket }, shop, tiers));
  const { ticketId, entry } = item;
  if (entry.kind !== 'reply' || !isMessage(entry)) return;
  await sendMails(world, mailsOf({ ticket: await findTicket(world, ticketId), message: entry }, shop, tiers));
}
