/** Desks whose refusal was already written to the console. */
const explained = new Set<string>();

/**
 * Returns true if the desk at `url` can be reached, but doesn't allow this page's origin to read its responses; then also explains this on the console,
 * once per desk. Browsers report that and a lost connection as the same error.
 */
export async function isOriginRefused(url: string, signal: AbortSignal): Promise<boolean> {
  const desk = new URL(url).origin;
  if (desk === globalThis.origin) return false;
  const succeeds = (mode: RequestMode) =>
    fetch(`${desk}/api/health`, { mode, cache: 'no-store', credentials: 'omit', signal }).then(
      () => true,
      () => false,
    );
  // In the other order, a connection that returns in between would look like a refusal.
  if ((await succeeds('cors')) || !(await succeeds('no-cors'))) return false;
  if (!explained.has(desk)) console.warn(explanation(desk));
  explained.add(desk);
  return true;
}

/** Returns what the developer has to do. */
function explanation(desk: string): string {
  const refusal = `Support: ${desk} refuses requests from this page.`;
  return globalThis.origin === 'null'
    ? `${refusal} A sandboxed frame or a local file has no origin that could be allowed: add allow-same-origin to the frame, or serve the page over HTTP.`
    : `${refusal} Add "${globalThis.origin}" to \`allowedOrigins\` in the desk's settings (cdk.json) and deploy it again.`;
}
