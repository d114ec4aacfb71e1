import type { Entry } from '#core/ticket/entry.ts';
import type { Position, Ticket } from '#core/ticket/ticket.ts';
import { dictionaryWords, listsOfEntry, listsOfTicket, listsUntilChanged } from './postings.ts';

/** A ticket's place in a list; with the version of the change that put it there, unless it is there for good. */
export interface Place {
  readonly list: string;
  readonly ticket: Position;
  readonly version?: number | undefined;
}

/** An item of the index: a place in a list, or a word of the dictionary. */
export type IndexItem = Place | { readonly word: string };

/** A ticket with its entries, as far as the index has them. */
export interface Conversation {
  readonly ticket: Ticket;
  readonly entries: readonly Pick<Entry, 'kind' | 'body' | 'attachments'>[];
}

/** Returns all that a ticket demands of the index, each item once. */
export function demandsOf({ ticket, entries }: Conversation): readonly IndexItem[] {
  const moving = listsUntilChanged(ticket);
  const lasting = [...new Set([...listsOfTicket(ticket), ...entries.flatMap(listsOfEntry)])];
  return [
    ...lasting.map((list) => ({ list, ticket })),
    ...moving.map((list) => ({ list, ticket, version: ticket.version })),
    ...dictionaryWords([...lasting, ...moving]).map((word) => ({ word })),
  ];
}

/** Returns an item as a text that no other item has, in words for the person who compares. */
export const nameOf = (item: IndexItem): string =>
  'word' in item
    ? `${item.word} in the dictionary`
    : `ticket ${item.ticket.id} of ${item.ticket.createdAt} in the list ${item.list}`;
