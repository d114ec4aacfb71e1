import type { Desk } from '#dashboard/desk/desk.ts';
import { type Action, actionOf } from '#dashboard/model/shortcuts.ts';
import { stored } from '#dashboard/storage/device-storage.ts';
import { type AgentAction, actions, workOf } from './actions.ts';
import { onMac } from './control-key.ts';
import { showFocusOfKeys } from './focus.ts';

const SWITCH = 'support-desk-shortcuts';

/** Returns true if single keys act; an agent whose speech or switch input types stray letters turns that off (WCAG 2.1.4). */
export const shortcutsAreOn = (): boolean => stored(() => localStorage.getItem(SWITCH)) !== 'off';

export function switchShortcuts(on: boolean): void {
  stored(() => (on ? localStorage.removeItem(SWITCH) : localStorage.setItem(SWITCH, 'off')));
}

/** Lets the shortcuts act wherever nobody types. */
export function listenToKeys(desk: Desk): void {
  showFocusOfKeys();
  document.addEventListener('keydown', (event) => {
    const { target } = event;
    const isAtDesk = desk.session.api.value !== undefined && desk.invitation.value === undefined;
    if (event.defaultPrevented || !(target instanceof Element) || !isAtDesk) return;
    const name = actionOf({ ...pressOf(event), typing: isTyping(target) }, actions, onMac);
    if (!name || isInDialog() || isItsOwn(name, target)) return;
    const { isSafe, byKey }: AgentAction = actions[name];
    const work = shortcutsAreOn() || isSafe ? workOf(desk, name) : undefined;
    if (!work) return;
    event.preventDefault();
    (byKey ?? work)();
  });
}

/** Returns the part of an event that tells its shortcut. */
export const pressOf = ({ key, code, ctrlKey, metaKey, altKey, shiftKey, repeat }: KeyboardEvent) => ({
  key,
  code,
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
  repeat,
});

/** Returns true if a key pressed in an element is for a field or a dialog. */
export const isTyping = (target: Element): boolean =>
  target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]') !== null || isInDialog();

const isInDialog = (): boolean => document.querySelector('dialog[open]') !== null;

/** Enter presses the button or follows the link that has the focus. */
const isItsOwn = (action: Action, target: Element): boolean =>
  action === 'open' && target.closest('a, button, summary') !== null;
