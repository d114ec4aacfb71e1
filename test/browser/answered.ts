import type { APIResponse, BrowserContext, Route } from 'playwright-core';
import { inFirefox } from './firefox.ts';

/** Has a page of Firefox keep what it sends, which Playwright's protocol reports there of no request. */
export async function keepBodies(context: BrowserContext): Promise<void> {
  if (!inFirefox) return;
  await context.addInitScript(() => {
    const { fetch } = globalThis;
    const bodies = new Map<string, unknown>();
    globalThis.fetch = (url, init) => {
      if (init?.body) bodies.set(new URL(String(url), document.baseURI).href, init.body);
      return fetch(url, init);
    };
    Object.assign(globalThis, { bodies });
  });
}

/** Sends a request on, and returns the desk's response, which the page has not heard yet: it may come late, changed or never. */
export async function answered(route: Route): Promise<APIResponse> {
  if (!inFirefox) return route.fetch();
  const request = route.request();
  const body = await request
    .frame()
    .evaluate((url) => (globalThis as unknown as { bodies: Map<string, string> }).bodies.get(url), request.url());
  return route.fetch(body === undefined ? {} : { postData: body });
}
