/** Returns the address with `rel="next"` in a `Link` header (RFC 8288), if there is one. */
export function nextPage(link: string | null): string | undefined {
  for (const [, address, parameters = ''] of (link ?? '').matchAll(/<([^<>]*)>((?:[^",<]|"[^"]*")*)/g)) {
    for (const [, name = '', quoted, token] of parameters.matchAll(/;\s*(\w+)\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/g)) {
      const isNext = (quoted ?? token ?? '').toLowerCase().split(/\s+/).includes('next');
      if (name.toLowerCase() === 'rel' && isNext) return address;
    }
  }
  return undefined;
}
