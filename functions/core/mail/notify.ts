import { findTicket } from '../change-status.ts';
import type { Message } from '../message.ts';
import type { TicketStore } from '../ports.ts';
import type { SupportTier } from '../support-tier.ts';
import type { Ticket } from '../ticket.ts';
import type { Shop } from './mail.ts';
import { mailsOf } from './mails-of.ts';
import { type Sending, sendMails } from './send-mails.ts';

/** What is new: `imported` is what another desk has told of before. */
export type NewItem =
  | { readonly type: 'ticket'; readonly ticket: Ticket; readonly imported: boolean }
  | { readonly type: 'message'; readonly ticketId: string; readonly message: Message; readonly imported: boolean };

interface World extends Sending {
  readonly tickets: TicketStore;
  readonly shop: Shop;
  readonly tiers: readonly SupportTier[];
}

/** Tells customer and admins of a new ticket or message by mail, once. Throws if a mail was not sent; to be called again then. */
export async function notify(world: World, item: NewItem): Promise<void> {
  if (item.imported || (item.type === 'message' && item.message.kind === 'note')) return;
  const ticket = item.type === 'ticket' ? item.ticket : await findTicket(world, item.ticketId);
  const message = item.type === 'message' ? item.message : undefined;
  await sendMails(world, mailsOf({ ticket, message }, world.shop, world.tiers));
}
