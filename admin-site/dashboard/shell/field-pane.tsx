import * as texts from '#dashboard/model/messages.ts';
import { followSelection } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Modal } from '#dashboard/parts/modal.tsx';
import { useLater } from '#dashboard/parts/use-later.ts';
import { LoadingSaid, NotLoaded } from './not-loaded.tsx';

/** The choices for a field of a ticket, whose code and styles are fetched with the first ticket: what is typed after the key is for them. */
export function FieldPane() {
  const desk = useDesk();
  const chosen = desk.dialogs.field.value;
  const isNeeded = desk.conversation.selectedId.value !== undefined;
  const fields = useLater(() => import('#dashboard/fields/field-choices.tsx'), isNeeded);
  const merge = useLater(() => import('#dashboard/fields/merge-choices.tsx'), isNeeded);
  const ticket = chosen && desk.tickets.ticket(chosen.ticketId);
  if (!chosen || !ticket) return null;
  const part = chosen.field === 'merge' ? merge : fields;
  const close = () => {
    desk.dialogs.field.value = undefined;
  };
  return (
    <Modal key={chosen.field} label={texts.shortcutLabels[labels[chosen.field]]} onClose={close}>
      {typeof merge === 'object' && chosen.field === 'merge' ? (
        <merge.loaded.MergeChoices ticket={ticket} />
      ) : typeof fields === 'object' && chosen.field !== 'merge' ? (
        <fields.loaded.FieldChoices
          values={ticket}
          field={chosen.field}
          close={close}
          change={(to) => {
            desk.changeField(ticket, to);
            if ('snoozedUntil' in to) followSelection(desk.conversation.selectedId.value);
          }}
        />
      ) : part ? (
        <NotLoaded what={texts.partFields} />
      ) : (
        <LoadingSaid text={texts.loading} />
      )}
    </Modal>
  );
}

const labels = {
  assignee: 'assign',
  priority: 'priority',
  tags: 'tags',
  snoozedUntil: 'snooze',
  merge: 'merge',
} as const;
