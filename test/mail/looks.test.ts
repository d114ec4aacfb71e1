import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailsOf } from '../../functions/core/mail/mails-of.ts';
import { axeViolations, launchBrowser, openPage } from '../browser/browser.ts';
import { exampleTicket } from '../http/example-ticket.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const shop = {
  name: 'QuickTools',
  signature: undefined,
  replyTo: undefined,
  adminAddresses: ['dana@example.com'],
  supportPageUrl: 'https://www.example.com/support',
  dashboardUrl: 'https://desk.example.com/static/admin-support.html',
};
const ticket = {
  ...exampleTicket,
  userName: 'Maria Santos',
  message: `It hangs at page 12.\n\n${'https://www.example.com/one-long-link'.repeat(5)}`,
};
const message = {
  id: '019a0000-0000-7000-8000-000000000000',
  kind: 'reply',
  author: { type: 'agent', name: 'Dana' },
  body: 'It is mended.\n\nBest,\nDana',
  createdAt: ticket.createdAt,
  version: 2,
} as const;
const mails = [...mailsOf({ ticket }, shop, []), ...mailsOf({ ticket, message }, shop, [])];

describe.each(mails)('a $kind', ({ html }) => {
  it.each(['light', 'dark'] as const)('reads well on a small phone, %s', async (colorScheme) => {
    const { page, complaints, close } = await openPage(browser, { colorScheme, viewport: { width: 320, height: 640 } });
    await page.setContent(html);
    // A letter needs no headline.
    expect((await axeViolations(page)).filter((one) => !one.startsWith('page-has-heading-one'))).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const lines = await page.locator('.name').evaluateAll((all) =>
      all.map((name) => {
        const range = document.createRange();
        range.selectNodeContents(name);
        return range.getClientRects().length;
      }),
    );
    expect(lines).toEqual(lines.map(() => 1));
    expect(complaints).toEqual([]);
    await close();
  });
});
