import type { Field } from '#dashboard/desk/field-changes.ts';
import { AssigneeChoices } from './assignee-choices.tsx';
import type { ChoicesOf } from './choices-of.ts';
import { PriorityChoices } from './priority-choices.tsx';
import { SnoozeChoices } from './snooze-choices.tsx';
import { TagChoices } from './tag-choices.tsx';

/** The choices for a field, in a dialog that picking one closes. */
export function FieldChoices({ field, ...of }: ChoicesOf & { readonly field: Field }) {
  if (field === 'assignee') return <AssigneeChoices {...of} />;
  if (field === 'snoozedUntil') return <SnoozeChoices {...of} />;
  return field === 'priority' ? <PriorityChoices {...of} /> : <TagChoices {...of} />;
}
