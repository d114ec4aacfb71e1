/** Keys that the website needs, wherever they are pressed: Escape closes its dialogs, and Tab is how they trap the focus. */
const forTheWebsite = ['Escape', 'Tab'];

/**
 * Hides keys typed into a shadow root's fields from the page's listeners. Outside the root the event's target is the element, which shortcuts don't
 * recognize as a text field.
 */
export function keepKeys(root: ShadowRoot): void {
  for (const type of ['keydown', 'keypress', 'keyup']) {
    root.addEventListener(type, (event) => {
      if (!(event instanceof KeyboardEvent) || forTheWebsite.includes(event.key)) return;
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement)
        event.stopPropagation();
    });
  }
}
