import type { BrowserContext, Page, Request } from 'playwright-core';
import { expect } from 'vitest';

const requests = new WeakMap<BrowserContext, Set<Request>>();

/** Follows the requests of all tabs of a context from now on. */
export function followRequests(context: BrowserContext): void {
  const underWay = new Set<Request>();
  requests.set(context, underWay);
  context.on('request', (request) => underWay.add(request));
  // The browser's protocol reports no end of a 304.
  context.on('response', (response) => underWay.delete(response.request()));
  context.on('requestfailed', (request) => underWay.delete(request));
}

/** Resolves once every request of any tab has a response, or after two seconds: a test may hold one back. */
export async function allResponded(page: Page): Promise<void> {
  const underWay = requests.get(page.context());
  await expect
    .poll(() => underWay?.size ?? 0, { timeout: 2000 })
    .toBe(0)
    .catch(() => {});
}
