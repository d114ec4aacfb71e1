import { useEffect, useMemo, useState } from 'preact/hooks';
import { foldText } from '#core/text/fold-text.ts';
import { Team } from '#dashboard/desk/team.ts';
import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { teamApi } from '#dashboard/wire/team-api.ts';
import { Choices } from './choices.tsx';
import type { ChoicesOf } from './choices-of.ts';
import * as words from './messages.ts';

const NOBODY = 'nobody';

/** The agents who may be assigned: oneself first, then the others, then nobody. */
export function AssigneeChoices({ values, close, change }: ChoicesOf) {
  const { session } = useDesk();
  const team = useMemo(() => new Team({ session, teamOf: ({ connection }) => teamApi(connection) }), [session]);
  useEffect(() => void team.load(), [team]);
  const [query, setQuery] = useState('');
  const me = session.agent.value;
  const others = (team.agents.value ?? []).filter(({ id, isActive }) => isActive && id !== me?.id);
  const agents = [...(me ? [{ id: me.id, name: me.name }] : []), ...others.map(({ id, name }) => ({ id, name }))];
  const choices = [
    ...agents.map(({ id, name }) => ({
      id,
      text: id === me?.id ? words.own(visible(name)) : visible(name),
      isChosen: id === values.assignee?.id,
    })),
    { id: NOBODY, text: texts.nobody, isChosen: values.assignee === null },
  ].filter(({ text }) => foldText(text).includes(foldText(query.trim())));
  const pick = (id: string) => {
    const assignee = agents.find((agent) => agent.id === id) ?? null;
    close();
    if (values.assignee === undefined || assignee?.id !== values.assignee?.id) change({ assignee });
  };
  const unread = team.unread.value;
  const said =
    unread !== undefined
      ? words.notLoaded(unread)
      : !team.agents.value
        ? texts.loading
        : choices.length === 0
          ? words.noMatch
          : words.keys;
  return <Choices field="assignee" {...{ query, choices, said }} onQuery={setQuery} onPick={pick} onClose={close} />;
}
