import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { newestFirst } from '#core/ticket/ticket.ts';
import { Team } from '#dashboard/desk/team.ts';
import { visible } from '#dashboard/model/text.ts';
import { adoptStyles } from '#dashboard/page/adopt-styles.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { usePickerKeys } from '#dashboard/parts/picker-keys.ts';
import type { SearchFieldProps } from '#dashboard/parts/search-parts.ts';
import { setText } from '#dashboard/search/field.ts';
import { typedQuery } from '#dashboard/search/typed-query.ts';
import { teamApi } from '#dashboard/wire/team-api.ts';
import css from './completion.css';
import { type Completion, completionsOf } from './completions.ts';
import * as words from './messages.ts';

adoptStyles(css);

interface CompletionListProps extends SearchFieldProps {
  readonly onClose: () => void;
}

/** The keys and values that may complete what is being typed: a listbox that the field's keys work (parts/picker-keys.ts). */
export function CompletionList({ field, onClose }: CompletionListProps) {
  const desk = useDesk();
  const listId = useId();
  const active = useRef<HTMLDivElement>(null);
  const { chips, text } = typedQuery(desk.list.query.value);
  const caret = Math.min(field.current?.selectionStart ?? text.length, text.length);
  const known = useKnown(/assignee:/i.test(text));
  const { at, all, firstIsMeant } = completionsOf(text, caret, known);
  const [chosen, setChosen] = useState<number | undefined>();
  useLayoutEffect(() => setChosen(undefined), [text]);
  const place = Math.min(chosen ?? (firstIsMeant ? 0 : -1), all.length - 1);
  const current = all[place];
  const optionId = (index: number) => `${listId}-${index}`;

  const insert = ({ inserted }: Completion) => {
    const rest = text.slice(caret).replace(inserted.endsWith(' ') ? /^\S*\s?/ : /^\S*/, '');
    setText(field.current, desk, chips, text.slice(0, at) + inserted + rest, at + inserted.length);
    if (inserted.endsWith(' ')) onClose();
  };
  usePickerKeys(field, {
    listId,
    activeId: current && optionId(place),
    arrows: all.length > 0,
    move: (step) => setChosen(place < 0 && step < 0 ? all.length - 1 : (place + step + all.length) % all.length),
    pick: () => current && insert(current),
    close: all.length > 0 ? onClose : undefined,
  });
  useLayoutEffect(() => active.current?.scrollIntoView({ block: 'nearest' }), [place]);
  // The field keeps the focus.
  const holdFocus = (event: MouseEvent) => event.preventDefault();

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the focus where it is
    <div class="completions" hidden={all.length === 0} onMouseDown={holdFocus}>
      {text.trim() === '' && <p class="hint">{words.filterKeys}</p>}
      <div class="options" id={listId} role="listbox" aria-label={words.completions}>
        {all.map((completion, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
          <div
            key={completion.inserted}
            id={optionId(index)}
            ref={index === place ? active : null}
            role="option"
            tabIndex={-1}
            aria-selected={index === place}
            onClick={() => insert(completion)}
          >
            <bdi>{visible(completion.name)}</bdi> <span class="hint">{visible(completion.hint)}</span>
          </div>
        ))}
      </div>
      <p class="visually-hidden" role="status">
        {all.length > 0 && words.completionKeys(all.length)}
      </p>
    </div>
  );
}

/** The tickets that this page knows, and the agents: all of them as soon as they are needed. */
function useKnown(needsAgents: boolean) {
  const { session, tickets } = useDesk();
  const team = useMemo(() => new Team({ session, teamOf: ({ connection }) => teamApi(connection) }), [session]);
  useEffect(() => {
    if (needsAgents) void team.load();
  }, [team, needsAgents]);
  const all = [...tickets.displayed.value.values()].toSorted(newestFirst);
  const assignees = [...new Map(all.flatMap(({ assignee }) => (assignee ? [[assignee.id, assignee]] : []))).values()];
  const agents = team.agents.value?.filter(({ isActive }) => isActive) ?? assignees;
  return { tickets: all, agents, now: session.now.value };
}
