import { invalidFields } from '#core/errors.ts';
import { timeAfter } from '#core/time-after.ts';
import { type AgentRef, byAgent } from './author.ts';
import { type ChangeWorld, type Conditions, findTicket, stepOf, ticketMerged, untilStored } from './change-ticket.ts';
import { type LatestMessage, latestMessage, latestOf } from './latest-message.ts';
import type { ThreadStore } from './ports.ts';
import { type Status, statuses, type Ticket } from './ticket.ts';
import { movedTo, withStatus } from './ticket-status.ts';

/** The most tickets that may be merged into one: whoever reads it reads all of them. */
export const MAX_MERGED = 20;

/**
 * Merges a ticket into another one of the same customer, whose conversation then reads both: the merged one is closed, and what is written to it goes to
 * the survivor. Nothing is copied. The survivor is as open as the more open of the two. Both change at once, or neither does. Returns the merged ticket;
 * one that is merged into that ticket already stays as it is. Throws `not_found`, `invalid_fields` for what can't be merged, `ticket_merged` with the
 * survivor's id if one of the two was merged, `contended`, `unavailable`, and what the precondition throws.
 */
export async function mergeTickets(
  world: ChangeWorld,
  id: string,
  into: string,
  agent: AgentRef,
  { precondition = () => {} }: Pick<Conditions, 'precondition'> = {},
): Promise<Ticket> {
  return untilStored(world, async () => {
    const [ticket, survivor] = await Promise.all([findTicket(world, id), world.tickets.get(into)]);
    if (ticket.mergedInto?.id === into) return ticket;
    if (ticket.mergedInto) throw ticketMerged(ticket.mergedInto);
    if (!survivor || survivor.userId !== ticket.userId)
      throw refused('must be the id of a ticket of the same customer');
    if (id === into) throw refused('must be another ticket');
    if (survivor.mergedInto) throw ticketMerged(survivor.mergedInto);
    if (ticket.merged)
      throw refused(
        'can’t be used, because other tickets were merged into this one: merge that ticket into this one instead, or undo those merges first',
      );
    if ((survivor.merged?.length ?? 0) >= MAX_MERGED)
      throw refused(`already has ${MAX_MERGED} tickets merged into it, the maximum`);
    await precondition(ticket, ticket);
    return storeBoth(
      world,
      agent,
      [ticket, (at) => merged(ticket, survivor, at)],
      [survivor, (at) => surviving(survivor, ticket, at)],
    );
  });
}

/**
 * Undoes the merge of a ticket, which opens again with its status before, if the merge closed it. What was written since stays with the survivor. Returns
 * the ticket; one that isn't merged stays as it is. Throws `not_found`, `contended`, `unavailable`, and what the precondition throws.
 */
export async function unmergeTicket(
  world: ChangeWorld & { readonly threads: Pick<ThreadStore, 'replies'> },
  id: string,
  agent: AgentRef,
  { precondition = () => {} }: Pick<Conditions, 'precondition'> = {},
): Promise<Ticket> {
  return untilStored(world, async () => {
    const ticket = await findTicket(world, id);
    const { mergedInto, ...alone } = ticket;
    if (!mergedInto) return ticket;
    const survivor = await findTicket(world, mergedInto.id);
    if (!survivor.merged?.includes(id)) return undefined;
    await precondition(ticket, ticket);
    const left = await without(world, survivor, ticket);
    return storeBoth(
      world,
      agent,
      [ticket, (at) => (mergedInto.wasOpen ? withStatus(alone, 'open', at) : alone)],
      [survivor, (at) => ({ ...left, activityAt: at })],
    );
  });
}

type Rule = readonly [before: Ticket, after: (at: string) => Ticket];

/** Returns the first of two tickets as it is stored then; undefined if one of them has changed. */
async function storeBoth(world: ChangeWorld, agent: AgentRef, [one, ofOne]: Rule, [other, ofOther]: Rule) {
  const at = timeAfter(one.updatedAt, timeAfter(other.updatedAt, world.clock.timestamp()));
  const what = { kind: 'change', author: byAgent(agent) } as const;
  const step = await stepOf(world, one, ofOne(at), at, what);
  const together = await stepOf(world, other, ofOther(at), at, what);
  return (await world.tickets.change({ ...step, together })) ? step.after : undefined;
}

function merged(ticket: Ticket, { id, createdAt }: Ticket, at: string): Ticket {
  const mergedInto = { id, createdAt, wasOpen: ticket.status !== 'closed' };
  return { ...movedTo(ticket, 'closed', at), mergedInto };
}

/** Returns the survivor: it has the latest message of both, and is open if one of them awaits an answer, unread and awake if the merged ticket does. */
function surviving(survivor: Ticket, ticket: Ticket, at: string): Ticket {
  const latest = newer(latestOf(ticket), latestOf(survivor));
  const isNews = isUnanswered(ticket);
  const status = isNews || isUnanswered(survivor) ? 'open' : moreOpen(ticket.status, survivor.status);
  return {
    ...movedTo(survivor, status, at),
    activityAt: at,
    merged: [...(survivor.merged ?? []), ticket.id],
    latestMessage: latest === undefined ? survivor.latestMessage : latest,
    latestCustomerVersion: isNews ? survivor.version + 1 : survivor.latestCustomerVersion,
    snoozedUntil: isNews ? null : survivor.snoozedUntil,
  };
}

const isUnanswered = (ticket: Ticket): boolean =>
  ticket.status !== 'closed' && latestOf(ticket).author.type === 'customer';

const moreOpen = (one: Status, other: Status): Status =>
  statuses.indexOf(one) < statuses.indexOf(other) ? one : other;

/** Returns a message if it is newer than another one. */
const newer = (message: LatestMessage, than: LatestMessage): LatestMessage | undefined =>
  message.createdAt > than.createdAt ? message : undefined;

/** Returns a survivor without a ticket that was merged into it; its latest message may have been that one's. */
async function without(
  { tickets, threads }: ChangeWorld & { readonly threads: Pick<ThreadStore, 'replies'> },
  survivor: Ticket,
  { id, ...ticket }: Ticket,
): Promise<Ticket> {
  const { merged: all = [], ...alone } = survivor;
  const others = all.filter((one) => one !== id);
  const left = others.length > 0 ? { ...alone, merged: others } : alone;
  if (latestOf(survivor).createdAt !== latestOf(ticket).createdAt) return left;
  const [{ messages }, ...stored] = await Promise.all([
    threads.replies(survivor.id, 1),
    ...others.map((one) => tickets.get(one)),
  ]);
  const own = messages.map(({ author, body, createdAt }) => latestMessage(author, body, createdAt));
  const written = [...own, ...stored.flatMap((one) => (one ? latestOf(one) : []))];
  const latest = written.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0];
  const isReply = latest !== undefined && latest.createdAt > survivor.createdAt;
  return { ...left, latestMessage: isReply ? latest : null };
}

const refused = (detail: string) => invalidFields([{ pointer: '#/into', detail }]);
