import { noTeam, type Team } from '#core/agents/team.ts';
import type { Attachment } from '#core/files/attachment.ts';
import type { Message } from '#core/ticket/entry.ts';
import type { SupportTier } from '#core/ticket/support-tier.ts';
import { type Ticket, ticketNumber } from '#core/ticket/ticket.ts';
import { addressHash } from './address.ts';
import { carried } from './carry-files.ts';
import { asHtml, asText, type Block, type Letter } from './layout.ts';
import { listed, named } from './listed-files.ts';
import type { Mail, Shop } from './mail.ts';
import { confirmationText, replyText } from './messages.ts';
import { notifications } from './notifications.ts';
import { pageOf } from './page-of.ts';
import { confirmationSubject, firstLine, oneLine, replySubject } from './subject.ts';

/** An event that causes mails: a new ticket, or a message that was added to it. */
interface MailCause {
  readonly ticket: Ticket;
  /** The customer's address now. */
  readonly to: string;
  readonly message?: Message | undefined;
  /** The team, whose agents can reply by mail. */
  readonly team?: Team | undefined;
}

/** Returns the mails to customer and admins about a new ticket or message; none about a note. */
export function mailsOf(
  { ticket, to, message, team = noTeam }: MailCause,
  shop: Shop,
  tiers: readonly SupportTier[],
): readonly Mail[] {
  if (!message) return [confirmation(ticket, to, shop, tiers), ...notifications(ticket, undefined, shop, team)];
  if (message.kind === 'note') return [];
  return message.author.type === 'customer'
    ? notifications(ticket, message, shop, team)
    : [reply(ticket, to, message, shop)];
}

function confirmation(ticket: Ticket, to: string, shop: Shop, tiers: readonly SupportTier[]): Mail {
  const hours = tiers.find(({ name }) => name === ticket.supportTier)?.responseHours;
  const when = hours === undefined ? confirmationText.soon : confirmationText.within(timeSpan(hours));
  const received = confirmationText.received(when);
  const letter = {
    preview: received,
    blocks: [
      { paragraph: confirmationText.greeting(ticket.userName) },
      { paragraph: confirmationText.thanks(received, ticketNumber(ticket)) },
      { paragraph: confirmationText.youWrote },
      { quote: `${ticket.subject}\n\n${ticket.message}` },
      ...attachedTo(ticket),
      {
        paragraph: inviteTo(
          shop,
          confirmationText.justReply,
          confirmationText.addByMail,
          confirmationText.addOnWebsite,
        ),
      },
      { link: pageOf(shop.supportPageUrl, ticket), ticketId: ticket.id, label: confirmationText.view },
      { signature: shop.signature ?? shop.name },
    ],
  };
  const name = { kind: 'confirmation', ticketId: ticket.id, version: 1 } as const;
  return { ...toCustomer(to, shop, letter), ...name, subject: confirmationSubject(ticket), automatic: true };
}

/** Returns the mail that brings a reply to the customer. It names those of the reply's files that it doesn't carry. */
function reply(ticket: Ticket, to: string, message: Message, shop: Shop, files = carried(message)): Mail {
  const about = replyText.about(ticketNumber(ticket), oneLine(ticket.subject));
  const page = pageOf(shop.supportPageUrl, ticket);
  const others = (message.attachments ?? []).filter((file) => !files.includes(file));
  const letter = {
    preview: firstLine(message.body),
    blocks: [
      { paragraph: message.body },
      ...(others.length > 0 ? [{ paragraph: replyText.notAttached }, { files: others.map(named), page }] : []),
      { paragraph: inviteTo(shop, replyText.justReply, replyText.replyByMail, replyText.replyOnWebsite) },
      { link: page, ticketId: ticket.id, label: replyText.view },
      { signature: `${shop.signature ?? shop.name}\n\n${about}` },
    ],
  };
  const name = { kind: 'reply', ticketId: ticket.id, version: message.version } as const;
  const carrying = (some: readonly Attachment[]) => reply(ticket, to, message, shop, some);
  return {
    ...toCustomer(to, shop, letter),
    ...name,
    subject: replySubject(ticket),
    automatic: false,
    ...(files.length > 0 && { files: { carried: files, carrying } }),
  };
}

/** Returns what confirms to the customer that the files of their ticket arrived, which the mail doesn't send back. */
const attachedTo = ({ attachments = [] }: Ticket): Block[] =>
  attachments.length > 0 ? [{ paragraph: confirmationText.attached(listed(attachments)) }] : [];

export const toCustomer = (to: string, shop: Shop, letter: Letter) => ({
  to,
  recipient: addressHash(to),
  replyTo: shop.replyTo,
  threadId: shop.receivesMail ? shop.replyTo : undefined,
  text: asText(letter),
  html: asHtml(shop.name, letter),
});

/** Returns the words that tell how to reply: to the desk, to a mailbox, or on the website. */
const inviteTo = ({ replyTo, receivesMail }: Shop, toDesk: string, toMailbox: string, onWebsite: string): string =>
  replyTo === undefined ? onWebsite : receivesMail ? toDesk : toMailbox;

const HOURS_A_DAY = 24;

function timeSpan(hours: number): string {
  if (hours === 1) return confirmationText.oneHour;
  if (hours % HOURS_A_DAY !== 0 || hours < 2 * HOURS_A_DAY) return confirmationText.hours(hours);
  return confirmationText.days(hours / HOURS_A_DAY);
}
