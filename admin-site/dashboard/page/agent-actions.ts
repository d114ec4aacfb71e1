import type { MessageKind } from '#core/ticket/entry.ts';
import type { Desk } from '#dashboard/desk/desk.ts';
import type { Field } from '#dashboard/desk/field-changes.ts';
import type { Toast } from '#dashboard/desk/toasts.ts';
import type { Action } from '#dashboard/model/shortcuts.ts';
import { neighbour, type Ticket } from '#dashboard/model/ticket.ts';
import {
  COMPOSER_FIELD,
  focusOn,
  focusSoon,
  focusTextSoon,
  followSelection,
  isOneColumn,
  LIST_HEADING,
  rowId,
  SEARCH_FIELD,
  TICKET_HEADING,
} from './focus.ts';
import { backToList } from './history.ts';

/** Selects the ticket and puts the focus on it: what Enter does on a row, and a touch on a phone. */
export function openTicket(desk: Desk, id: string): void {
  desk.select(id);
  focusSoon(TICKET_HEADING);
}

/** Closes the ticket; the next one is selected and has the focus. */
export function closeTicket(desk: Desk, ticket: Ticket): void {
  desk.changeStatus(ticket, 'closed');
  followSelection(desk.conversation.selectedId.value);
}

/** Undoes what a toast offers; without one the latest change. */
export function undo(desk: Desk, toast?: Toast): void {
  if (toast) desk.toasts.undoOffered(toast);
  else if (!desk.toasts.undo()) return;
  goOnAfterUndo(desk);
}

/** Undoes a message that waits to be sent. */
export function undoMessage(desk: Desk, key: string): void {
  desk.outgoing.undo(key);
  goOnAfterUndo(desk);
}

/** An agent whose text is back goes on to write, so that what they type next goes there and is no shortcut. */
function goOnAfterUndo(desk: Desk): void {
  const caret = desk.composer.restoredCaret.value;
  desk.composer.restoredCaret.value = undefined;
  if (caret === undefined) followSelection(desk.conversation.selectedId.value);
  else focusTextSoon(COMPOSER_FIELD, caret);
}

/** Goes where a toast leads: to a ticket, and there to the text that came back. */
export function goToTicket(desk: Desk, { ticketId, kind }: NonNullable<Toast['goTo']>): void {
  desk.select(ticketId);
  if (kind !== undefined) desk.composer.writing.value = kind;
  focusSoon(kind === undefined ? TICKET_HEADING : COMPOSER_FIELD);
}

/** Leaves the ticket for its row in the list. */
export async function leaveTicket(desk: Desk): Promise<void> {
  const id = desk.conversation.selectedId.value;
  if (id === undefined) return;
  if (isOneColumn()) await backToList(desk);
  const listed = desk.list.found.value.some((row) => row.id === id);
  focusSoon(listed ? rowId(id) : LIST_HEADING);
}

/**
 * Goes to the next or previous row, which is loaded first if it isn't yet. Where list and ticket are two screens, the list moves its
 * focus only.
 */
export async function move(desk: Desk, step: 1 | -1): Promise<void> {
  const { found, order, listing } = desk.list;
  const isInListScreen = isOneColumn() && !desk.conversation.selected.value;
  const origin = () =>
    isInListScreen
      ? found.value.find(({ id }) => document.activeElement?.id === rowId(id))
      : desk.conversation.selected.value;
  const from = origin();
  const next = () => (from ? neighbour(found.value, from, step, order.value) : found.value[0]);
  const isRow = found.value.some(({ id }) => id === from?.id);
  if (from && !(isRow && next())) {
    const of = listing.value;
    await (!isRow ? desk.reach(from) : step > 0 ? desk.pages.loadMore() : desk.pages.loadEarlier());
    // The agent went elsewhere meanwhile.
    if (listing.value !== of || origin()?.id !== from.id) return;
  }
  const to = next();
  if (!to) return;
  if (isInListScreen) focusSoon(rowId(to.id));
  else {
    desk.select(to.id);
    followSelection(to.id);
  }
}

/** Begins, or goes on, to write to a customer or to the other agents. */
function write(desk: Desk, kind: MessageKind): void {
  if (!desk.conversation.selected.value) return;
  desk.composer.writing.value = kind;
  focusSoon(COMPOSER_FIELD);
}

/** Has the agent choose a value for a field of the selected ticket. */
function choose(desk: Desk, field: Field): void {
  const ticketId = desk.conversation.selected.value?.id;
  if (ticketId !== undefined) desk.dialogs.field.value = { ticketId, field };
}

/** Sends what is written; after closing with it the next ticket has the focus. */
export function sendMessage(
  desk: Desk,
  ticket: Ticket,
  kind: MessageKind,
  body: string,
  close: boolean,
  caret: number,
): void {
  desk.send(ticket, kind, body, close, caret);
  if (close) followSelection(desk.conversation.selectedId.value);
}

/** The action of each shortcut. */
export const actions: Readonly<Record<Action, (desk: Desk) => void>> = {
  next: (desk) => move(desk, 1),
  previous: (desk) => move(desk, -1),
  open: (desk) => {
    if (desk.conversation.selectedId.value !== undefined) focusOn(TICKET_HEADING);
  },
  close: (desk) => {
    const ticket = desk.conversation.selected.value;
    if (ticket && ticket.status !== 'closed') closeTicket(desk, ticket);
  },
  assign: (desk) => choose(desk, 'assignee'),
  assignToMe: (desk) => {
    const [ticket, agent] = [desk.conversation.selected.value, desk.session.agent.value];
    if (ticket && agent && ticket.assignee?.id !== agent.id) {
      desk.changeField(ticket, { assignee: { id: agent.id, name: agent.name } });
    }
  },
  priority: (desk) => choose(desk, 'priority'),
  tags: (desk) => choose(desk, 'tags'),
  snooze: (desk) => {
    if (desk.conversation.selected.value?.status !== 'closed') choose(desk, 'snoozedUntil');
  },
  reply: (desk) => write(desk, 'reply'),
  note: (desk) => write(desk, 'note'),
  mark: (desk) => void desk.forMany.value?.('mark'),
  undo: (desk) => undo(desk),
  search: () => focusOn(SEARCH_FIELD),
  help: (desk) => {
    desk.dialogs.shortcuts.value = true;
  },
  back: leaveTicket,
};
