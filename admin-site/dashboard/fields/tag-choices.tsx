import { useEffect, useRef, useState } from 'preact/hooks';
import { foldText } from '#core/text/fold-text.ts';
import { sameTags, tagKey } from '#core/ticket/same-tags.ts';
import { knownTags } from '#dashboard/model/known-tags.ts';
import { visible } from '#dashboard/model/text.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Choices } from './choices.tsx';
import type { ChoicesOf } from './choices-of.ts';
import * as words from './messages.ts';

/**
 * The tickets' tags, and those of others; several can be added and removed before they are all set by closing the dialog. A tag that only some of
 * the tickets have becomes one of all of them first, then of none.
 */
export function TagChoices({ values, close, change }: ChoicesOf) {
  const desk = useDesk();
  const [query, setQuery] = useState('');
  const [tags, setTags] = useState(values.tags);
  const [some, setSome] = useState(values.someTags ?? []);
  const [offered] = useState(() => knownTags(desk.tickets.displayed.value.values(), [...values.tags, ...some]));
  const chosen = new Set(tags.map(tagKey));
  const typed = query
    .normalize('NFC')
    .replaceAll(/[,\s]+/gu, ' ')
    .trim();
  const all = [...new Map([...tags, ...offered].map((tag) => [tagKey(tag), tag])).values()];
  const found = all.filter((tag) => foldText(tag).includes(foldText(typed)));
  const isNew = typed !== '' && !all.some((tag) => tagKey(tag) === tagKey(typed));
  const choices = [
    ...found.map((tag) => ({
      id: tag,
      text: some.includes(tag) ? words.onSome(visible(tag)) : visible(tag),
      isChosen: chosen.has(tagKey(tag)),
    })),
    ...(isNew ? [{ id: typed, text: words.add(visible(typed)), isChosen: false }] : []),
  ];
  const pick = (tag: string) => {
    setTags(chosen.has(tagKey(tag)) ? tags.filter((one) => tagKey(one) !== tagKey(tag)) : [...tags, tag]);
    setSome(some.filter((one) => one !== tag));
    setQuery('');
  };

  // However the dialog closes.
  const latest = useRef({ tags, some });
  latest.current = { tags, some };
  useEffect(
    () => () => {
      const now = latest.current;
      const isSame = sameTags(values.tags, now.tags) && now.some.length === (values.someTags ?? []).length;
      if (!isSame) change({ tags: now.tags }, now.some);
    },
    [],
  );
  const said = choices.length === 0 ? words.noTags : words.tagKeys;
  return (
    <>
      <Choices field="tags" {...{ query, choices, said }} onQuery={setQuery} onPick={pick} onClose={close} />
      <button class="primary" type="button" onClick={close}>
        {words.done}
      </button>
    </>
  );
}
