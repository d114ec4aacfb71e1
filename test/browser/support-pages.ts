import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { DeskOptions } from '#test/local/desk.ts';
import { type OpenDesk, openDesk } from '#test/open-desk.ts';
import { launchBrowser, openPage, type Visit } from './browser.ts';

/** A ticket as far as these tests look at it. */
interface Submitted {
  readonly id: string;
  readonly subject: string;
  readonly message: string;
}

/**
 * A desk and a browser for one test file. Whatever page is opened by `visit` is closed after its test, which fails if the
 * page complained: a script error, a violated content security policy, a dialog.
 */
export function supportPages(options: () => DeskOptions = () => ({})) {
  const visits: (Visit & { readonly expected: RegExp | undefined })[] = [];
  let desk: OpenDesk;
  let browser: Browser;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([openDesk(options()), launchBrowser()]);
  });
  afterEach(async () => {
    const ended = visits.splice(0);
    await Promise.all(ended.map((visit) => visit.close()));
    const unexpected = ended.flatMap(({ complaints, expected }) => complaints.filter((line) => !expected?.test(line)));
    expect(unexpected).toEqual([]);
  });
  afterAll(() => Promise.all([browser?.close(), desk?.close()]));

  /** `expected` are complaints that belong to the test. */
  async function visit(url: string, contextOptions: BrowserContextOptions = {}, expected?: RegExp): Promise<Page> {
    const visit = await openPage(browser, contextOptions);
    visits.push({ ...visit, expected });
    await visit.page.goto(url);
    return visit.page;
  }

  return {
    desk: () => desk,
    visit,
    /** The support page, as the website links to it for a customer with these claims. */
    async visitSupport(
      claims: Record<string, unknown> = {},
      contextOptions: BrowserContextOptions = {},
    ): Promise<Page> {
      return visit(`${desk.url}/static/support.html#token=${await desk.token(claims)}`, contextOptions);
    },
    /** What an agent finds under a subject. */
    async ticketsAbout(subject: string): Promise<Submitted[]> {
      const headers = { 'x-admin-key': desk.adminKey };
      const response = await fetch(`${desk.url}/api/admin/support-tickets?status=all`, { headers });
      const tickets = (await response.json()) as Submitted[];
      return tickets.filter((ticket) => ticket.subject === subject);
    },
  };
}

/** Fills in the form and presses the button. */
export async function send(page: Page, subject: string, message: string): Promise<void> {
  await page.getByLabel('Subject').fill(subject);
  await page.getByLabel('Message').fill(message);
  await page.getByRole('button', { name: 'Send message' }).click();
}

/** The confirmation's heading. */
export const confirmation = (page: Page) => page.getByRole('heading', { name: 'We have your message' });
