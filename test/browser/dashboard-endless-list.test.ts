import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, focused, POLL_MS, phone, reading, row } from './dashboard-pages.ts';
import { idOf, type LongList, longList } from './long-list.ts';
import { printed } from './printed.ts';
import { tap } from './touch.ts';

const desk = dashboardPages();
const ALL = 10_000;

/** A dashboard whose desk has so many open tickets, and a clock that stands still. */
async function opened({ count = ALL, pageSize = 100, query = '', options = {} } = {}) {
  const lists: LongList[] = [];
  const page = await desk.signedIn(query, options, async (blank) => {
    await blank.clock.install();
    lists.push(Object.assign(await longList(blank, count), { pageSize }));
  });
  await page.locator('.row .subject').first().waitFor();
  return { page, list: lists[0] as LongList };
}

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

const rows = (page: Page, count: number) => page.locator(`.rows[style*="--rows: ${count}"]`);

/** Scrolls the list so far, in rows from its top. */
const scrollTo = (page: Page, place: number) =>
  page.locator('.list .scroller').evaluate((scroller, to) => {
    const list = scroller.querySelector<HTMLElement>('.rows');
    const height = (list?.clientHeight ?? 0) / Number(list?.style.getPropertyValue('--rows'));
    scroller.scrollTo(0, (list?.offsetTop ?? 0) + to * height);
  }, place);

/** The numbers of the tickets whose rows are in sight, from the top. */
const inSight = (page: Page) =>
  page.locator('.list .scroller').evaluate((scroller) => {
    const { top, bottom } = scroller.getBoundingClientRect();
    const visible = [...scroller.querySelectorAll('.row')].filter((one) => {
      const area = one.getBoundingClientRect();
      return area.bottom > top + 1 && area.top < bottom - 1;
    });
    return visible.map((one) => Number(one.querySelector('.subject')?.textContent?.replace('Ticket ', '')));
  });

const place = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

describe('a list of 10,000 tickets', () => {
  test('loads as far as the agent looks, in few elements; a poll reads little of it, and moves nothing', async () => {
    const { page, list } = await opened({ pageSize: 1000 });
    for (let loaded = 1000; loaded < ALL; loaded += 1000) {
      await scrollTo(page, loaded);
      await rows(page, loaded + 1000).waitFor();
    }
    await scrollTo(page, ALL);
    await expect.poll(async () => (await inSight(page)).at(-1)).toBe(1);
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(1500);
    expect(await page.locator('.rows > li').last().getAttribute('aria-posinset')).toBe(String(ALL));
    expect(await axeViolations(page)).toEqual([]);

    await scrollTo(page, 5000.5);
    await expect.poll(async () => (await inSight(page))[0]).toBe(5000);
    const before = await inSight(page);
    // Others close tickets above those in sight, and one among them.
    list.numbers = [10_002, 10_001, ...list.numbers.filter((number) => number < 9990 && number !== 4995)];
    list.asked = [];
    await page.clock.fastForward(POLL_MS);
    await expect.poll(() => inSight(page)).toEqual(expect.not.arrayContaining([4995]));
    expect((await inSight(page)).slice(0, 5)).toEqual(before.slice(0, 5));
    expect(list.asked.length).toBeLessThanOrEqual(3);
    await page.getByRole('button', { name: '2 new' }).click();
    await expect.poll(async () => (await inSight(page)).slice(0, 3)).toEqual([10_002, 10_001, 9989]);
  });

  test('is walked past its loaded part; focus and selection survive that, and scrolling', async () => {
    const { page, list } = await opened();
    await scrollTo(page, 99);
    await rows(page, 200).waitFor();
    list.failWith = 503;
    await scrollTo(page, 199);
    await page.getByText('Couldn’t load more tickets.').waitFor();
    const again = page.locator('.list-foot').getByRole('button', { name: 'Try again' });
    await again.focus();
    list.asked = [];
    await press(page, 'Enter');
    await expect.poll(() => list.asked.length).toBe(1);
    // It fails again, and keeps the focus.
    await again.and(page.locator(':focus')).and(page.locator('[aria-disabled=false]')).waitFor();
    await row(page, 'Ticket 9801').click();
    await press(page, 'j');
    await reading(page, 'Ticket 9801').waitFor();
    list.failWith = undefined;
    // Any response from the desk lets the list try again by itself.
    await Promise.race([again.click(), rows(page, 300).waitFor()]);
    await rows(page, 300).waitFor();
    await row(page, 'Ticket 9801').focus();
    await press(page, 'j', 'j', 'ArrowDown');
    await reading(page, 'Ticket 9798').waitFor();
    await expect.poll(() => focused(page)).toBe('Ticket 9798');

    await scrollTo(page, 5);
    await expect.poll(async () => (await inSight(page))[0]).toBe(9995);
    await page.clock.fastForward(POLL_MS);
    await scrollTo(page, 299);
    await rows(page, 400).waitFor();
    await scrollTo(page, 30);
    await expect.poll(async () => (await inSight(page))[0]).toBe(9970);
    expect(await focused(page)).toBe('Ticket 9798');
    await press(page, 'j');
    await expect.poll(() => focused(page)).toBe('Ticket 9797');
    expect(await inSight(page)).toContain(9797);
    // Who reads is followed by the list.
    await press(page, 'Enter', ...Array.from({ length: 20 }, () => 'j'));
    await reading(page, 'Ticket 9777').waitFor();
    expect(await inSight(page)).toContain(9777);
  });

  test('has neighbours for a ticket to which a link leads, and a way back to its top', async () => {
    const { page, list } = await opened({ query: `?status=open&ticket=${idOf(5000)}` });
    await reading(page, 'Ticket 5000').waitFor();
    expect((await inSight(page))[0]).toBe(ALL);
    await press(page, 'k');
    await reading(page, 'Ticket 5001').waitFor();
    expect(await inSight(page)).toContain(5001);
    await press(page, 'j', 'j', 'j');
    await reading(page, 'Ticket 4998').waitFor();
    for (let number = 4999; number < 5120; number += 1) await press(page, 'k');
    await reading(page, 'Ticket 5119').waitFor();
    expect(await inSight(page)).toContain(5119);
    expect(list.asked.length).toBeLessThan(12);
    await page.getByRole('button', { name: 'Back to top' }).click();
    await expect.poll(async () => (await inSight(page))[0]).toBe(ALL);
  });

  test('is sorted as the agent wants it, and so it is found again', async () => {
    const { page } = await opened();
    const sort = page.getByRole('combobox', { name: 'Sort' });
    await sort.selectOption('Oldest first');
    await expect.poll(async () => (await inSight(page)).slice(0, 2)).toEqual([1, 2]);
    expect(place(page)).toEqual({ status: 'open', sort: 'oldest' });
    await page.getByRole('navigation').getByRole('link', { name: 'Waiting longest' }).click();
    await page.getByRole('heading', { name: 'Too many tickets to sort this way' }).waitFor();
    expect([place(page), await sort.inputValue()]).toEqual([{ status: 'open', sort: 'waiting' }, 'waiting']);
    expect(await axeViolations(page)).toEqual([]);
    await page.goBack();
    await expect.poll(async () => (await inSight(page))[0]).toBe(1);
    await page.goForward();
    await page.getByRole('button', { name: 'Newest first' }).click();
    await expect.poll(async () => (await inSight(page))[0]).toBe(ALL);
    await sort.selectOption('oldest');
    await page.goto(desk.address());
    await expect.poll(async () => (await inSight(page)).slice(0, 2)).toEqual([1, 2]);
  });
});

test('a long list is tapped on a phone, and printed whole', async () => {
  const { page } = await opened({ count: 150, options: phone });
  await scrollTo(page, 99);
  await rows(page, 150).waitFor();
  await scrollTo(page, 149);
  await expect.poll(async () => (await inSight(page)).at(-1)).toBe(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  const text = (await printed(page)).map((sheet) => sheet.text).join(' ');
  for (const number of [150, 75, 1]) expect(text).toContain(`Ticket ${number} `);
  await tap(row(page, 'customer-9@example.com'));
  await reading(page, 'Ticket 9').waitFor();
});
