import type { Status } from '#core/ticket/ticket.ts';
import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { FieldChange } from './field-changes.ts';

/** Returns the title of the toast about a change. */
export function titleOfField(to: FieldChange): string {
  if ('assignee' in to) return texts.toastAssigned(to.assignee && visible(to.assignee.name));
  return 'priority' in to ? texts.toastPriority(to.priority) : texts.toastTags;
}

/** Returns the title of the toast about a change that the desk refused. */
export const notChanged = (to: FieldChange): string =>
  texts.toastNotChanged['assignee' in to ? 'assignee' : 'priority' in to ? 'priority' : 'tags'];

/** Returns the change that undoes a change of a ticket. */
export function valueBefore({ assignee, priority, tags }: Ticket, to: FieldChange): FieldChange {
  if ('assignee' in to) return { assignee };
  return 'priority' in to ? { priority } : { tags };
}

/** Returns the title of the toast about a change of status. Reopening brings back the status before closing, which only the desk knows. */
export const titleOfStatus = (from: Status, to: Status) =>
  from === 'closed' && to === 'open' ? texts.toastReopened : texts.toastStatus[to][0];
