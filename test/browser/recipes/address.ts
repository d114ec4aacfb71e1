/** Goes to an address of a website that has one document. */
export function navigate(path: string): void {
  history.pushState(null, '', path);
  dispatchEvent(new Event('popstate'));
}

/** Calls back when the address changes. Returns a function that stops it. */
export function onNavigation(changed: () => void): () => void {
  addEventListener('popstate', changed);
  return () => removeEventListener('popstate', changed);
}

export const ticketInAddress = (): string | undefined =>
  new URLSearchParams(location.search).get('ticket') ?? undefined;

/** Signs somebody in, and returns their user id on the website. */
export async function logIn(name: string): Promise<string> {
  await fetch(`/log-in/${name}`, { method: 'POST' });
  return name;
}
