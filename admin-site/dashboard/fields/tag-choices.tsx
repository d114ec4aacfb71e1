import { useEffect, useRef, useState } from 'preact/hooks';
import { foldText } from '#core/text/fold-text.ts';
import { sameTags, tagKey } from '#core/ticket/same-tags.ts';
import { knownTags } from '#dashboard/model/known-tags.ts';
import { visible } from '#dashboard/model/text.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Choices } from './choices.tsx';
import * as words from './messages.ts';

/** The ticket's tags, and those of others; several can be added and removed before they are all set by closing the dialog. */
export function TagChoices({ ticket }: { readonly ticket: Ticket }) {
  const desk = useDesk();
  const [query, setQuery] = useState('');
  const [tags, setTags] = useState(ticket.tags);
  const [offered] = useState(() => knownTags(desk.tickets.displayed.value.values(), ticket));
  const chosen = new Set(tags.map(tagKey));
  const typed = query
    .normalize('NFC')
    .replaceAll(/[,\s]+/gu, ' ')
    .trim();
  const all = [...new Map([...tags, ...offered].map((tag) => [tagKey(tag), tag])).values()];
  const found = all.filter((tag) => foldText(tag).includes(foldText(typed)));
  const isNew = typed !== '' && !all.some((tag) => tagKey(tag) === tagKey(typed));
  const choices = [
    ...found.map((tag) => ({ id: tag, text: visible(tag), isChosen: chosen.has(tagKey(tag)) })),
    ...(isNew ? [{ id: typed, text: words.add(visible(typed)), isChosen: false }] : []),
  ];
  const pick = (tag: string) => {
    setTags(chosen.has(tagKey(tag)) ? tags.filter((one) => tagKey(one) !== tagKey(tag)) : [...tags, tag]);
    setQuery('');
  };
  const close = () => {
    desk.dialogs.field.value = undefined;
  };

  // However the dialog closes.
  const latest = useRef(tags);
  latest.current = tags;
  useEffect(
    () => () => {
      if (!sameTags(ticket.tags, latest.current)) desk.changeField(ticket, { tags: latest.current });
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
