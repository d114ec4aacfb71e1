import type { Agent } from '#core/agents/agent.ts';
import type { Team } from '#core/agents/team.ts';
import type { Message } from '#core/ticket/entry.ts';
import { type Ticket, ticketNumber } from '#core/ticket/ticket.ts';
import { addressHash } from './address.ts';
import { adminsOf } from './admins.ts';
import { asHtml, asText, type Block, type Letter } from './layout.ts';
import { listed } from './listed-files.ts';
import type { Mail, Shop } from './mail.ts';
import { notificationText, REPLY_MARKER } from './messages.ts';
import { pageOf } from './page-of.ts';
import { baseSubject, firstLine, oneLine } from './subject.ts';

/** Returns one mail per admin, so that a bounce or a complaint from one doesn't stop mail to the others. */
export function notifications(ticket: Ticket, message: Message | undefined, shop: Shop, team: Team): Mail[] {
  const number = ticketNumber(ticket);
  const { attachments: files, mail } = message ?? ticket;
  const facts: Block = {
    facts: [
      [notificationText.ticket, `${number} ${oneLine(ticket.subject)}`],
      [notificationText.from, senderOf(ticket, mail)],
      [notificationText.tier, ticket.supportTier],
      [notificationText.credits, String(ticket.creditsPurchased)],
      ...(files?.length ? [[notificationText.files, listed(files)] as const] : []),
    ],
  };
  const letter = {
    preview: `${mail?.isForwarded ? oneLine(mail.from) : ticket.userEmail}: ${firstLine(message?.body ?? ticket.message)}`,
    blocks: [
      { paragraph: message ? notificationText.customerReplied : notificationText.newTicket },
      facts,
      { quote: message?.body ?? ticket.message },
      { link: pageOf(shop.dashboardUrl, ticket), ticketId: ticket.id, label: notificationText.view },
    ],
  };
  const version = message?.version ?? 1;
  return adminsOf(shop.adminAddresses, team).map(({ address, agent }) => ({
    ...toAgent(address, shop, letter, agent && { agent, version }),
    kind: 'notification',
    ticketId: ticket.id,
    version,
    subject: notificationText[message ? 'replySubject' : 'subject'](number, baseSubject(ticket)),
  }));
}

/** Returns the customer, or whoever wrote a mail that they forwarded; with a remark if nothing proves that it came from there. */
function senderOf({ userName, userEmail }: Ticket, mail: Message['mail']): string {
  const customer = userName ? `${userName} <${userEmail}>` : userEmail;
  const sender = mail?.isForwarded ? notificationText.forwarded(oneLine(mail.from), customer) : customer;
  return mail && !mail.isVerified ? notificationText.notVerified(sender) : sender;
}

/** The agent whom a mail is for, and the version that they have read with it. */
interface Reader {
  readonly agent: Agent;
  readonly version: number;
  /** The sentence that tells what a reply does; undefined if it is sent to the customer. */
  readonly howToReply?: string | undefined;
}

/** Returns the parts of a mail to an address. An agent of the desk can reply to it if the desk receives mail: above a marker, so that nothing else is sent. */
export function toAgent(to: string, shop: Shop, letter: Letter, reader: Reader | undefined) {
  const { howToReply = notificationText.howToReply } = reader ?? {};
  const answerable = shop.receivesMail && reader ? { agentId: reader.agent.id, version: reader.version } : undefined;
  const shown = answerable
    ? { ...letter, marker: REPLY_MARKER, blocks: [...letter.blocks, { paragraph: howToReply }] }
    : letter;
  return {
    to,
    recipient: addressHash(to),
    answerable,
    text: asText(shown),
    html: asHtml(shop.name, shown),
    automatic: true,
  };
}
