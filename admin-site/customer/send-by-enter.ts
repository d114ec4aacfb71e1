/** Makes Enter in a field press a button; in a text area, where Enter starts a new line, Ctrl+Enter or ⌘+Enter does. */
export function sendByEnter(field: HTMLInputElement | HTMLTextAreaElement, button: HTMLElement): void {
  const hasLines = field instanceof HTMLTextAreaElement;
  if (hasLines) button.setAttribute('aria-keyshortcuts', 'Control+Enter Meta+Enter');
  field.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || event.repeat) return;
    if (hasLines && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    button.click();
  });
}
