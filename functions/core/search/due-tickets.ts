import { ticketsReadWith } from '#core/ticket/assignee.ts';
import type { TicketPage, TicketStore } from '#core/ticket/ports.ts';
import { dueAt } from '#core/ticket/targets.ts';
import type { Position, Ticket } from '#core/ticket/ticket.ts';
import type { Searcher } from './check.ts';
import { DUE } from './lists.ts';
import { FIRST_PLACE, LAST_PLACE, placeOf, positionOf } from './place.ts';
import type { Place, PostingLists } from './ports.ts';

interface World {
  readonly tickets: TicketStore;
  readonly postings: Pick<PostingLists, 'page'>;
}

interface Range {
  /** The time before which it is due, RFC 3339 in UTC; without it, all that is ever due. */
  readonly before: string | undefined;
  readonly limit: number;
  readonly after: Position | undefined;
}

/** A page of tickets, and the place after which the next one begins; undefined on the last one. */
interface DuePage extends Pick<TicketPage, 'tickets'> {
  readonly next: Position | undefined;
}

/**
 * Returns the open tickets for which something is due before a time, the earliest first, after a position. The list may be a moment behind the
 * tickets, so each ticket is asked. May be shorter than `limit`, but not empty, if more follow. Throws `unavailable`.
 */
export async function dueTickets(
  { tickets, postings }: World,
  { before, limit, after }: Range,
  { team }: Searcher,
): Promise<DuePage> {
  const end = before === undefined ? LAST_PLACE : toMillisecond(before);
  for (let start = after && afterPlace(placeOf(after)); ; ) {
    const span = { start: start ?? FIRST_PLACE, end, order: 'oldest' } as const;
    const { places, more } = span.start < end ? await postings.page(DUE, span, limit) : { places: [], more: false };
    const last = places.at(-1);
    const ids = [...new Set(places.map((place) => positionOf(withoutDue(place)).id))];
    const listed = new Set(places);
    const found = (await ticketsReadWith(team, tickets).all(ids, { eventual: true }))
      .map((ticket) => ({ ticket, place: placeOf(duePosition(ticket)) }))
      .filter(({ place }) => listed.has(place))
      .toSorted((one, other) => (one.place < other.place ? -1 : 1))
      .map(({ ticket }) => ticket);
    if (found.length > 0 || !more || !last) {
      return { tickets: found, next: more && last ? splitPlace(last) : undefined };
    }
    start = afterPlace(last);
  }
}

/** Returns a ticket's place in the list, with the time at which it is due before that of its submission; after all others if nothing is due. */
export function duePosition({ targets, createdAt, id }: Ticket): Position {
  const due = targets ? dueAt(targets) : null;
  return { createdAt: `${due === null ? LAST_PLACE : new Date(due).toISOString()}#${createdAt}`, id };
}

/** Places begin with a time to the millisecond. */
const toMillisecond = (time: string): string => new Date(time).toISOString();

/** Sorts after this place, and before all that come after it. */
const afterPlace = (place: Place): Place => `${place}~`;

const withoutDue = (place: Place): Place => place.slice(place.indexOf('#') + 1);

function splitPlace(place: Place): Position {
  const at = place.lastIndexOf('#');
  return { createdAt: place.slice(0, at), id: place.slice(at + 1) };
}
