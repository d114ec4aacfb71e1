import * as texts from '#dashboard/model/messages.ts';
import type { Staged } from '#dashboard/model/staged.ts';
import { visible } from '#dashboard/model/text.ts';
import { COMPOSER_FIELD, focusSoon } from '#dashboard/page/focus.ts';
import type { StagedActionsProps } from '#dashboard/parts/canned-parts.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { CrossIcon } from '#dashboard/parts/icons.tsx';
import { draftKey } from '#dashboard/storage/drafts.ts';
import * as words from './messages.ts';
import { useAgents } from './use-agents.ts';

/** The values that sending a draft sets on its ticket, each with a button that leaves it out. */
export function StagedActions({ ticketId, kind }: StagedActionsProps) {
  const desk = useDesk();
  const staged = desk.composer.staged.value.get(draftKey(ticketId, kind));
  const { status, assignee, tags = [] } = staged?.actions ?? {};
  const agents = useAgents(typeof assignee === 'string');
  const isSet = status !== undefined || assignee !== undefined || tags.length > 0;
  if (!staged || !isSet) return null;
  const change = (actions: Staged['actions']) => {
    desk.composer.stage(ticketId, kind, { ...staged, actions });
    focusSoon(COMPOSER_FIELD);
  };
  const nameOf = (id: string) =>
    desk.session.agentId.value === id ? texts.you : (agents?.find((one) => one.id === id)?.name ?? '…');
  const chips = [
    ...(status === undefined
      ? []
      : [
          {
            key: 'status',
            text: texts.filterNames[status],
            drop: () => change({ ...staged.actions, status: undefined }),
          },
        ]),
    ...(assignee === undefined
      ? []
      : [
          {
            key: 'assignee',
            text: assignee === null ? words.unassigned : words.assignedTo(visible(nameOf(assignee))),
            drop: () => change({ ...staged.actions, assignee: undefined }),
          },
        ]),
    ...tags.map((tag) => ({
      key: `tag ${tag}`,
      text: visible(tag),
      drop: () => change({ ...staged.actions, tags: tags.filter((one) => one !== tag) }),
    })),
  ];
  return (
    <fieldset class="staged" aria-label={words.stagedLabel[kind]}>
      <span class="hint">{words.stagedLabel[kind]}</span>
      {chips.map(({ key, text, drop }) => (
        <span class="chip" key={key}>
          <bdi>{text}</bdi>
          <button
            class="quiet"
            type="button"
            aria-label={words.leaveOut(text)}
            title={words.leaveOut(text)}
            onClick={drop}
          >
            <CrossIcon />
          </button>
        </span>
      ))}
    </fieldset>
  );
}
