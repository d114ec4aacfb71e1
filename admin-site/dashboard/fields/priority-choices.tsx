import { useState } from 'preact/hooks';
import { type Priority, priorities } from '#core/ticket/ticket.ts';
import * as texts from '#dashboard/model/messages.ts';
import { Choices } from './choices.tsx';
import type { ChoicesOf } from './choices-of.ts';
import * as words from './messages.ts';

/** The priorities, the highest first. */
export function PriorityChoices({ values, close, change }: ChoicesOf) {
  const [query, setQuery] = useState('');
  const choices = priorities
    .toReversed()
    .map((id) => ({ id, text: texts.priorityNames[id], isChosen: id === values.priority }))
    .filter(({ text }) => text.toLowerCase().startsWith(query.trim().toLowerCase()));
  const pick = (id: string) => {
    close();
    if (id !== values.priority) change({ priority: id as Priority });
  };
  const said = choices.length === 0 ? words.noMatch : words.keys;
  return <Choices field="priority" {...{ query, choices, said }} onQuery={setQuery} onPick={pick} onClose={close} />;
}
