import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { StatsJson } from '#http/stats/get-stats.ts';
import { axeViolations } from './browser.ts';
import { dashboardPages, look, POLL_MS, phone, pollUntil, problem, reading, row, subjects } from './dashboard-pages.ts';
import { skipInFirefox } from './firefox-lacks.ts';

const desk = dashboardPages();
const ticking = (page: Page) => page.clock.install();

const insight = (page: Page) => page.getByRole('region', { name: 'Reports' });
const openInsight = (page: Page) => page.getByRole('link', { name: 'Reports' }).click();
const figure = (page: Page, name: string, text: string) =>
  page.locator('.figures > div', { hasText: name }).getByText(text, { exact: true });
const pictureOf = (page: Page, name: string) => page.getByRole('img', { name });
const rowOf = (page: Page, table: string, name: string) =>
  page
    .locator('section', { has: page.getByRole('heading', { name: table }) })
    .last()
    .getByRole('row', { name })
    .first();

/** Returns a chart's canvas as a data URL. */
const drawn = (page: Page): Promise<string> =>
  pictureOf(page, 'Tickets by day')
    .locator('canvas')
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

/** The desk's numbers as those of one that has closed nothing yet, which a desk is only once. */
const young = (counts: { open: number; closed: number }) => (page: Page) =>
  page.route('**/support-stats*', async (route) => {
    const answer = (await (await route.fetch()).json()) as StatsJson;
    const none = { average: null, median: null, p90: null };
    const days = answer.by_day.map((day) => ({ ...day, opened: counts.open, closed: 0, time_to_close: none }));
    await route.fulfill({
      json: { ...answer, ...counts, in_progress: 0, by_day: days, time_to_close: none, oldest_open: null },
    });
  });

/** Every request of the page from now on, as path and query. */
function requestsOf(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    asked.push(pathname + search);
  });
  return asked;
}
const statsAsked = (asked: readonly string[]) => asked.filter((path) => path.includes('/support-stats'));

describe('the numbers', () => {
  test('a desk without tickets says that it has none', async () => {
    const page = await desk.signedIn('?view=insight', {}, young({ open: 0, closed: 0 }));
    await insight(page).getByText('No tickets yet').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  test('nothing closed yet: no time is made up', async () => {
    const page = await desk.signedIn('?view=insight', {}, young({ open: 1, closed: 0 }));
    await figure(page, 'Median time to close', '–').waitFor();
    await insight(page).getByText('No tickets were closed in the last 30 days.').waitFor();
    await pictureOf(page, '0 closed').waitFor();
  });

  test('are those of the desk, and follow it every 30 seconds', async () => {
    const [first = ''] = await desk.submit(
      { subject: 'Sync broken' },
      { subject: 'Sync broken' },
      { subject: 'Refund' },
    );
    const page = await desk.signedIn('?view=insight', {}, ticking);
    let lastAnswer = async (): Promise<StatsJson> => Promise.reject(new Error('Nothing was answered.'));
    page.on('response', (response) => {
      if (response.status() === 200 && response.url().includes('days=30')) lastAnswer = () => response.json();
    });
    // The first responses, which a leap in time would abort.
    await page.getByText('Open now').first().waitFor();
    await pollUntil(page, figure(page, 'Open now', '3'));
    await figure(page, 'Open now', 'Within target: fewer than 5').waitFor();
    await rowOf(page, 'Age of unresolved tickets', 'Today 3').waitFor();
    const { subjects, words, by_tier: tiers } = await lastAnswer();
    expect(subjects.length).toBeGreaterThan(0);
    for (const { subject, count } of subjects) await rowOf(page, 'Common subjects', `${subject} ${count}`).waitFor();
    for (const { word, count } of words.slice(0, 10)) await rowOf(page, 'Common words', `${word} ${count}`).waitFor();
    for (const { support_tier: tier } of tiers) await rowOf(page, 'Support tiers', tier).waitFor();

    await desk.setStatus(first, 'closed');
    await desk.submit(...Array.from({ length: 3 }, (_, index) => ({ subject: `Another ${index}` })));
    await pollUntil(page, figure(page, 'Open now', 'Over target: fewer than 5'));
    await figure(page, 'Open now', '5').waitFor();
    await rowOf(page, 'Age of unresolved tickets', 'Today 5').waitFor();
  });

  test('the oldest open ticket is one click away, and Back leads back', async () => {
    await desk.submit({ subject: 'Longest here' }, { subject: 'Newer' });
    const page = await desk.signedIn('?view=insight');
    await insight(page).getByRole('link', { name: 'Longest here' }).click();
    await reading(page, 'Longest here').waitFor();
    await insight(page).waitFor({ state: 'detached' });
    await page.goBack();
    await insight(page).waitFor();
  });
});

describe('the page', () => {
  test('is fetched when it is first opened, and asks for its days only while it is', async () => {
    await desk.submit({ subject: 'One' });
    const page = await desk.signedIn('', {}, ticking);
    const asked = requestsOf(page);
    await page.reload();
    await row(page, 'One').waitFor();
    expect(asked.filter((path) => path.includes('insight'))).toEqual([]);
    expect(new Set(statsAsked(asked))).toEqual(new Set(['/api/admin/support-stats?days=1']));

    await openInsight(page);
    await pictureOf(page, 'Tickets by day').waitFor();
    expect(asked.filter((path) => path.includes('insight-page')).length).toBe(1);
    expect(statsAsked(asked).at(-1)).toBe('/api/admin/support-stats?days=30');

    await look(page, 'hidden');
    asked.length = 0;
    await page.clock.fastForward(3 * POLL_MS);
    expect(asked).toEqual([]);
    await look(page, 'visible');
    await expect.poll(() => statsAsked(asked)).toEqual(['/api/admin/support-stats?days=30']);

    await page.getByRole('link', { name: 'Open' }).click();
    await row(page, 'One').waitFor();
    asked.length = 0;
    // While an answer is under way no next poll is due.
    const polled = async () => {
      await page.clock.fastForward(POLL_MS);
      return new Set(statsAsked(asked));
    };
    await expect.poll(polled).toEqual(new Set(['/api/admin/support-stats?days=1']));
  });

  test('has an address, with its days; Back leads where the agent came from', async () => {
    await desk.submit({ subject: 'Opened before the numbers' });
    const page = await desk.signedIn('?status=all');
    await row(page, 'Opened before the numbers').click();
    await openInsight(page);
    await page.waitForURL('**/*?view=insight&days=30');
    await insight(page).getByRole('link', { name: '7 days' }).click();
    await pictureOf(page, 'Tickets by day, 7 days').waitFor();
    await page.waitForURL('**/*?view=insight&days=7');
    await page.goBack();
    await reading(page, 'Opened before the numbers').waitFor();
    expect(page.url()).toContain('status=all');
    await page.goForward();
    await pictureOf(page, 'Tickets by day, 7 days').waitFor();

    await page.goto(desk.address('?view=insight&days=90'));
    await pictureOf(page, 'Tickets by day, 90 days').waitFor();
  });

  test('keeps the list as it was, and its keys from tickets that are not seen', async () => {
    await desk.submit(...Array.from({ length: 12 }, (_, index) => ({ subject: `Ticket ${index}` })));
    const page = await desk.signedIn();
    await row(page, 'Ticket 3').click();
    const place = await page.locator('.list .scroller').evaluate(({ scrollTop }) => scrollTop);
    await openInsight(page);
    await pictureOf(page, 'Tickets by day').waitFor();
    await page.keyboard.press('e');
    await page.keyboard.press('j');
    await page.keyboard.press('/');
    await insight(page).waitFor();
    expect(await desk.tickets('open')).toHaveLength(12);
    await page.getByRole('link', { name: 'Open' }).click();
    await row(page, 'Ticket 3').waitFor();
    expect(await page.locator('.list .scroller').evaluate(({ scrollTop }) => scrollTop)).toBe(place);
    expect(await subjects(page)).toHaveLength(12);
  });

  test('that cannot be fetched says so and offers to load the desk again', async () => {
    const page = await desk.signedIn();
    await page.route('**/insight-page-*.js', (route) => route.fulfill({ status: 404 }));
    await openInsight(page);
    await page.getByText('Couldn’t load reports').waitFor();
    await page.unroute('**/insight-page-*.js');
    await page.getByRole('button', { name: 'Reload page' }).click();
    await pictureOf(page, 'Tickets by day').waitFor();
  });
});

describe('the pictures', () => {
  test('are drawn for a browser whose language Intl does not know, as on Linux with LANG=C.UTF-8', async () => {
    const page = await desk.signedIn('?view=insight', {}, (page) =>
      page.addInitScript(() =>
        Object.defineProperty(Navigator.prototype, 'language', { get: () => 'en-US@posix', configurable: true }),
      ),
    );
    await pictureOf(page, 'Tickets by day').waitFor();
  });

  test('are drawn anew in the colours of the other scheme, and fit a narrower window', async (context) => {
    skipInFirefox(context, 'colours');
    await desk.submit({ subject: 'One' });
    const page = await desk.signedIn('?view=insight', { colorScheme: 'light', deviceScaleFactor: 2 });
    await pictureOf(page, 'Tickets by day').waitFor();
    const light = await drawn(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => drawn(page)).not.toBe(light);

    const canvas = pictureOf(page, 'Tickets by day').locator('canvas');
    const widths = () =>
      canvas.evaluate((element) => [
        (element as HTMLCanvasElement).width / devicePixelRatio,
        element.closest('[role=img]')?.clientWidth,
      ]);
    await page.setViewportSize({ width: 400, height: 700 });
    await expect.poll(widths).toEqual([368, 368]);
  });

  test('tell the day under the pointer, and all days in a table', async () => {
    await desk.submit({ subject: 'One' });
    const page = await desk.signedIn('?view=insight&days=7');
    const chart = page.locator('.chart').first();
    const box = await pictureOf(page, 'Tickets by day').boundingBox();
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) - 40, (box?.y ?? 0) + 100);
    const today = new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
    await chart.locator('.aside').getByText(today.format(Date.now())).waitFor();

    await chart.getByText('Show as table').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => chart.getByRole('row').count()).toBe(8);
    await chart.getByRole('row', { name: today.format(Date.now()) }).waitFor();
  });

  test.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['a small phone', { ...phone, viewport: { width: 320, height: 640 } }],
  ] as const)('axe finds nothing and nothing is cut off: %s', async (_, options) => {
    const [id = ''] = await desk.submit({ subject: 'W'.repeat(200) }, { subject: 'Open' });
    await desk.setStatus(id, 'closed');
    const page = await desk.signedIn('?view=insight', options);
    await pictureOf(page, 'Time to close by day').waitFor();
    for (const table of await page.getByText('Show as table').all()) await table.click();
    expect(await axeViolations(page)).toEqual([]);
    const fits = ({ scrollWidth, clientWidth }: Element) => scrollWidth <= clientWidth;
    expect(await page.locator('.insight').evaluate(fits)).toBe(true);
    expect(await page.locator(':root').evaluate(fits)).toBe(true);
  });
});

describe('trouble', () => {
  const fail = (page: Page) =>
    page.route('**/support-stats*', (route) => route.fulfill(problem(503, 'The database cannot be reached.')));

  test('before any answer: says so, and shows the numbers as soon as they come', async () => {
    await desk.submit({ subject: 'One' });
    const page = await desk.signedIn('?view=insight', {}, fail);
    await page.getByRole('alert').getByText('Couldn’t refresh.').waitFor();
    await insight(page).getByText('Reports appear here as soon as the desk responds.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    // What is under way already would be refused, too, and "Retry now" waits for it.
    await page.waitForLoadState('networkidle');
    await page.unroute('**/support-stats*');
    await page.getByRole('button', { name: 'Retry now' }).click();
    await pictureOf(page, 'Tickets by day').waitFor();
    await page.getByRole('alert').getByText('Couldn’t refresh.').waitFor({ state: 'detached' });
  });

  test('later: the old picture stays, with its time', async () => {
    await desk.submit({ subject: 'One' });
    const page = await desk.signedIn('?view=insight', {}, ticking);
    await pictureOf(page, 'Tickets by day').waitFor();
    const asOf = await insight(page)
      .getByText(/^As of/)
      .textContent();
    await fail(page);
    await page.clock.fastForward(5 * POLL_MS);
    await page.getByRole('alert').getByText('Couldn’t refresh.').waitFor();
    await pictureOf(page, 'Tickets by day').waitFor();
    expect(
      await insight(page)
        .getByText(/^As of/)
        .textContent(),
    ).toBe(asOf);
  });

  test('offline: the old picture stays', async () => {
    const page = await desk.signedIn('?view=insight');
    await pictureOf(page, 'Tickets by day').waitFor();
    await page.context().setOffline(true);
    await page.getByRole('alert').getByText('You’re offline.').waitFor();
    await pictureOf(page, 'Tickets by day').waitFor();
    await page.context().setOffline(false);
  });
});
