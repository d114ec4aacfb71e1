/** Creates an element with attributes and children. Text stays text: nothing a customer writes becomes markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value);
  created.append(...children);
  return created;
}

const lastTexts = new WeakMap<Element, string>();

/**
 * Replaces an element's text, unless it is the one written last: this keeps the browser's translation of it and a selection in it, and screen readers
 * don't repeat it.
 */
export function write(place: Element, text: string): void {
  if (lastTexts.get(place) === text) return;
  lastTexts.set(place, text);
  place.textContent = text;
}
