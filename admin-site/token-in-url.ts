/** Returns the `token` in a URL's fragment, and the URL without it; other parameters of the fragment stay. */
export function splitToken(url: string): { token: string | undefined; rest: string } {
  const { hash } = new URL(url);
  const parameters = new URLSearchParams(hash.slice(1));
  const token = parameters.get('token') ?? undefined;
  if (token === undefined) return { token, rest: url };
  parameters.delete('token');
  const base = url.slice(0, url.length - hash.length);
  return { token, rest: parameters.size > 0 ? `${base}#${parameters}` : base };
}
