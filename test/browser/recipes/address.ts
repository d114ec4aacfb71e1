/** Goes to an address of a website that has one document. */
export function navigate(path: string): void {
  history.pushState(null, '', path);
  dispatchEvent(new Event('popstate'));
}

/** Calls back when the address changes; returns what ends that. */
export function onNavigation(changed: () => void): () => void {
  addEventListener('popstate', changed);
  return () => removeEventListener('popstate', changed);
}

export const ticketInAddress = (): string | undefined =>
  new URLSearchParams(location.search).get('ticket') ?? undefined;

/** Signs somebody in, and returns who they are for the website. */
export async function logIn(name: string): Promise<string> {
  await fetch(`/log-in/${name}`, { method: 'POST' });
  return name;
}
