import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailsOf } from '#core/mail/mails-of.ts';
import { axeViolations, launchBrowser, openPage } from '#test/browser/browser.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';

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
  message: `It hangs at page 12:\n  10  ok\n  12\terror\n\n${'https://www.example.com/one-long-link'.repeat(5)}`,
};
const message = {
  id: '019a0000-0000-7000-8000-000000000000',
  kind: 'reply',
  author: authorNamed('Dana'),
  body: 'It is mended.\n\n\nBest,\nDana',
  createdAt: ticket.createdAt,
  version: 2,
  changes: [],
  attachments: [
    { id: 'f1', name: 'setup.exe', type: 'application/x-msdownload', size: 2_400_000 },
    { id: 'f2', name: `${'a-long-name-'.repeat(9)}.mp4`, type: 'video/mp4', size: 18_000_000 },
  ],
} as const;
const to = ticket.userEmail;
const mails = [...mailsOf({ ticket, to }, shop, []), ...mailsOf({ ticket, to, message }, shop, [])];

/** A mail as programs show it that keep `<style>`, and as those do that drop it. */
const shown = mails.flatMap(({ kind, html }) => [
  { kind, as: 'it is', html },
  { kind, as: 'programs show it that drop <style>', html: html.replace(/<style>.*<\/style>/s, '') },
]);

describe.each(shown)('a $kind as $as', ({ html }) => {
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

  it('hides its preview, and sets off what somebody wrote', async () => {
    const { page, close } = await openPage(browser, { colorScheme: 'light' });
    await page.setContent(html);
    expect(await page.locator('body > div').isVisible()).toBe(false);
    const colour = (part: string) =>
      page.locator(part).evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));
    expect(await colour('.letter')).toEqual(['rgb(255, 255, 255)']);
    for (const quote of await colour('.quote')) expect(quote).toBe('rgb(246, 246, 244)');
    expect(await colour('.button')).toEqual(['rgb(31, 95, 191)']);
    await close();
  });
});

it('a mail is dark where its reader likes that, and the program keeps <style>', async () => {
  const { page, close } = await openPage(browser, { colorScheme: 'dark' });
  for (const { html } of mails) {
    await page.setContent(html);
    const colours = await page
      .locator('.page, .letter')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));
    expect(colours).toEqual(['rgb(22, 22, 21)', 'rgb(34, 34, 32)']);
  }
  await close();
});

describe('what somebody wrote keeps its lines, paragraphs and spaces', () => {
  /** The text as it is seen, with each paragraph after an empty line. */
  async function seen(html: string, where: string): Promise<string> {
    const { page, close } = await openPage(browser);
    // As in Outlook and Samsung's mail.
    await page.setContent(html.replaceAll(/white-space:[^;"]*/g, ''));
    const paragraphs = await page.locator(`${where} p`).evaluateAll((all) =>
      all.map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        getSelection()?.removeAllRanges();
        getSelection()?.addRange(range);
        return getSelection()?.toString() ?? '';
      }),
    );
    await close();
    return paragraphs.join('\n\n').replaceAll('\u00a0', ' ');
  }

  it('in a quote', async () => {
    const [confirmation] = mails;
    expect(await seen(confirmation?.html ?? '', '.quote')).toBe(
      `${ticket.subject}\n\n${ticket.message.replace('\t', '    ')}`,
    );
  });

  it('in a reply', async () => {
    const text = await seen(mails.at(-1)?.html ?? '', '.letter');
    expect(text).toContain('It is mended.\n\nBest,\nDana\n\n');
  });
});
