import { filterOf, type People } from '#core/search/filter.ts';
import { MAX_QUERY, MAX_TERMS, readQuery, type Term } from '#core/search/query.ts';
import { type Token, tokensOf } from '#core/search/tokens.ts';
import { wordsOf } from '#core/search/words-of.ts';
import { foldText } from '#core/text/fold-text.ts';
import { codePoints } from '#core/text/text.ts';
import * as words from './messages.ts';

/** A query as the search box shows it: the filters that it begins with are chips, each as it is typed; the rest is text. */
export interface TypedQuery {
  readonly chips: readonly string[];
  readonly text: string;
}

/** Returns the chips and the text of a query. A space ends each chip, so that nothing else has to be kept. */
export function typedQuery(query: string): TypedQuery {
  const chips: string[] = [];
  let end = 0;
  for (const token of tokensOf(query)) {
    if (!isFinished(query, token) || query.slice(end, token.at).trim() !== '') break;
    chips.push(query.slice(token.at, token.end));
    end = token.end;
  }
  return { chips, text: query.slice(end).replace(/^\s/, chips.length > 0 ? '' : '$&') };
}

export const queryText = ({ chips, text }: TypedQuery): string => chips.map((chip) => `${chip} `).join('') + text;

/** Returns a query with another text, of which the filters before the caret, in UTF-16 units, become chips once they are finished; and the caret's new place. */
export function withText({ chips }: TypedQuery, text: string, caret: number): { query: TypedQuery; caret: number } {
  const done = tokensOf(text).filter(
    (token) => isFinished(text, token) && (token.end < caret || (token.end === caret && text[token.end - 1] === '"')),
  );
  let rest = '';
  let from = 0;
  let place = caret;
  for (const { at, end } of done) {
    rest += text.slice(from, at);
    from = /\s/.test(text[end] ?? '') ? end + 1 : end;
    place -= Math.min(from, caret) - at;
  }
  const typed = done.map(({ at, end }) => text.slice(at, end));
  return { query: { chips: [...chips, ...typed], text: rest + text.slice(from) }, caret: place };
}

/** Returns a query whose last filter isn't being typed any more, as Enter and leaving the box mean. */
export function finished(query: string): string {
  const typed = typedQuery(query);
  const last = tokensOf(typed.text).at(-1);
  if (last?.key === undefined || !last.isOpen || last.value === '') return query;
  const text = typed.text + (typed.text.slice(last.at).includes('"') ? '"' : ' ');
  return queryText(withText(typed, text, text.length).query);
}

/** Returns the question that a query asks so far: without the filters that have no value, or whose value is still being typed. Empty if it asks nothing. */
export function questionOf(query: string): string {
  const asked = tokensOf(query).filter(
    ({ key, value, isOpen }) => key === undefined || (!isOpen && value.trim() !== ''),
  );
  return asked.some(asks) ? asked.map(({ at, end }) => query.slice(at, end)).join(' ') : '';
}

const asks = ({ key, value }: Token): boolean => key !== undefined || wordsOf(value).length > 0;

/** Returns the mistake in a question, in words for the agent; the desk knows better who its agents are. */
export function mistakeIn(question: string): string | undefined {
  if (codePoints(question) > MAX_QUERY) return words.tooLong(MAX_QUERY);
  const tokens = tokensOf(question);
  const filters = tokens.map((token) => filterOf(token, anyone(token)));
  return (
    filters.find((filter) => typeof filter === 'string') ??
    (tokens.filter(asks).length > MAX_TERMS ? words.tooMany(MAX_TERMS) : undefined)
  );
}

/** Returns true if a token is a filter that nobody is typing any more, and without a mistake. */
const isFinished = (text: string, token: Token): boolean =>
  typeof filterOf(token, anyone(token)) === 'object' &&
  (text[token.end] === undefined ? !token.isOpen : /\s/.test(text[token.end] ?? ''));

/** People of whom any value of `assignee:` is one. */
const anyone = (...tokens: readonly Token[]): People => ({
  me: 'me',
  agents: tokens.map(({ value }) => ({ id: foldText(value).trim(), name: '' })),
});

/** Returns the words that a question looks for; none if it has a mistake. */
export function termsOf(question: string): readonly Term[] {
  if (mistakeIn(question) !== undefined) return [];
  return readQuery(question, anyone(...tokensOf(question))).terms.filter(({ isNot }) => !isNot);
}
