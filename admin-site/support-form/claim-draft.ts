const claimed = new Set<string>();

/**
 * Reserves, until the signal, a name for a form's draft that no other form on the page has, and that stays the same after a reload. Forms are told apart
 * by `name` or `id`, else by their order.
 */
export function claimDraft(form: Element, signal: AbortSignal): string {
  const own = ['message', form.getAttribute('name') || form.id].filter(Boolean).join(' ');
  let name = own;
  for (let number = 2; claimed.has(name); number += 1) name = `${own} ${number}`;
  claimed.add(name);
  signal.addEventListener('abort', () => claimed.delete(name));
  return name;
}
