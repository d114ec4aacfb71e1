import type { Entry } from './entry.ts';
import type { Ticket } from './ticket.ts';

/** A new ticket or entry; `imported` if it comes from another desk, where everything that follows from it has happened. */
export type NewItem =
  | { readonly type: 'ticket'; readonly ticket: Ticket; readonly imported: boolean }
  | { readonly type: 'entry'; readonly ticketId: string; readonly entry: Entry; readonly imported: boolean };
