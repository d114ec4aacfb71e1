import type { Position } from '#core/ticket/ticket.ts';
import { type Conversation, dictionaryWords, lastingLists, listsUntilChanged } from './postings.ts';

/** A ticket's place in a list; with the version of the change that put it there, unless it is there for good. */
export interface Place {
  readonly list: string;
  readonly ticket: Position;
  readonly version?: number | undefined;
}

/** An item of the index: a place in a list, or a word of the dictionary. */
export type IndexItem = Place | { readonly word: string };

/** Returns all that a ticket demands of the index, each item once: a merged one, that its survivor is found by its words and files, too. */
export function demandsOf(conversation: Conversation): readonly IndexItem[] {
  const { ticket } = conversation;
  const moving = listsUntilChanged(ticket);
  const lasting = lastingLists(conversation);
  const { mergedInto } = ticket;
  return [
    ...lasting.map((list) => ({ list, ticket })),
    ...(mergedInto ? lasting.map((list) => ({ list, ticket: mergedInto })) : []),
    ...moving.map((list) => ({ list, ticket, version: ticket.version })),
    ...dictionaryWords([...lasting, ...moving]).map((word) => ({ word })),
  ];
}

/** Returns an item as a text that no other item has, in words for the person who compares. */
export const nameOf = (item: IndexItem): string =>
  'word' in item
    ? `${item.word} in the dictionary`
    : `ticket ${item.ticket.id} of ${item.ticket.createdAt} in the list ${item.list}`;
