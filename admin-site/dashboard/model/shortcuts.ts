/** What a key does; the labels stand in tooltips and in the `?` sheet. */
export const shortcuts = {
  next: { key: 'j', label: 'Next ticket' },
  previous: { key: 'k', label: 'Previous ticket' },
  open: { key: 'Enter', label: 'Open ticket' },
  reply: { key: 'r', label: 'Reply' },
  note: { key: 'n', label: 'Write a note' },
  close: { key: 'e', label: 'Close ticket' },
  undo: { key: 'z', label: 'Undo' },
  search: { key: '/', label: 'Search' },
  help: { key: '?', label: 'Keyboard shortcuts' },
  back: { key: 'Escape', label: 'Back to the list' },
} as const;

export type Action = keyof typeof shortcuts;

/** What is needed of a `KeyboardEvent`; `typing` when a field, a dialog or an input method has the key. */
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

export const actions = Object.keys(shortcuts) as Action[];

/** Holding a key down walks through the list, but closes one ticket. */
const repeatable: readonly Action[] = ['next', 'previous'];

/** The action a key press asks for, if it is one. */
export function actionOf(press: KeyPress): Action | undefined {
  if (press.typing || press.ctrlKey || press.metaKey || press.altKey) return undefined;
  const key = keyOf(press);
  const action = actions.find((name) => shortcuts[name].key === key);
  return action && (!press.repeat || repeatable.includes(action)) ? action : undefined;
}

/** Letters by their place on the keyboard where the layout has no Latin ones, and Caps Lock aside. */
function keyOf({ key, code, shiftKey }: KeyPress): string {
  if (key.length !== 1) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  if (letter === undefined) return key;
  if (shiftKey) return '';
  return /^[a-z]$/i.test(key) ? key.toLowerCase() : letter;
}

/** The key as keyboards call it. */
export const keyName = (action: Action): string => (action === 'back' ? 'Esc' : shortcuts[action].key);

/** A tooltip that names its key: "Close ticket (e)". */
export const withKey = (action: Action, label: string = shortcuts[action].label): string =>
  `${label} (${keyName(action)})`;
