import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { confirmation, send, supportPages } from './support-pages.ts';

const pages = supportPages();

describe.each([
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['on a phone 320 px wide', { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true }],
] as const)('the support page, %s', (_, look) => {
  const accessible = async (page: Page) => {
    expect(await axeViolations(page)).toEqual([]);
    const { overflow, small } = await page.evaluate(measure);
    expect({ overflow, small }).toEqual({ overflow: 0, small: [] });
  };

  test('is accessible while writing, with mistakes, while waiting, and after the confirmation', async () => {
    const page = await pages.visitSupport({}, { ...look, reducedMotion: 'reduce' });
    await page.getByLabel('Subject').waitFor();
    await accessible(page);
    await page.getByRole('button', { name: 'Send message' }).click();
    await accessible(page);
    await page.context().setOffline(true);
    await send(page, 'Looks', 'A message.');
    await page.getByText('Can’t connect to support', { exact: true }).waitFor();
    await accessible(page);
    await page.context().setOffline(false);
    await confirmation(page).waitFor();
    await accessible(page);
  });

  test('is accessible to customers who must sign in or have no credits', async () => {
    const free = await pages.visitSupport({ credits_purchased: 0 }, look);
    await free.getByRole('button', { name: 'Stay here' }).click();
    await accessible(free);
    const stranger = await pages.visit(`${pages.desk().url}/static/support.html`, look);
    await stranger.locator('support-form').getByText('Please sign in first', { exact: true }).waitFor();
    await accessible(stranger);
  });
});

/** Returns how much wider than the window the page is, and the controls smaller than 44 px in either direction. */
function measure() {
  const form = document.querySelector('support-form')?.shadowRoot;
  const controls = [...(form?.querySelectorAll('button, a, input, textarea') ?? [])];
  const small = controls.filter((control) => {
    const { width, height } = control.getBoundingClientRect();
    return width > 0 && (width < 44 || height < 44);
  });
  return {
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    small: small.map((control) => control.outerHTML),
  };
}

describe('by keyboard alone', () => {
  test('a message is written, sent, confirmed and followed by another', async () => {
    const page = await pages.visitSupport();
    await page.getByLabel('Subject').waitFor();
    const { keyboard } = page;
    await keyboard.press('Tab');
    await keyboard.type('No mouse');
    await keyboard.press('Tab');
    await keyboard.type('Two lines,\nsecond line.');
    await keyboard.press('Tab');
    expect(await focused(page)).toBe('Attach files');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await confirmation(page).waitFor();
    expect(await focused(page)).toBe('We’ve received your message');
    expect(await pages.ticketsAbout('No mouse')).toMatchObject([{ message: 'Two lines,\nsecond line.' }]);
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    expect(await focused(page)).toBe('subject');
  });
});

describe('while a message waits for the connection', () => {
  test('the focus stays on the button, and nothing is announced twice', async () => {
    const page = await pages.visitSupport();
    await page.getByLabel('Subject').waitFor();
    await page.evaluate(() => {
      const status = document.querySelector('support-form')?.shadowRoot?.querySelector('[role=status]');
      const heard: (string | null)[] = [];
      Object.assign(globalThis, { heard });
      if (status) new MutationObserver(() => heard.push(status.textContent)).observe(status, { childList: true });
    });
    await page.context().setOffline(true);
    await send(page, 'Waiting', 'For the connection.');
    await page.getByText('Trying again in 1 s.').waitFor();
    expect(await focused(page)).toBe('Try now');
    expect(await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)).toEqual([
      'Sending your message…',
      'Can’t connect to support. Your message is saved. We’ll send it as soon as we can connect.',
    ]);
  });
});

/** Returns the text, or else the id, of the focused element. */
function focused(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const element = document.querySelector('support-form')?.shadowRoot?.activeElement;
    return element?.textContent || element?.id;
  });
}
