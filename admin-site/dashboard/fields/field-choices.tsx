import type { Field } from '#dashboard/desk/field-changes.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { AssigneeChoices } from './assignee-choices.tsx';
import { PriorityChoices } from './priority-choices.tsx';
import './styles.ts';
import { TagChoices } from './tag-choices.tsx';

/** The choices for a field of a ticket, in a dialog that picking one closes. */
export function FieldChoices({ ticket, field }: { readonly ticket: Ticket; readonly field: Field }) {
  if (field === 'assignee') return <AssigneeChoices ticket={ticket} />;
  return field === 'priority' ? <PriorityChoices ticket={ticket} /> : <TagChoices ticket={ticket} />;
}
