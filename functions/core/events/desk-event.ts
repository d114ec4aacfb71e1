import { changedFields, type Entry, entryKinds, isMessage } from '#core/ticket/entry.ts';
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

/** A new ticket or entry; `imported` if it comes from another desk, where everything that follows from it has happened. */
export type NewItem = { readonly ticketId: string; readonly imported: boolean } & (
  | { readonly type: 'ticket' }
  | { readonly type: 'entry'; readonly entry: Entry }
);

/** Returns the event about a new ticket or entry; none about what was imported. */
export function eventOf(item: NewItem): DeskEvent | undefined {
  const { ticketId, imported } = item;
  if (imported) return undefined;
  if (item.type === 'ticket') {
    return { type: 'ticket.created', eventId: ticketId, ticketId, ticketVersion: 1, fields: [] };
  }
  const { entry } = item;
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
