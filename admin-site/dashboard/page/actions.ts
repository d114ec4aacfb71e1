import type { Signal } from '@preact/signals';
import type { MessageKind } from '#core/ticket/entry.ts';
import type { Status } from '#core/ticket/ticket.ts';
import type { Desk } from '#dashboard/desk/desk.ts';
import type { ChosenField } from '#dashboard/desk/field-changes.ts';
import { shortcutLabels } from '#dashboard/model/messages.ts';
import type { Action, Shortcut } from '#dashboard/model/shortcuts.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { forgetKey } from '#dashboard/storage/remembered-key.ts';
import { closeTicket, leaveTicket, move, undo } from './agent-actions.ts';
import { withControl } from './control-key.ts';
import { COMPOSER_FIELD, focusOn, focusSoon, SEARCH_FIELD, SIGN_OUT_BUTTON, TICKET_HEADING } from './focus.ts';

/** Begins, or goes on, to write to a customer or to the other agents. */
function write(desk: Desk, kind: MessageKind): void {
  if (!desk.conversation.selected.value) return;
  desk.composer.writing.value = kind;
  focusSoon(COMPOSER_FIELD);
}

/** Has the agent choose a value for a field of the selected ticket, or a ticket to merge it with. */
function choose(desk: Desk, field: ChosenField['field']): void {
  const ticketId = desk.conversation.selected.value?.id;
  if (ticketId !== undefined) desk.dialogs.field.value = { ticketId, field };
}

function assignToMe(desk: Desk, ticket: Ticket): void {
  const agent = desk.session.agent.value;
  if (agent && ticket.assignee?.id !== agent.id) {
    desk.changeField(ticket, { assignee: { id: agent.id, name: agent.name } });
  }
}

function forSelected(desk: Desk, act: (desk: Desk, ticket: Ticket) => void): void {
  const ticket = desk.conversation.selected.value;
  if (ticket) act(desk, ticket);
}

const setStatus = (status: Status) => (desk: Desk) =>
  forSelected(desk, (_, ticket) => desk.changeStatus(ticket, status));

function signOut(desk: Desk): void {
  forgetKey();
  desk.signOut();
}

function show(dialog: Signal<boolean>): void {
  dialog.value = true;
}

const onList = (desk: Desk): boolean => !desk.isOnPage.value;
/** Of a ticket that may still be loading. */
const onSelection = (desk: Desk): boolean => onList(desk) && desk.conversation.selectedId.value !== undefined;
const onTicket = (desk: Desk): boolean => onList(desk) && desk.conversation.selected.value !== undefined;
const statusOf = (desk: Desk): Status | undefined =>
  onList(desk) ? desk.conversation.selected.value?.status : undefined;
const onOpenTicket = (desk: Desk): boolean => !['closed', undefined].includes(statusOf(desk));

export interface AgentAction extends Shortcut {
  /** Returns true if there is something to do it to; it can always be done, by default. */
  readonly when?: (desk: Desk) => boolean;
  /** True if no word contains the key, so that it acts even if single keys are off. */
  readonly isSafe?: boolean;
  readonly run: (desk: Desk) => unknown;
  /** Replaces `run` for the key, if a stray one would do harm that can't be undone. */
  readonly byKey?: () => unknown;
}

/**
 * The only table of the actions that have a key: keys act by it, and tooltips, the `?` sheet and the command palette list it. Their names are
 * `shortcutLabels`. Of `mark` only the key is here: marks load later.
 */
export const actions = {
  next: { key: 'j', repeats: true, when: onList, run: (desk) => move(desk, 1) },
  previous: { key: 'k', repeats: true, when: onList, run: (desk) => move(desk, -1) },
  open: { key: 'Enter', isSafe: true, when: onSelection, run: () => focusOn(TICKET_HEADING) },
  reply: { key: 'r', when: onTicket, run: (desk) => write(desk, 'reply') },
  note: { key: 'n', when: onTicket, run: (desk) => write(desk, 'note') },
  markInProgress: { key: 'w', when: (desk) => statusOf(desk) === 'open', run: setStatus('in_progress') },
  markOpen: { key: 'o', when: (desk) => onTicket(desk) && statusOf(desk) !== 'open', run: setStatus('open') },
  close: { key: 'e', when: onOpenTicket, run: (desk) => forSelected(desk, closeTicket) },
  assign: { key: 'a', when: onTicket, run: (desk) => choose(desk, 'assignee') },
  assignToMe: { key: 'i', when: onTicket, run: (desk) => forSelected(desk, assignToMe) },
  priority: { key: 'p', when: onTicket, run: (desk) => choose(desk, 'priority') },
  tags: { key: 't', when: onTicket, run: (desk) => choose(desk, 'tags') },
  snooze: { key: 's', when: onOpenTicket, run: (desk) => choose(desk, 'snoozedUntil') },
  merge: { key: 'm', when: onTicket, run: (desk) => choose(desk, 'merge') },
  mark: { key: 'x', when: () => false, run: () => {} },
  undo: { key: 'z', when: (desk) => desk.toasts.shown.value.some((toast) => toast.undo), run: (desk) => undo(desk) },
  search: { key: '/', when: onList, run: () => focusOn(SEARCH_FIELD) },
  palette: { key: 'k', withControl: true, isSafe: true, run: (desk) => show(desk.dialogs.palette) },
  help: { key: '?', run: (desk) => show(desk.dialogs.shortcuts) },
  back: { key: 'Escape', isSafe: true, when: onSelection, run: leaveTicket },
  signOut: { key: 'q', withShift: true, run: signOut, byKey: () => focusOn(SIGN_OUT_BUTTON) },
} as const satisfies Readonly<Record<Action, AgentAction>>;

export const actionNames = Object.keys(actions) as Action[];

/** Returns what an action does now: to the tickets that are marked, if there are any, or as the table has it; undefined if it has nothing to act on. */
export function workOf(desk: Desk, name: Action): (() => unknown) | undefined {
  const { when, run }: AgentAction = actions[name];
  const forMany = onList(desk) ? desk.forMany.value?.(name) : undefined;
  return forMany ?? (when?.(desk) === false ? undefined : () => run(desk));
}

/** The key as keyboards call it. */
export function keyName(name: Action): string {
  const { key, withControl: control, withShift }: AgentAction = actions[name];
  if (control) return withControl(key.toUpperCase());
  if (withShift) return `Shift+${key.toUpperCase()}`;
  return key === 'Escape' ? 'Esc' : key;
}

/** A tooltip that names its key: "Close ticket (e)". */
export const withKey = (name: Action, label: string = shortcutLabels[name]): string => `${label} (${keyName(name)})`;
