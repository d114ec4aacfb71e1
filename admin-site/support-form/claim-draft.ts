const claimed = new Set<string>();

/**
 * Claims a name for a form's draft until the signal: one that no other form on the page has, and that is the same after a reload. A `name` or `id`
 * says which form it is, else their order does.
 */
export function claimDraft(form: Element, signal: AbortSignal): string {
  const own = ['message', form.getAttribute('name') || form.id].filter(Boolean).join(' ');
  let name = own;
  for (let number = 2; claimed.has(name); number += 1) name = `${own} ${number}`;
  claimed.add(name);
  signal.addEventListener('abort', () => claimed.delete(name));
  return name;
}
