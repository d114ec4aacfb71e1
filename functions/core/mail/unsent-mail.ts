import type { Team } from '#core/agents/team.ts';
import type { Entry } from '#core/ticket/entry.ts';
import { type Ticket, ticketNumber } from '#core/ticket/ticket.ts';
import type { Mail, Shop } from './mail.ts';
import { unsentText } from './messages.ts';
import { toAgent } from './notifications.ts';
import { pageOf } from './page-of.ts';
import { firstLine, oneLine } from './subject.ts';

/** Returns the mail that tells an agent that their reply by mail wasn't sent to the customer, and why; none for other entries, and once they are inactive. */
export function unsentMails(ticket: Ticket, entry: Entry, shop: Shop, { agents }: Team): readonly Mail[] {
  const { author, body = '', mail } = entry;
  const reason = mail?.reply?.unsent;
  const agent = author.type === 'agent' ? agents.find(({ id }) => id === author.id) : undefined;
  if (!mail?.reply || !reason || !agent?.isActive || agent.email === null) return [];
  const number = ticketNumber(ticket);
  const why = `${unsentText.notSent(number)} ${unsentText.reasons[reason]}`;
  const letter = {
    preview: firstLine(why),
    blocks: [
      { paragraph: `${why} ${unsentText.kept}` },
      { paragraph: unsentText.youWrote },
      { quote: body },
      { link: pageOf(shop.dashboardUrl, ticket), ticketId: ticket.id, label: unsentText.view },
    ],
  };
  return [
    {
      // They have read no more than before.
      ...toAgent(agent.email, shop, letter, { agent, version: mail.reply.version }),
      kind: 'unsent',
      ticketId: ticket.id,
      version: entry.version,
      subject: unsentText.subject(number, oneLine(ticket.subject)),
    },
  ];
}
