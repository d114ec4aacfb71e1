/** An element with attributes and children. Text stays text: nothing a customer writes becomes markup. */
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

const written = new WeakMap<Element, string>();

/**
 * Writes a text in place of what is there, unless it is what was written last: then its translation stays if the browser translates the page, a
 * selection in it does, and nobody is told it twice.
 */
export function write(place: Element, text: string): void {
  if (written.get(place) === text) return;
  written.set(place, text);
  place.textContent = text;
}
