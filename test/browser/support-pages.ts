import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { DeskOptions } from '#test/local/desk.ts';
import { type OpenDesk, openDesk } from '#test/open-desk.ts';
import { launchBrowser, openPage, type Visit } from './browser.ts';

/** The part of a ticket that these tests read. */
interface Submitted {
  readonly id: string;
  readonly subject: string;
  readonly message: string;
}

/**
 * A desk and a browser for one test file. Pages that `visit` opens are closed after each test, which fails if a page complained: a script error, a violated
 * content security policy, a dialog.
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

  /** Opens a page; `expected` matches complaints that the test allows. */
  async function visit(url: string, contextOptions: BrowserContextOptions = {}, expected?: RegExp): Promise<Page> {
    const visit = await openPage(browser, contextOptions);
    visits.push({ ...visit, expected });
    await visit.page.goto(url);
    return visit.page;
  }

  return {
    desk: () => desk,
    visit,
    /** Opens the support page by a link with a token for a customer with these claims. */
    async visitSupport(
      claims: Record<string, unknown> = {},
      contextOptions: BrowserContextOptions = {},
    ): Promise<Page> {
      return visit(`${desk.url}/static/support.html#token=${await desk.token(claims)}`, contextOptions);
    },
    /** Returns the tickets with a subject. */
    async ticketsAbout(subject: string): Promise<Submitted[]> {
      const headers = { 'x-admin-key': desk.adminKey };
      const response = await fetch(`${desk.url}/api/admin/support-tickets?status=all`, { headers });
      const tickets = (await response.json()) as Submitted[];
      return tickets.filter((ticket) => ticket.subject === subject);
    },
  };
}

/** Fills in the form and clicks the button. */
export async function send(page: Page, subject: string, message: string): Promise<void> {
  await page.getByLabel('Subject').fill(subject);
  await page.getByLabel('Message').fill(message);
  await page.getByRole('button', { name: 'Send message' }).click();
}

/** The confirmation's heading. */
export const confirmation = (page: Page) => page.getByRole('heading', { name: 'We’ve received your message' });
