import type { Status } from '#core/ticket/ticket.ts';
import * as texts from '#dashboard/model/messages.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { Conversation } from './conversation.ts';
import type { FieldChange, FieldChanges } from './field-changes.ts';
import { notChanged, titleOfField, titleOfStatus, valueBefore } from './field-toast.ts';
import type { List } from './list.ts';
import type { StatusChanges } from './status-changes.ts';
import type { Toasts } from './toasts.ts';

interface Work {
  readonly fields: InstanceType<typeof FieldChanges>;
  readonly statuses: InstanceType<typeof StatusChanges>;
  readonly toasts: Toasts;
  readonly list: List;
  readonly conversation: Conversation;
  readonly select: (id: string | undefined) => void;
}

/** Changes of a ticket's fields, each with a toast that offers to undo it; another says why, if the desk refuses. */
export function undoableChanges({ fields, statuses, toasts, list, conversation, select }: Work) {
  return {
    /** Changes a ticket's assignee, priority, tags or snooze and offers to undo it. After snoozing it out of the list, the next ticket is the selected one. */
    changeField(ticket: Ticket, to: FieldChange): void {
      const { id, subject } = ticket;
      const refused = (title: string) => (reason: string) => {
        toasts.dismiss(toast);
        toasts.show({ title, subject, reason, goTo: { ticketId: id } });
      };
      const leaves = 'snoozedUntil' in to && list.isListed(ticket) && !list.isListed({ ...ticket, ...to });
      const next = list.nextAfter(ticket);
      const undo = () => {
        fields.change({ ...ticket, ...to }, valueBefore(ticket, to), refused(texts.toastNotUndone));
        if (leaves) select(id);
      };
      const toast = toasts.show({ title: titleOfField(to), subject, undo });
      if (leaves && conversation.selectedId.value === id) select(next?.id);
      fields.change(ticket, to, refused(notChanged(to)));
    },
    /** Changes a ticket's status and offers to undo it. After closing, the next ticket is the selected one. */
    changeStatus(ticket: Ticket, to: Status): void {
      const { id, subject } = ticket;
      const next = list.nextAfter(ticket);
      const undo = () => {
        statuses.change(ticket, ticket.status, refused(texts.toastNotUndone));
        select(id);
      };
      const refused = (title: string) => (reason: string) => {
        toasts.dismiss(toast);
        toasts.show({ title, subject, reason, goTo: { ticketId: id } });
      };
      const toast = toasts.show({ title: titleOfStatus(ticket.status, to), subject, undo });
      if (to === 'closed' && conversation.selectedId.value === id) select(next?.id);
      statuses.change(ticket, to, refused(texts.toastStatus[to][1]));
    },
  };
}
