import { announcedClosing } from '#core/ticket/auto-close.ts';
import type { Entry } from '#core/ticket/entry.ts';
import { type Ticket, ticketNumber } from '#core/ticket/ticket.ts';
import type { Mail, Shop } from './mail.ts';
import { toCustomer } from './mails-of.ts';
import { reminderText, replyText } from './messages.ts';
import { pageOf } from './page-of.ts';
import { oneLine, replySubject } from './subject.ts';

const DAY_MS = 86_400_000;

/**
 * Returns the mail of a reminder to the customer, at the address they have now; none once it no longer holds, as somebody has written since. `now` is in
 * milliseconds since the epoch.
 */
export function reminders(
  { ticket, to }: { readonly ticket: Ticket; readonly to: string },
  { version, closesAt }: Entry,
  shop: Shop,
  now: number,
): readonly Mail[] {
  if (closesAt === undefined || announcedClosing(ticket) !== closesAt) return [];
  const days = Math.max(1, Math.round((Date.parse(closesAt) - now) / DAY_MS));
  const closes = reminderText.closes(ticketNumber(ticket), oneLine(ticket.subject), days);
  const letter = {
    preview: closes,
    blocks: [
      { paragraph: closes },
      // A reply to a mailbox doesn't reach the ticket.
      { paragraph: shop.receivesMail ? reminderText.justReply : reminderText.replyOnWebsite },
      { link: pageOf(shop.supportPageUrl, ticket), ticketId: ticket.id, label: replyText.view },
      { signature: shop.signature ?? shop.name },
    ],
  };
  const subject = replySubject(ticket);
  return [
    { ...toCustomer(to, shop, letter), kind: 'reminder', ticketId: ticket.id, version, subject, automatic: true },
  ];
}
