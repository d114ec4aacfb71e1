/** Returns the first visible element of the page with this text, also of its open shadow trees. */
export function find(selector: string, text: string): Element | null {
  const roots: (Document | ShadowRoot)[] = [document];
  // Grows while it is walked.
  for (const root of roots)
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
  const all = roots.flatMap((root) => [...root.querySelectorAll(selector)]);
  return all.find((one) => one.checkVisibility() && one.textContent.includes(text)) ?? null;
}

/** Brings an element into sight, and returns where its middle is in the window. */
export function middleOf(element: Element): [x: number, y: number] {
  element.scrollIntoView({ block: 'nearest' });
  const { x, y, width, height } = element.getBoundingClientRect();
  return [Math.round(x + width / 2), Math.round(y + height / 2)];
}
