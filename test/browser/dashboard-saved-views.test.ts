import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, phone, problem } from './dashboard-pages.ts';

const desk = dashboardPages();

interface Saved {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly shared: boolean;
}

const stored = () => desk.api('/saved-views') as Promise<Saved[]>;
const names = async () => (await stored()).map(({ name }) => name);
const save = (name: string, query: string, position: number) =>
  desk.api(`/saved-views/${randomUUID()}`, {
    method: 'PUT',
    body: JSON.stringify({ name, query, sort: 'newest', shared: false, position }),
  });

beforeEach(async () => {
  for (const { id } of await stored()) await desk.api(`/saved-views/${id}`, { method: 'DELETE' });
});

const links = (page: Page) => page.locator('.saved-view .name').allTextContents();
const link = (page: Page, name: string) => page.getByRole('link', { name });
const dialog = (page: Page) => page.getByRole('dialog');
const shown = (page: Page) => page.evaluate(() => location.search);

describe('a saved view', () => {
  test('keeps what a search shows: it is named, counted, and one click away', async () => {
    await desk.submit({ subject: 'Refund for a gift' }, { subject: 'Refund, please' }, { subject: 'Password' });
    const page = await desk.signedIn('?status=open');
    await page.getByText('Password').first().waitFor();
    expect(await page.getByText('Saved views').count()).toBe(0);
    await page.getByRole('searchbox').fill('refund');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.keyboard.press('Enter');
    expect(await dialog(page).getByRole('alert').textContent()).toBe('Enter a name.');
    await page.keyboard.type(' Refunds ');
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await link(page, 'Refunds')
      .filter({ hasText: /Refunds\d+$/ })
      .waitFor();
    expect(await link(page, 'Refunds').getAttribute('aria-current')).toBe('page');
    expect(await page.getByRole('button', { name: 'Save view' }).count()).toBe(0);
    expect(await stored()).toMatchObject([{ name: 'Refunds', query: 'refund', shared: false }]);
    await link(page, 'Open').click();
    expect(await shown(page)).not.toContain('refund');
    await link(page, 'Refunds').focus();
    await page.keyboard.press('Enter');
    expect(await shown(page)).toBe('?status=all&q=refund');
    expect(await page.locator('nav [aria-current]').count()).toBe(1);
    expect(await axeViolations(page)).toEqual([]);
  });

  test('moves with Alt and an arrow or by buttons, is renamed and shared, and is deleted with undo', async () => {
    for (const [position, name] of ['One', 'Two', 'Three'].entries()) await save(name, name, position);
    const page = await desk.signedIn('?status=open');
    await link(page, 'Three').focus();
    await page.keyboard.press('Alt+ArrowUp');
    expect(await links(page)).toEqual(['One', 'Three', 'Two']);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Three');
    await page.getByRole('button', { name: 'Edit One' }).focus();
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('button', { name: 'Move down' }).click();
    expect(await links(page)).toEqual(['Three', 'One', 'Two']);
    await expect.poll(names).toEqual(['Three', 'One', 'Two']);
    await page.getByLabel('Name').fill('First');
    await page.keyboard.press('Enter');
    await expect.poll(names).toEqual(['Three', 'First', 'Two']);
    await page.getByRole('button', { name: 'Edit First' }).focus();
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('button', { name: 'Delete' }).click();
    await expect.poll(names).toEqual(['Three', 'Two']);
    expect(await links(page)).toEqual(['Three', 'Two']);
    await page.keyboard.press('z');
    await expect.poll(names).toEqual(['Three', 'First', 'Two']);
    expect(await links(page)).toEqual(['Three', 'First', 'Two']);
  });

  test('is as it was if the desk refuses a change, which a message says; on a phone, too', async () => {
    await save('One', 'one', 0);
    const page = await desk.signedIn('?status=all&q=one', phone);
    await page.route('**/saved-views/*', (route) => route.fulfill(problem(503, 'The database is too busy.')));
    await page.getByRole('button', { name: 'Edit One' }).click();
    expect(await axeViolations(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Couldn’t delete the view').waitFor();
    await page.getByText('The database is too busy.').waitFor();
    expect(await links(page)).toEqual(['One']);
    const width = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(width[0]).toBeLessThanOrEqual(width[1] ?? 0);
  });
});
