import { beginning } from '#core/text/text.ts';
import type { Message } from '#core/ticket/entry.ts';
import type { SupportTier } from '#core/ticket/support-tier.ts';
import { type Ticket, ticketNumber } from '#core/ticket/ticket.ts';
import { addressHash } from './address.ts';
import { asHtml, asText, type Block, type Letter } from './layout.ts';
import type { Mail, Shop } from './mail.ts';
import { baseSubject, confirmationSubject, oneLine, replySubject } from './subject.ts';

/** Something that people are told of: a new ticket, or a message that was added to it. */
interface Happening {
  readonly ticket: Ticket;
  /** The customer's address now. */
  readonly to: string;
  readonly message?: Message | undefined;
}

/** The mails that a happening causes, whoever gets them; a note causes none. */
export function mailsOf(
  { ticket, to, message }: Happening,
  shop: Shop,
  tiers: readonly SupportTier[],
): readonly Mail[] {
  if (!message) return [confirmation(ticket, to, shop, tiers), ...notifications(ticket, undefined, shop)];
  if (message.kind === 'note') return [];
  return message.author.type === 'customer' ? notifications(ticket, message, shop) : [reply(ticket, to, message, shop)];
}

function confirmation(ticket: Ticket, to: string, shop: Shop, tiers: readonly SupportTier[]): Mail {
  const hours = tiers.find(({ name }) => name === ticket.supportTier)?.responseHours;
  const soon = hours === undefined ? 'as soon as we can' : `within ${timeSpan(hours)}`;
  const received = `We have received your message and will reply ${soon}.`;
  const letter = {
    preview: received,
    blocks: [
      { paragraph: greeting(ticket) },
      { paragraph: `Thank you for writing. ${received} Your ticket number is ${ticketNumber(ticket)}.` },
      { paragraph: 'You wrote:' },
      { quote: `${ticket.subject}\n\n${ticket.message}` },
      {
        paragraph: shop.replyTo
          ? 'Would you like to add something? Reply to this email, or write on our website.'
          : 'Would you like to add something? Please write on our website rather than reply to this email.',
      },
      { link: pageOf(shop.supportPageUrl, ticket), ticketId: ticket.id, label: 'View your ticket' },
      { signature: shop.signature ?? shop.name },
    ],
  };
  const name = { kind: 'confirmation', ticketId: ticket.id, version: 1 } as const;
  return { ...toCustomer(to, shop, letter), ...name, subject: confirmationSubject(ticket), automatic: true };
}

function reply(ticket: Ticket, to: string, message: Message, shop: Shop): Mail {
  const letter = {
    preview: firstLine(message.body),
    blocks: [
      { paragraph: message.body },
      {
        paragraph: shop.replyTo
          ? 'Just reply to this email, or write on our website.'
          : 'Please reply on our website rather than to this email.',
      },
      { link: pageOf(shop.supportPageUrl, ticket), ticketId: ticket.id, label: 'View the conversation' },
      { signature: `${shop.signature ?? shop.name}\n\nAbout "${oneLine(ticket.subject)}", ${ticketNumber(ticket)}` },
    ],
  };
  const name = { kind: 'reply', ticketId: ticket.id, version: message.version } as const;
  return { ...toCustomer(to, shop, letter), ...name, subject: replySubject(ticket), automatic: false };
}

/** One mail an admin: if one of them complains or is unreachable, the others are told all the same. */
function notifications(ticket: Ticket, message: Message | undefined, shop: Shop): Mail[] {
  const what = message ? 'A customer replied' : 'New ticket';
  const who = ticket.userName ? `${ticket.userName} <${ticket.userEmail}>` : ticket.userEmail;
  const facts: Block = {
    facts: [
      ['Ticket', `${ticketNumber(ticket)} ${oneLine(ticket.subject)}`],
      ['From', who],
      ['Tier', ticket.supportTier],
      ['Credits', String(ticket.creditsPurchased)],
    ],
  };
  const letter = {
    preview: `${ticket.userEmail}: ${firstLine(message?.body ?? ticket.message)}`,
    blocks: [
      { paragraph: `${what}:` },
      facts,
      { quote: message?.body ?? ticket.message },
      { link: pageOf(shop.dashboardUrl, ticket), ticketId: ticket.id, label: 'Reply in the dashboard' },
    ],
  };
  return shop.adminAddresses.map((to) => ({
    kind: 'notification',
    ticketId: ticket.id,
    version: message?.version ?? 1,
    recipient: addressHash(to),
    to,
    subject: `${message ? 'Re: ' : ''}New ticket ${ticketNumber(ticket)}: ${baseSubject(ticket)}`,
    text: asText(letter),
    html: asHtml(shop.name, letter),
    automatic: true,
  }));
}

const toCustomer = (to: string, shop: Shop, letter: Letter) => ({
  to,
  recipient: addressHash(to),
  replyTo: shop.replyTo,
  text: asText(letter),
  html: asHtml(shop.name, letter),
});

const greeting = ({ userName }: Ticket): string => `Hello${userName ? ` ${userName}` : ''},`;

/** The ticket's place on a page of the settings, whatever else stands in that page's address. */
function pageOf(page: string, { id }: Ticket): string {
  const url = new URL(page);
  url.searchParams.set('ticket', id);
  return url.href;
}

const HOURS_A_DAY = 24;

function timeSpan(hours: number): string {
  if (hours === 1) return 'one hour';
  if (hours % HOURS_A_DAY !== 0 || hours < 2 * HOURS_A_DAY) return `${hours} hours`;
  return `${hours / HOURS_A_DAY} days`;
}

const PREVIEW = 120;
const firstLine = (text: string): string => beginning(oneLine(text), PREVIEW);
