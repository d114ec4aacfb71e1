import { foldText } from '#core/text/fold-text.ts';
import type { Entry } from '#core/ticket/entry.ts';
import { dueAt } from '#core/ticket/targets.ts';
import type { Position, Ticket } from '#core/ticket/ticket.ts';
import { dueList, factList, noteWordList, wordIn, wordList } from './lists.ts';
import { isWaiting } from './tells.ts';
import { entryTexts, ticketTexts } from './texts.ts';
import { wordsOf } from './words-of.ts';

/** The lists that a ticket is in for good, by one of its items: what they follow from never changes. */
export interface Postings {
  readonly ticket: Position;
  readonly lists: readonly string[];
}

/** Returns the lists that a ticket's own item puts it into for good: of the words that it was submitted with, of its tier, and of files. */
export function listsOfTicket(ticket: Ticket): readonly string[] {
  const { supportTier, attachments = [] } = ticket;
  return distinct([
    ...ticketTexts(ticket).flatMap(wordsOf).map(wordList),
    factList('tier', foldedValue(supportTier)),
    ...(attachments.length > 0 ? [HAS_FILE] : []),
  ]);
}

/** Returns the lists that an entry puts its ticket into, for good: a reply's words are the customer's to read, all others the agents'. */
export function listsOfEntry(entry: Pick<Entry, 'kind' | 'body' | 'attachments'>) {
  const { kind, attachments = [] } = entry;
  const words = entryTexts(entry).flatMap(wordsOf);
  return distinct([
    ...words.map(kind === 'reply' ? wordList : noteWordList),
    ...(attachments.length > 0 ? [HAS_FILE] : []),
    ...(kind === 'note' ? [HAS_NOTE] : []),
  ]);
}

/** A ticket with its entries, as far as the index has them. */
export interface Conversation {
  readonly ticket: Ticket;
  readonly entries: readonly Pick<Entry, 'kind' | 'body' | 'attachments'>[];
}

/** Returns the lists that a ticket and its entries put it into for good. */
export const lastingLists = ({ ticket, entries }: Conversation): readonly string[] =>
  distinct([...listsOfTicket(ticket), ...entries.flatMap(listsOfEntry)]);

/** Returns the lists that a ticket is in until it changes: its moving facts. A merged one has none. */
export function listsUntilChanged(ticket: Ticket): readonly string[] {
  if (ticket.mergedInto) return [];
  const { status, priority, assignee, tags, targets } = ticket;
  const due = status === 'closed' || !targets ? null : dueAt(targets);
  return distinct([
    factList('status', status),
    factList('priority', priority),
    factList('assignee', assignee?.id ?? 'none'),
    ...tags.map((tag) => factList('tag', foldedValue(tag))),
    ...tags.flatMap(wordsOf).map((word) => factList('tagword', word)),
    ...(isWaiting(ticket) ? [factList('is', 'waiting')] : []),
    ...(due === null ? [] : [dueList(due)]),
    ...(ticket.snoozedUntil === null ? [] : [factList('is', 'snoozed')]),
  ]);
}

/** Returns the words of lists, each once, as the dictionary has them. */
export const dictionaryWords = (lists: readonly string[]): readonly string[] =>
  distinct(lists.flatMap((list) => wordIn(list) ?? []));

const HAS_FILE = factList('has', 'file');
const HAS_NOTE = factList('has', 'note');

const foldedValue = (value: string): string => foldText(value).trim();

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
