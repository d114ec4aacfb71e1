import { timeLeft } from '#core/deadline.ts';
import { readReplies } from '#core/ticket/merged-messages.ts';
import type { ThreadStore, TicketStore } from '#core/ticket/ports.ts';
import type { Position, Ticket } from '#core/ticket/ticket.ts';
import { matches } from './matches.ts';
import type { Term } from './query.ts';

interface World {
  readonly tickets: Pick<TicketStore, 'ofCustomer' | 'get'>;
  readonly threads: Pick<ThreadStore, 'replies'>;
}

/** The tickets that matched, newest first, and the last one that was looked at. */
export interface FoundTickets {
  readonly tickets: readonly Ticket[];
  /** Undefined if the customer has no tickets after the position. */
  readonly reached: Position | undefined;
  /** True if older tickets weren't looked at. */
  readonly more: boolean;
}

/** Tickets looked at together, and at most in one request: each costs a Query, as long as its replies. */
const TOGETHER = 10;
const MOST = 100;
/** The time that the last ones may take, in milliseconds. */
const SPARE_MS = 3000;
/** Replies of a ticket read at a time. */
const REPLIES = 200;

/**
 * Returns a customer's tickets that match a query by what the customer can read of them, after a position: it reads the tickets and their replies themselves
 * and nothing that is made for agents, so that nothing about notes or other customers can show. May find fewer than `limit` although more follow. Throws
 * `unavailable`.
 */
export async function searchOwnTickets(
  world: World,
  userId: string,
  terms: readonly Term[],
  limit: number,
  after: Position | undefined,
): Promise<FoundTickets> {
  const found: Ticket[] = [];
  let reached = after;
  for (let seen = 0; ; ) {
    const { tickets, more } = await world.tickets.ofCustomer(userId, TOGETHER, reached);
    const hits = await Promise.all(tickets.map((ticket) => isHit(world, ticket, terms)));
    for (const [index, ticket] of tickets.entries()) {
      reached = ticket;
      if (hits[index]) found.push(ticket);
      if (found.length === limit) return { tickets: found, reached, more: more || index < tickets.length - 1 };
    }
    seen += Math.max(tickets.length, 1);
    if (!more || seen >= MOST || timeLeft() < SPARE_MS) return { tickets: found, reached, more };
  }
}

async function isHit(world: World, ticket: Ticket, terms: readonly Term[]): Promise<boolean> {
  const own = [ticket.subject, ticket.message, ...(ticket.attachments ?? []).map(({ name }) => name), `#${ticket.id}`];
  // Without a term that must be missing, more texts can only add to a match.
  if (terms.every(({ isNot }) => !isNot) && matches(terms, own)) return true;
  const texts = [...own];
  for (let before: Position | undefined, more = true; more; ) {
    const replies = await readReplies(world, ticket, REPLIES, before);
    for (const { body, attachments = [] } of replies.messages) texts.push(body, ...attachments.map(({ name }) => name));
    before = replies.messages[0];
    more = replies.more && before !== undefined;
  }
  return matches(terms, texts);
}
