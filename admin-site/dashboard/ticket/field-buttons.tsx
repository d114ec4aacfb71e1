import type { ComponentChildren } from 'preact';
import * as texts from '#dashboard/model/messages.ts';
import type { Action } from '#dashboard/model/shortcuts.ts';
import { visible } from '#dashboard/model/text.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { dayAndTime } from '#dashboard/model/time.ts';
import { actions, keyName, withKey } from '#dashboard/page/actions.ts';
import { Assignee, Tags } from '#dashboard/parts/assignee.tsx';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { NobodyIcon, PriorityIcon, SnoozeIcon, TagIcon } from '#dashboard/parts/icons.tsx';

/** Buttons with a ticket's assignee, priority and tags; each opens its choices. */
export const FieldButtons = ({ ticket }: { readonly ticket: Ticket }) => (
  <div class="fields">
    <FieldButton
      action="assign"
      label={texts.fieldValue(texts.snapshotAssignee, ticket.assignee ? visible(ticket.assignee.name) : texts.nobody)}
    >
      {ticket.assignee ? <Assignee ticket={ticket} /> : <NobodyIcon />}
    </FieldButton>
    <FieldButton
      action="priority"
      label={texts.fieldValue(texts.snapshotPriority, texts.priorityNames[ticket.priority])}
    >
      <PriorityIcon priority={ticket.priority} />
    </FieldButton>
    <FieldButton
      action="tags"
      label={texts.fieldValue(texts.snapshotTags, ticket.tags.map(visible).join(', ') || texts.none)}
    >
      <TagIcon />
      <Tags tags={ticket.tags} />
    </FieldButton>
    {ticket.status !== 'closed' && <SnoozeButton ticket={ticket} />}
  </div>
);

function SnoozeButton({ ticket }: { readonly ticket: Ticket }) {
  const until = ticket.snoozedUntil && texts.snoozedUntil(dayAndTime(ticket.snoozedUntil));
  // Nothing has happened since it woke.
  const said = until ?? (ticket.woken?.version === ticket.version ? texts.snoozeAgain : undefined);
  return (
    <FieldButton action="snooze" label={said ?? texts.shortcutLabels.snooze}>
      <SnoozeIcon />
      {said && <span class="until">{said}</span>}
    </FieldButton>
  );
}

interface FieldButtonProps {
  readonly action: Action;
  readonly label: string;
  readonly children: ComponentChildren;
}

function FieldButton({ action, label, children }: FieldButtonProps) {
  const desk = useDesk();
  return (
    <button
      class="quiet small"
      type="button"
      aria-label={label}
      aria-keyshortcuts={keyName(action)}
      title={withKey(action, label)}
      onClick={() => actions[action].run(desk)}
    >
      {children}
    </button>
  );
}
