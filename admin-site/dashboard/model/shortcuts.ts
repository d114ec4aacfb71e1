import type { shortcutLabels } from './messages.ts';

/** The name of something that an agent can do with a key. */
export type Action = keyof typeof shortcutLabels;

/** A key, and when it acts. */
export interface Shortcut {
  /** As `KeyboardEvent.key` has it, letters in lower case. */
  readonly key: string;
  /** True if it is pressed with Ctrl, or ⌘ on a Mac. It then acts in text fields, too. */
  readonly withControl?: boolean;
  /** True if it is a letter that is pressed with Shift. */
  readonly withShift?: boolean;
  /** True if it acts again while it is held down: that walks through the list, but closes one ticket. */
  readonly repeats?: boolean;
}

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

/** The action of a table that a key press asks for, if it is one. */
export function actionOf<A extends string>(
  press: KeyPress,
  shortcuts: Readonly<Record<A, Shortcut>>,
  onMac: boolean,
): A | undefined {
  const withControl = press.ctrlKey !== press.metaKey && press.metaKey === onMac;
  if (press.altKey || (!withControl && (press.typing || press.ctrlKey || press.metaKey))) return undefined;
  return (Object.keys(shortcuts) as A[]).find((name) => {
    const { key, withControl: control, withShift, repeats } = shortcuts[name];
    const pressed = withShift ? press.shiftKey && keyOf({ ...press, shiftKey: false }) : keyOf(press);
    return pressed === key && !control === !withControl && (!press.repeat || repeats);
  });
}

/** Returns the key that was meant: letters by their place on the keyboard where the layout has no Latin ones, and Caps Lock aside. */
export function keyOf({ key, code, shiftKey }: Pick<KeyPress, 'key' | 'code' | 'shiftKey'>): string {
  if (key.length !== 1) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  if (letter === undefined) return key;
  if (shiftKey) return '';
  return /^[a-z]$/i.test(key) ? key.toLowerCase() : letter;
}
