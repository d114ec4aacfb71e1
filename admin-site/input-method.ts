/**
 * Returns true if a key belongs to an input method, which composes Japanese, Chinese and Korean from several keys. Safari ends the composition before it
 * fires the `keydown` of the Enter that ended it; only the key code 229 identifies that one
 * (https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode).
 */
const isOfInputMethod = ({ isComposing, keyCode }: KeyboardEvent): boolean => isComposing || keyCode === 229;

/**
 * Reserves an input method's keys for it: no other listener at or below `target` receives their `keydown`, Enter submits no form, and Escape closes
 * nothing. Call it before adding other listeners.
 */
export function leaveKeysToInputMethods(target: EventTarget): void {
  target.addEventListener(
    'keydown',
    (event) => {
      if (!(event instanceof KeyboardEvent) || !isOfInputMethod(event)) return;
      event.stopImmediatePropagation();
      const [field] = event.composedPath();
      if (event.key === 'Escape' || (event.key === 'Enter' && field instanceof HTMLInputElement))
        event.preventDefault();
    },
    { capture: true },
  );
}
