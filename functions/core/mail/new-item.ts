import { type DueEntry, later } from '#core/due/due-entry.ts';
import type { NewItem } from '#core/ticket/new-item.ts';
import { FIRST_PAUSE_MS } from './pauses.ts';

/** Returns true if a ticket or entry causes mail on a desk that sends any: a new ticket, a reply, a mail that an agent resends, an agent's mail that wasn't sent, a reminder. */
export const causesMail = (item: NewItem): boolean =>
  !item.imported &&
  (item.type === 'ticket' ||
    ['reply', 'mail_unsent', 'reminder'].includes(item.entry.kind) ||
    item.entry.resends !== undefined);

/** Returns where a new item belongs: its ticket's id, the version that it made, and when. */
export const placeOf = (item: NewItem) =>
  item.type === 'ticket'
    ? { ticketId: item.ticket.id, version: 1, at: item.ticket.createdAt }
    : { ticketId: item.ticketId, version: item.entry.version, at: item.entry.createdAt };

/** Returns the due entry of the mail that a new item causes, if any: due a while after it, when the mail should long have been sent. */
export function dueMailOf(item: NewItem): DueEntry | undefined {
  if (!causesMail(item)) return undefined;
  const { ticketId, version, at } = placeOf(item);
  return { kind: 'mail', subject: ticketId, at: later(at, FIRST_PAUSE_MS), version };
}
