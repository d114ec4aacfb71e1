import type { Team } from '#core/agents/team.ts';
import type { Entry } from '#core/ticket/entry.ts';
import type { NewItem } from '#core/ticket/new-item.ts';
import { type Ticket, ticketNumber } from '#core/ticket/ticket.ts';
import type { Mail, Shop } from './mail.ts';
import { unsentText } from './messages.ts';
import { toAgent } from './notifications.ts';
import { pageOf } from './page-of.ts';
import { OWED_MS } from './pauses.ts';
import { firstLine, oneLine } from './subject.ts';

/** Times that an agent is told on a ticket within a day, so that an answering machine of theirs that doesn't say it is one comes to rest. */
const MOST_TOLD = 3;

/** Returns true if an agent was told of enough unsent mails before this one; `items` are the ticket's, at least of the day before it. */
export const isToldEnough = (entry: Entry, items: readonly NewItem[]): boolean =>
  items.filter((item) => item.type === 'entry' && isBefore(item.entry, entry)).length >= MOST_TOLD;

const isBefore = (one: Entry, entry: Entry): boolean =>
  one.mail?.reply?.unsent != null &&
  one.author.type === 'agent' &&
  entry.author.type === 'agent' &&
  one.author.id === entry.author.id &&
  one.version < entry.version &&
  Date.parse(one.createdAt) > Date.parse(entry.createdAt) - OWED_MS;

/** Returns the mail that tells an agent that their reply by mail wasn't sent to the customer, and why; none for other entries, and once they are inactive. */
export function unsentMails(ticket: Ticket, entry: Entry, shop: Shop, { agents }: Team): readonly Mail[] {
  const { author, body = '', mail } = entry;
  const reason = mail?.reply?.unsent;
  const agent = author.type === 'agent' ? agents.find(({ id }) => id === author.id) : undefined;
  if (!mail?.reply || !reason || !agent?.isActive || agent.email === null) return [];
  const number = ticketNumber(ticket);
  const why = `${unsentText.notSent(number)} ${unsentText.reasons[reason]}`;
  const howToReply = reason === 'overtaken' ? unsentText.readFirst : undefined;
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
      ...toAgent(agent.email, shop, letter, { agent, version: mail.reply.version, howToReply }),
      kind: 'unsent',
      ticketId: ticket.id,
      version: entry.version,
      subject: unsentText.subject(number, oneLine(ticket.subject)),
    },
  ];
}
