/**
 * Whether a key belongs to an input method, with which Japanese, Chinese and Korean are composed from several keys. Safari ends the
 * composition before it fires the `keydown` of the Enter that did so: nothing but the key code 229 tells that one
 * (https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode).
 */
const isOfInputMethod = ({ isComposing, keyCode }: KeyboardEvent): boolean => isComposing || keyCode === 229;

/**
 * Leaves the keys of input methods to them: no other listener at or below `target` learns of their `keydown`, Enter sends no form, and
 * Escape closes nothing. To be called before anything else listens.
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
