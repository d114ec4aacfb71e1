import { changedFields, entryKinds, isMessage } from '#core/ticket/entry.ts';
import type { NewItem } from '#core/ticket/new-item.ts';
import type { EventType } from '#functions/event-names.ts';

/** Names of what an event was about: fields of the ticket and, unless only fields changed, the kind of the entry. */
export const eventFields = [...changedFields, ...entryKinds] as const;

/** An event on the bus: ids and names of fields, never a text or an address. It may arrive more than once, and in any order. */
export interface DeskEvent {
  readonly type: EventType;
  /** The operation's id, by which a repeated event is recognized: the entry's, or of a new ticket its own. */
  readonly eventId: string;
  readonly ticketId: string;
  /** The version that the operation made. */
  readonly ticketVersion: number;
  /** Present if a reply or a note was added. */
  readonly messageId?: string;
  readonly fields: readonly (typeof eventFields)[number][];
}

/** Returns the event about a new ticket or entry; none about what was imported. */
export function eventOf(item: NewItem): DeskEvent | undefined {
  if (item.imported) return undefined;
  if (item.type === 'ticket') {
    const { id } = item.ticket;
    return { type: 'ticket.created', eventId: id, ticketId: id, ticketVersion: 1, fields: [] };
  }
  const { ticketId, entry } = item;
  const { id, version, kind } = entry;
  const fields = entry.changes.map(({ field }) => field);
  return {
    type: isMessage(entry) ? 'message.added' : 'ticket.changed',
    eventId: id,
    ticketId,
    ticketVersion: version,
    ...(isMessage(entry) && { messageId: id }),
    fields: kind === 'change' ? fields : [kind, ...fields],
  };
}
