/** Desks of which the developer has been told. */
const explained = new Set<string>();

/**
 * Finds out whether the desk at `url` can be reached, but doesn't let this page's origin read its answers, and then says so on the console, once a desk.
 * The browser reports both that and a lost connection as the same error.
 */
export async function isOriginRefused(url: string, signal: AbortSignal): Promise<boolean> {
  const desk = new URL(url).origin;
  if (desk === globalThis.origin) return false;
  const succeeds = (mode: RequestMode) =>
    fetch(`${desk}/api/health`, { mode, cache: 'no-store', credentials: 'omit', signal }).then(
      () => true,
      () => false,
    );
  // The other order would take a connection that is back for a refusal.
  if ((await succeeds('cors')) || !(await succeeds('no-cors'))) return false;
  if (!explained.has(desk)) console.warn(explanation(desk));
  explained.add(desk);
  return true;
}

/** What the developer has to do. */
function explanation(desk: string): string {
  const refusal = `Support: ${desk} refuses requests from this page.`;
  return globalThis.origin === 'null'
    ? `${refusal} A sandboxed frame or a file has no origin that could be allowed: add allow-same-origin to the frame, or serve the page by HTTP.`
    : `${refusal} Add "${globalThis.origin}" to \`allowedOrigins\` in the desk's settings (cdk.json) and deploy it again.`;
}
