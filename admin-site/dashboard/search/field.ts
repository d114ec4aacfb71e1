import type { Desk } from '#dashboard/desk/desk.ts';
import type { TypedInto } from '#dashboard/parts/search-parts.ts';
import { queryText, typedQuery, withText } from './typed-query.ts';

/** Takes over what the agent typed; the filters that are finished become chips, and the caret stays where it was in the text. */
export function takeText(desk: Desk, { currentTarget: field, isComposing }: TypedInto): void {
  const { query } = desk.list;
  const typed = typedQuery(query.value);
  // An input method would lose what it is at.
  if (isComposing) query.value = queryText({ ...typed, text: field.value });
  else setText(field, desk, typed.chips, field.value, field.selectionStart ?? field.value.length);
}

/** Puts a text into the field, with chips before it, and the caret into it. */
export function setText(
  field: HTMLInputElement | null,
  desk: Desk,
  chips: readonly string[],
  text: string,
  caret = text.length,
): void {
  const next = withText({ chips, text: '' }, text, caret);
  desk.list.query.value = queryText(next.query);
  if (!field) return;
  field.focus();
  if (field.value === next.query.text) return;
  field.value = next.query.text;
  field.setSelectionRange(next.caret, next.caret);
}
