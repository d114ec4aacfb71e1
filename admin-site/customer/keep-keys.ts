/** Keys that mean the website, wherever they are pressed: its dialogs close by Escape, and keep the focus inside by Tab. */
const forTheWebsite = ['Escape', 'Tab'];

/**
 * Keeps what is typed into fields below a shadow root from listeners of the page. Outside, the event's target is the element, which no shortcut takes
 * for a text field.
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
