import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { dashboardPages, reading, row } from './dashboard-pages.ts';

const desk = dashboardPages();

/** A browser whose style sheets know no such word, in the dashboard's and in those that scripts bring. */
const without = (word: string) => async (page: Page) => {
  await page.route(/\.(css|js)(\?|$)/, async (route) => {
    // What loads beside the page may still be on its way when the page closes; whatever else fails shows in what the test sees.
    const response = await route.fetch().catch(() => undefined);
    const body = await response?.text().catch(() => undefined);
    if (response && body !== undefined) {
      await route.fulfill({ response, body: body.replaceAll(word, `no-${word}`) }).catch(() => {});
    }
  });
};

const coloursOf = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element) => {
    const { color, backgroundColor, borderTopStyle } = getComputedStyle(element);
    return { color, backgroundColor, borderTopStyle };
  });

test('without light-dark(), everything can be read, and buttons and fields can be seen', async () => {
  await desk.submit({ subject: 'Old colours' });
  const page = await desk.signedIn('', {}, without('light-dark('));
  await row(page, 'Old colours').click();
  await reading(page, 'Old colours').waitFor();
  const accent = 'rgb(79, 70, 229)';
  expect(await coloursOf(page, '.composer .primary')).toMatchObject({
    color: 'rgb(255, 255, 255)',
    backgroundColor: accent,
  });
  expect(await coloursOf(page, '.composer textarea')).toEqual({
    color: 'rgb(0, 0, 0)',
    backgroundColor: 'rgb(255, 255, 255)',
    borderTopStyle: 'solid',
  });
  const support = await desk.visit('about:blank');
  await without('light-dark(')(support);
  await support.goto(`${desk.desk().url}/static/support.html#token=${await desk.desk().token()}`);
  await support.getByRole('button', { name: 'Send message' }).waitFor();
  expect(await coloursOf(support, 'support-form button.primary')).toMatchObject({
    color: 'rgb(255, 255, 255)',
    backgroundColor: accent,
  });
});

test('without AbortSignal.any, an agent signs in', async () => {
  await desk.submit({ subject: 'Old signals' });
  const page = await desk.open('', {}, (tab) =>
    tab.addInitScript(() => {
      delete (AbortSignal as { any?: unknown }).any;
    }),
  );
  await page.getByLabel('Agent key').fill(desk.desk().adminKey);
  await page.keyboard.press('Enter');
  await row(page, 'Old signals').waitFor();
});

test('without field-sizing, there is room for six lines of a reply', async () => {
  await desk.submit({ subject: 'Old fields' });
  const page = await desk.signedIn('', {}, without('field-sizing'));
  await row(page, 'Old fields').click();
  const height = await page.locator('.composer textarea').evaluate((field) => field.clientHeight);
  expect(height).toBeGreaterThan(6 * 22);
});
