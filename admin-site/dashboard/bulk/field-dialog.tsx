import type { Field } from '#dashboard/desk/field-changes.ts';
import * as texts from '#dashboard/model/messages.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { Modal } from '#dashboard/parts/modal.tsx';
import { useLater } from '#dashboard/parts/use-later.ts';
import type { BulkChange } from '#dashboard/wire/bulk-api.ts';
import { bulkChangeOf, commonValues } from './common-values.ts';

interface FieldDialogProps {
  readonly field: Field | undefined;
  readonly tickets: readonly Ticket[];
  readonly label: string;
  readonly close: () => void;
  readonly change: (to: BulkChange) => void;
}

/** The choices for a field of several tickets, in a dialog while there is one; their code is fetched before. */
export function FieldDialog({ field, tickets, label, close, change }: FieldDialogProps) {
  const part = useLater(() => import('#dashboard/fields/field-choices.tsx'));
  if (!field) return null;
  return (
    <Modal key={field} label={label} onClose={close}>
      {typeof part === 'object' ? (
        <part.loaded.FieldChoices
          values={commonValues(tickets)}
          field={field}
          close={close}
          change={(to, kept) => change(bulkChangeOf(tickets, to, kept))}
        />
      ) : (
        <p role="status">{part ? texts.notLoaded(texts.partFields) : texts.loading}</p>
      )}
    </Modal>
  );
}
