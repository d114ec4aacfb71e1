import { useEffect, useRef } from 'preact/hooks';
import { visible } from '#dashboard/model/text.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import type { SearchFieldProps } from '#dashboard/parts/search-parts.ts';
import { useSearching } from './as-you-type.ts';
import { setText } from './field.ts';
import * as words from './messages.ts';
import { queryText, typedQuery } from './typed-query.ts';

/** The filters of the query, each to be edited or removed; the arrow keys walk from the field to them. */
export function Chips({ field }: SearchFieldProps) {
  const desk = useDesk();
  const group = useRef<HTMLSpanElement>(null);
  const { query } = desk.list;
  const { chips, text } = typedQuery(query.value);
  useSearching(desk);

  const without = (index: number) => chips.filter((_, other) => other !== index);
  const remove = (index: number) => {
    query.value = queryText({ chips: without(index), text });
    field.current?.focus();
  };
  const edit = (index: number) => {
    const before = text.trimEnd();
    setText(field.current, desk, without(index), `${before}${before && ' '}${chips[index]?.replace(/"$/, '')}`);
  };
  const focusChip = (index: number) => {
    const buttons = group.current?.querySelectorAll<HTMLElement>('.chip-text');
    (buttons?.[index] ?? field.current)?.focus();
  };
  const press = (index: number) => (event: KeyboardEvent) => {
    const act = {
      ArrowLeft: () => focusChip(Math.max(index - 1, 0)),
      ArrowRight: () => focusChip(index + 1),
      Backspace: () => remove(index),
      Delete: () => remove(index),
    }[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };

  const latest = useRef({ remove, focusChip, count: 0 });
  latest.current = { remove, focusChip, count: chips.length };
  useEffect(() => {
    const input = field.current;
    const walk = (event: KeyboardEvent) => {
      const { count, remove, focusChip } = latest.current;
      const isAtStart = input?.selectionStart === 0 && input.selectionEnd === 0;
      if (!isAtStart || count === 0 || (event.key !== 'Backspace' && event.key !== 'ArrowLeft')) return;
      event.preventDefault();
      if (event.key === 'Backspace') remove(count - 1);
      else focusChip(count - 1);
    };
    input?.addEventListener('keydown', walk);
    return () => input?.removeEventListener('keydown', walk);
  }, [field]);

  return (
    <span class="chips" ref={group}>
      {chips.map((chip, index) => (
        <span class="chip" key={`${index} ${chip}`}>
          <button
            class="chip-text"
            type="button"
            dir="auto"
            aria-label={words.editFilter(visible(chip))}
            onKeyDown={press(index)}
            onClick={() => edit(index)}
          >
            {visible(chip)}
          </button>
          <button
            class="chip-remove"
            type="button"
            tabIndex={-1}
            title={words.removeFilter(visible(chip))}
            onClick={() => remove(index)}
          >
            <span aria-hidden="true">×</span>
            <span class="visually-hidden">{words.removeFilter(visible(chip))}</span>
          </button>
        </span>
      ))}
    </span>
  );
}
