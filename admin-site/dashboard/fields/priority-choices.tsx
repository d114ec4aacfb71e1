import { useState } from 'preact/hooks';
import { type Priority, priorities } from '#core/ticket/ticket.ts';
import * as texts from '#dashboard/model/messages.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Choices } from './choices.tsx';
import * as words from './messages.ts';

/** The priorities, the highest first. */
export function PriorityChoices({ ticket }: { readonly ticket: Ticket }) {
  const desk = useDesk();
  const [query, setQuery] = useState('');
  const choices = priorities
    .toReversed()
    .map((id) => ({ id, text: texts.priorityNames[id], isChosen: id === ticket.priority }))
    .filter(({ text }) => text.toLowerCase().startsWith(query.trim().toLowerCase()));
  const close = () => {
    desk.dialogs.field.value = undefined;
  };
  const pick = (id: string) => {
    close();
    if (id !== ticket.priority) desk.changeField(ticket, { priority: id as Priority });
  };
  const said = choices.length === 0 ? words.noMatch : words.keys;
  return <Choices field="priority" {...{ query, choices, said }} onQuery={setQuery} onPick={pick} onClose={close} />;
}
