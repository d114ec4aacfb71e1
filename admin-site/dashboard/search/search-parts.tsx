import type { SearchParts } from '#dashboard/parts/search-parts.ts';
import { Chips } from './chips.tsx';
import { takeText } from './field.ts';
import { SearchFoot } from './foot.tsx';
import { SearchNotes } from './notes.tsx';
import { NothingFound } from './nothing-found.tsx';
import { Suggestions } from './suggestions.tsx';
import { takeKey } from './take-key.ts';
import { typedQuery } from './typed-query.ts';

export const parts: SearchParts = {
  Chips,
  Suggestions,
  SearchNotes,
  SearchFoot,
  NothingFound,
  textIn: (query) => typedQuery(query).text,
  takeText,
  takeKey,
};
