import type { Status } from '#core/ticket/ticket.ts';
import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { dayAndTime } from '#dashboard/model/time.ts';
import type { Field, FieldChange } from './field-changes.ts';

/** Returns the title of the toast about a change. */
export function titleOfField(to: FieldChange): string {
  if ('assignee' in to) return texts.toastAssigned(to.assignee && visible(to.assignee.name));
  if ('tags' in to) return texts.toastTags;
  if ('priority' in to) return texts.toastPriority(to.priority);
  return to.snoozedUntil === null ? texts.toastWoken : texts.snoozedUntil(dayAndTime(to.snoozedUntil));
}

/** Returns the title of the toast about a change that the desk refused. */
export const notChanged = (to: FieldChange): string => texts.toastNotChanged[Object.keys(to)[0] as Field];

/** Returns the change that undoes a change of a ticket. */
export function valueBefore({ assignee, priority, tags, snoozedUntil }: Ticket, to: FieldChange): FieldChange {
  if ('assignee' in to) return { assignee };
  if ('priority' in to) return { priority };
  return 'tags' in to ? { tags } : { snoozedUntil };
}

/** Returns the title of the toast about a change of status. Reopening brings back the status before closing, which only the desk knows. */
export const titleOfStatus = (from: Status, to: Status) =>
  from === 'closed' && to === 'open' ? texts.toastReopened : texts.toastStatus[to][0];
