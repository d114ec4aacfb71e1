import type { ComponentChildren } from 'preact';
import * as texts from '#dashboard/model/messages.ts';
import { type Action, keyName, withKey } from '#dashboard/model/shortcuts.ts';
import { visible } from '#dashboard/model/text.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { actions } from '#dashboard/page/agent-actions.ts';
import { Assignee, Tags } from '#dashboard/parts/assignee.tsx';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { NobodyIcon, PriorityIcon, TagIcon } from '#dashboard/parts/icons.tsx';

/** Buttons with a ticket's assignee, priority and tags; each opens its choices. */
export const FieldButtons = ({ ticket }: { readonly ticket: Ticket }) => (
  <div class="fields">
    <FieldButton
      action="assign"
      name={texts.snapshotAssignee}
      value={ticket.assignee ? visible(ticket.assignee.name) : texts.nobody}
    >
      {ticket.assignee ? <Assignee ticket={ticket} /> : <NobodyIcon />}
    </FieldButton>
    <FieldButton action="priority" name={texts.snapshotPriority} value={texts.priorityNames[ticket.priority]}>
      <PriorityIcon priority={ticket.priority} />
    </FieldButton>
    <FieldButton action="tags" name={texts.snapshotTags} value={ticket.tags.map(visible).join(', ') || texts.none}>
      <TagIcon />
      <Tags tags={ticket.tags} />
    </FieldButton>
  </div>
);

interface FieldButtonProps {
  readonly action: Action;
  readonly name: string;
  readonly value: string;
  readonly children: ComponentChildren;
}

function FieldButton({ action, name, value, children }: FieldButtonProps) {
  const desk = useDesk();
  return (
    <button
      class="quiet small"
      type="button"
      aria-label={texts.fieldValue(name, value)}
      aria-keyshortcuts={keyName(action)}
      title={withKey(action, texts.fieldValue(name, value))}
      onClick={() => actions[action](desk)}
    >
      {children}
    </button>
  );
}
