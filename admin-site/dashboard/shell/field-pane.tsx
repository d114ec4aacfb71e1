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
  const part = useLater(
    () => Promise.all([import('#dashboard/fields/field-choices.tsx'), import('#dashboard/fields/merge-choices.tsx')]),
    desk.conversation.selectedId.value !== undefined,
  );
  const ticket = chosen && desk.tickets.ticket(chosen.ticketId);
  if (!chosen || !ticket) return null;
  const [fields, merge] = typeof part === 'object' ? part.loaded : [];
  const close = () => {
    desk.dialogs.field.value = undefined;
  };
  return (
    <Modal key={chosen.field} label={texts.shortcutLabels[labels[chosen.field]]} onClose={close}>
      {merge && chosen.field === 'merge' ? (
        <merge.MergeChoices ticket={ticket} />
      ) : fields && chosen.field !== 'merge' ? (
        <fields.FieldChoices
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
