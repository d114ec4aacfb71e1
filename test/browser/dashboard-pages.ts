import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { beforeEach, expect } from 'vitest';
import type { DeskOptions } from '#test/local/desk.ts';
import { inFirefox } from './firefox.ts';
import { supportPages } from './support-pages.ts';
import { allResponded } from './under-way.ts';

/** A customer's ticket; without an email `customer@example.com` does. */
export interface Letter {
  readonly subject: string;
  readonly message?: string;
  readonly email?: string;
  readonly credits?: number;
}

/** A desk, a browser and a dashboard for one test file. Every test begins with no open ticket. */
export function dashboardPages(options: DeskOptions = {}) {
  const pages = supportPages(() => options);

  beforeEach(async () => {
    for (const status of ['open', 'in_progress']) {
      for (let left = await tickets(status); left.length > 0; left = await tickets(status)) {
        await Promise.all(left.map(({ id }) => api(`/support-tickets/${id}/close`, { method: 'POST' })));
      }
    }
    await pages.desk().settled();
  });

  async function api(path: string, init: RequestInit = {}, key = pages.desk().adminKey): Promise<unknown> {
    const { url } = pages.desk();
    const headers = { 'x-admin-key': key, 'content-type': 'application/json' };
    let response = await fetch(`${url}/api/admin${path}`, { ...init, headers });
    // On a busy machine the database may be late.
    if (response.status === 503) response = await fetch(`${url}/api/admin${path}`, { ...init, headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  const tickets = (status: string) =>
    api(`/support-tickets?status=${status}`) as Promise<{ id: string; subject: string; status: string }[]>;

  /** Sends tickets as customers do, one after the other: the last is the newest. Returns their IDs. */
  async function submit(...letters: Letter[]): Promise<string[]> {
    const ids: string[] = [];
    for (const { subject, message = 'Hello.', email = 'customer@example.com', credits = 100 } of letters) {
      const token = await pages.desk().token({ email, credits_purchased: credits });
      const response = await fetch(`${pages.desk().url}/api/support/contact`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ subject, message }),
      });
      const { ticket_id: id } = (await response.json()) as { ticket_id: string };
      expect(response.status).toBe(200);
      ids.push(id);
    }
    await pages.desk().settled();
    return ids;
  }

  const address = (query = '') => `${pages.desk().url}/static/admin-support.html${query}`;

  return {
    ...pages,
    api,
    tickets,
    submit,
    address,
    /** Acts as another agent in the meantime. */
    asAnother: async (path: string, init: RequestInit) =>
      api(path, init, await pages.desk().agents.add('Another agent')),
    /** Acts as the same agent elsewhere in the meantime. */
    async setStatus(id: string, status: string): Promise<void> {
      await api(`/support-tickets/${id}`, { method: 'PATCH', body: JSON.stringify({ status }) });
      await pages.desk().settled();
    },
    /** The dashboard as a stranger sees it; `prepare` runs before anything is loaded. */
    async open(
      query = '',
      options: BrowserContextOptions = {},
      prepare: (page: Page) => Promise<unknown> = async () => {},
    ): Promise<Page> {
      const page = await pages.visit('about:blank', options);
      await prepare(page);
      // Firefox's load event waits for what a script imports, which some tests hold back.
      await page.goto(address(query), { waitUntil: inFirefox ? 'domcontentloaded' : 'load' });
      return page;
    },
    /** The dashboard in a tab that knows the key. */
    signedIn(
      query = '',
      options: BrowserContextOptions = {},
      prepare: (page: Page) => Promise<unknown> = async () => {},
    ): Promise<Page> {
      return this.open(query, options, async (page) => {
        const keepKey = (key: string) => {
          // A frame may have no storage.
          if (self === top) sessionStorage.setItem('support-desk-key', key);
        };
        await page.addInitScript(`(${keepKey})(${JSON.stringify(pages.desk().adminKey)})`);
        await prepare(page);
      });
    },
  };
}

/** So much time that the page polls once, whatever its jitter. */
export const POLL_MS = 36_000;

/**
 * Time passes until something is shown, poll by poll: a deployed desk's responses may lag behind a change. A leap in time aborts requests that are under way,
 * also of other tabs, as all tabs of a context share their clock; so each has seconds to be answered in. `leap` is the time between two polls, in milliseconds.
 */
export async function pollUntil(page: Page, shown: Locator | readonly Locator[], leap = POLL_MS): Promise<void> {
  await expect
    .poll(
      async () => {
        await allResponded(page);
        await page.clock.fastForward(leap);
        return Promise.all([shown].flat().map((one) => one.waitFor({ timeout: 20_000 }))).then(
          () => 'shown',
          (error) => String(error),
        );
      },
      // Less than a test may take, so that the failure says what was never shown.
      { timeout: 60_000 },
    )
    .toBe('shown');
}

/** The agent turns to another tab, back to this one, or to another window beside it. */
export const look = (page: Page, at: 'hidden' | 'visible' | 'elsewhere'): Promise<void> =>
  page.evaluate((state) => {
    const before = document.visibilityState;
    const visibilityState = state === 'hidden' ? 'hidden' : 'visible';
    Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true });
    Object.defineProperty(document, 'hasFocus', { value: () => state === 'visible', configurable: true });
    if (visibilityState !== before) document.dispatchEvent(new Event('visibilitychange'));
    dispatchEvent(new Event(state === 'visible' ? 'focus' : 'blur'));
  }, at);

/** A row of the list, by what stands in it. */
export const row = (page: Page, text: string) =>
  page.getByRole('listitem').getByRole('link', { name: text }).and(page.locator('.row'));

/** The heading of the ticket that is being read. */
export const reading = (page: Page, subject: string) => page.getByRole('article', { name: subject, exact: true });

/** The subjects of the list, from its top. */
export const subjects = (page: Page): Promise<string[]> => page.locator('.row .subject').allTextContents();

/** Returns the focused element's text, as far as these tests need it. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(
    () => document.activeElement?.querySelector('.subject')?.textContent ?? document.activeElement?.textContent ?? '',
  );

export const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;

/** A problem as the API returns it, for a response that the desk cannot be brought to give. */
export const problem = (status: number, detail: string) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: detail, status, detail }),
});
