import { counted, locale } from '#dashboard/model/locale.ts';

// Every word of the search, which loads with it; those of the completion are in completion/messages.ts.

export const editFilter = (filter: string) => `${filter}: edit filter, Delete to remove`;
export const removeFilter = (filter: string) => `Remove ${filter}`;

export const tooLong = (most: number) => `This is too long. Use at most ${most} characters.`;
export const tooMany = (most: number) => `Use at most ${most} words and filters.`;

// What is searched, and what was found
export const searchesAll = 'Searching all tickets.';
export const searchesView = (view: string) => `Searching “${view}” only.`;
export const onlyIn = (view: string) => `Only “${view}”`;
export const searching = 'Searching…';
export const found = (count: number, more: boolean) =>
  more ? `The first ${counted(count, 'match', 'matches')}.` : `${counted(count, 'match', 'matches')}.`;
export const needsConnection = 'Searching needs a connection. These are the matches among the tickets loaded here.';
const months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' });
export const searchedTo = (time: Date, isBack: boolean) =>
  `Searched ${isBack ? 'back' : 'up'} to ${months.format(time)}.`;
export const continueSearch = 'Continue';

// Nothing found
export const noMatches = 'No matches';
export const noMatchesFor = 'No ticket matches {query}.';
export const noMatchesYet = 'Nothing matches {query} so far.';
export const narrowHint = (view: string) => `Only “${view}” was searched.`;
export const searchAll = 'Search all tickets';
export const clearSearch = 'Clear search';
