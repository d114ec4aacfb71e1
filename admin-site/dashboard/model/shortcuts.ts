import { shortcutLabels } from './messages.ts';

const keys = {
  next: 'j',
  previous: 'k',
  open: 'Enter',
  reply: 'r',
  note: 'n',
  close: 'e',
  assign: 'a',
  assignToMe: 'i',
  priority: 'p',
  tags: 't',
  snooze: 's',
  mark: 'x',
  undo: 'z',
  search: '/',
  help: '?',
  back: 'Escape',
} as const satisfies Record<keyof typeof shortcutLabels, string>;

export type Action = keyof typeof keys;

/** The relevant part of a `KeyboardEvent`; `typing` when a field, a dialog or an input method has the key. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
  readonly typing: boolean;
}

export const actions = Object.keys(keys) as Action[];

/** Holding a key down walks through the list, but closes one ticket. */
const repeatable: readonly Action[] = ['next', 'previous'];

/** The action a key press asks for, if it is one. */
export function actionOf(press: KeyPress): Action | undefined {
  if (press.typing || press.ctrlKey || press.metaKey || press.altKey) return undefined;
  const key = keyOf(press);
  const action = actions.find((name) => keys[name] === key);
  return action && (!press.repeat || repeatable.includes(action)) ? action : undefined;
}

/** Returns the key that was meant: letters by their place on the keyboard where the layout has no Latin ones, and Caps Lock aside. */
export function keyOf({ key, code, shiftKey }: Pick<KeyPress, 'key' | 'code' | 'shiftKey'>): string {
  if (key.length !== 1) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  if (letter === undefined) return key;
  if (shiftKey) return '';
  return /^[a-z]$/i.test(key) ? key.toLowerCase() : letter;
}

/** The key as keyboards call it. */
export const keyName = (action: Action): string => (action === 'back' ? 'Esc' : keys[action]);

/** A tooltip that names its key: "Close ticket (e)". */
export const withKey = (action: Action, label: string = shortcutLabels[action]): string =>
  `${label} (${keyName(action)})`;
