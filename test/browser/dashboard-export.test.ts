import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, phone, problem, row } from './dashboard-pages.ts';
import { saved } from './saved-file.ts';

const desk = dashboardPages();

const button = (page: Page, name = 'Export CSV') => page.locator('.export').getByRole('button', { name, exact: true });

const subjectsIn = (text: string): string[] =>
  (parse(text, { bom: true, columns: true, record_delimiter: '\r\n' }) as { subject: string }[]).map(
    ({ subject }) => subject,
  );

const laterPages = /support-tickets\?.*cursor=/;
/** Two pages. */
const many = Array.from({ length: 103 }, (_, index) => ({ subject: `Ticket ${index}` }));

const tens = ['Ticket 102', 'Ticket 101', 'Ticket 100', 'Ticket 10'];

describe('the export', () => {
  test('saves what the list shows, and what of it is not loaded, as CSV for a spreadsheet', async () => {
    await desk.submit({ subject: '=1+1', message: 'Zeile\n"zwei", äöü' }, ...many);
    const page = await desk.signedIn();
    await row(page, 'Ticket 102').waitFor();
    await button(page).focus();
    const { name, text } = await saved(page, () => page.keyboard.press('Enter'));
    const today = await page.evaluate(() => new Intl.DateTimeFormat('sv').format());
    expect(name).toBe(`tickets-open-${today}.csv`);
    expect(text.startsWith('\uFEFFid,user_id,user_email,subject,')).toBe(true);
    expect(subjectsIn(text)).toEqual([...many.map(({ subject }) => subject).reverse(), "'=1+1"]);
    expect(text).toContain('"Zeile\n""zwei"", äöü"');
    await page.getByRole('status').getByText(`Saved 104 tickets as ${name}.`).waitFor();
    expect(await button(page).evaluate((element) => element === document.activeElement)).toBe(true);

    await page.getByRole('searchbox').fill('"TICKET 10');
    const found = await saved(page, () => button(page, 'Export matches as CSV').click());
    expect(found.name).toBe(`tickets-all-search-${today}.csv`);
    expect(subjectsIn(found.text)).toEqual(tens);
  });

  test('says where it stopped, saves nothing half, asks for another key, goes on from there; can be cancelled, and begins anew', async () => {
    await desk.submit(...many);
    const page = await desk.signedIn();
    let downloads = 0;
    page.on('download', () => {
      downloads += 1;
    });
    await row(page, 'Ticket 102').waitFor();
    await page.route(laterPages, (route) => route.fulfill(problem(503, 'The database did not answer.')));
    await button(page).click();
    const status = page.getByRole('status');
    await status
      .getByText('Export stopped after 100 tickets. The database did not answer. Nothing was saved.')
      .waitFor();
    await page.unroute(laterPages);

    await page.route(laterPages, (route) => route.fulfill(problem(401, 'This key is not known.')));
    await button(page, 'Try again').click();
    await page.getByRole('alert').getByText('Your key is no longer valid.').waitFor();
    await page.unroute(laterPages);
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByLabel('Agent key').fill(desk.desk().adminKey);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Your key').waitFor({ state: 'detached' });
    expect(downloads).toBe(0);
    const { text } = await saved(page, () => button(page, 'Try again').click());
    expect(subjectsIn(text)).toEqual(many.map(({ subject }) => subject).reverse());

    const held = Promise.withResolvers<void>();
    await page.route(laterPages, (route) => held.promise.then(() => route.continue()));
    // The counts of a deployed desk may lag behind its tickets.
    const open = async () => ((await desk.api('/support-stats')) as { open: number }).open;
    await expect.poll(open, { timeout: 20_000 }).toBe(103);
    await page.reload();
    await row(page, 'Ticket 102').waitFor();
    await button(page).click();
    await page.getByText('100 of 103').waitFor();
    expect(await page.getByRole('progressbar', { name: 'Export' }).getAttribute('value')).toBe('100');
    await button(page, 'Cancel').click();
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    const { text: again } = await saved(page, async () => {
      await button(page).click();
      held.resolve();
    });
    expect(subjectsIn(again)).toHaveLength(103);
  });

  const views = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['a small phone', { ...phone, viewport: { width: 320, height: 640 } }],
  ] as const;
  test.each(views)('is accessible in each of its states, and widens nothing: %s', async (_, options) => {
    await desk.submit({ subject: 'Older' }, { subject: 'Newer' });
    const page = await desk.signedIn('', options);
    await row(page, 'Newer').waitFor();
    const check = async () => {
      expect(await axeViolations(page)).toEqual([]);
      expect(await page.locator('.list .scroller').evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0);
    };
    const held = Promise.withResolvers<void>();
    await page.route(/support-tickets/, (route) => held.promise.then(() => route.fulfill(problem(503, 'Not now.'))));
    await button(page).click();
    await page.getByText('0 of 2').waitFor();
    await check();
    held.resolve();
    await page.getByText('Export stopped after 0 tickets. Not now. Nothing was saved.').waitFor();
    await check();
    await page.unroute(/support-tickets/);
    await saved(page, () => button(page, 'Try again').click());
    await page.getByText('Saved 2 tickets as').waitFor();
    await check();
  });
});
