import type { MessageKind } from '#core/ticket/entry.ts';
import type { Desk } from '#dashboard/desk/desk.ts';
import type { Toast } from '#dashboard/desk/toasts.ts';
import { neighbour, type Ticket } from '#dashboard/model/ticket.ts';
import {
  COMPOSER_FIELD,
  focusSoon,
  focusTextSoon,
  followSelection,
  isOneColumn,
  LIST_HEADING,
  rowId,
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
