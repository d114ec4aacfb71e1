import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, phone, pollUntil } from './dashboard-pages.ts';

const desk = dashboardPages();

const palette = (page: Page) => page.getByRole('dialog', { name: 'Find anything' });
const options = (page: Page) => palette(page).getByRole('option');
const chosen = (page: Page) => palette(page).locator('[aria-selected=true] bdi');

async function find(page: Page, text: string): Promise<void> {
  await palette(page).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await palette(page).getByRole('combobox').waitFor();
  await page.keyboard.type(text);
}

describe('the command palette', () => {
  test('does, opens and inserts anything, and returns the focus', async () => {
    await desk.api(`/canned-replies/${randomUUID()}`, {
      method: 'PUT',
      body: JSON.stringify({ name: 'Refund', body: 'Hi {first_name}.', actions: { tags: ['billing'] } }),
    });
    const [, second] = await desk.submit({ subject: 'First question' }, { subject: 'Second question' });
    const page = await desk.signedIn(`?ticket=${second}`);
    const reply = page.getByLabel('Reply to the customer');
    await reply.fill('Well. ');

    // In a text field, which has the focus and the caret again.
    await page.keyboard.press('Control+k');
    await options(page).first().waitFor();
    expect(await chosen(page).count()).toBe(1);
    const combobox = palette(page).getByRole('combobox');
    expect(await combobox.getAttribute('aria-activedescendant')).toBe(
      await palette(page).locator('[aria-selected=true]').getAttribute('id'),
    );
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await palette(page).waitFor({ state: 'detached' });
    await page.keyboard.type('So: ');
    expect(await reply.inputValue()).toBe('Well. So: ');

    // A canned reply.
    await find(page, 'refund');
    await palette(page).getByText('Canned reply').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('group', { name: 'Sends and sets:' }).waitFor();
    expect(await reply.inputValue()).toBe('Well. So: Hi there.');

    // An action that moves the focus: what was used last comes first.
    await find(page, 'prio');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Set priority' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await expect.poll(() => chosen(page).textContent()).toBe('Set priority');
    expect(await palette(page).locator('[aria-selected=true] kbd').textContent()).toBe('p');
    await page.keyboard.press('Escape');

    // A ticket by its customer's words, which only the desk knows, then a view.
    await find(page, 'first quest');
    await options(page).filter({ hasText: 'First question' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'First question' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('ticket-heading');
    await find(page, 'report');
    await page.keyboard.press('Enter');
    await page.waitForURL(/view=insight/);
    await find(page, 'close tick');
    await page.getByText('Nothing matches.').waitFor();
  });

  test('keeps the chosen entry while a colleague’s change takes others away', async () => {
    const [id = ''] = await desk.submit({ subject: 'Closed meanwhile' });
    const page = await desk.signedIn(`?ticket=${id}`, {}, (page) => page.clock.install());
    await page.getByRole('heading', { name: 'Closed meanwhile' }).waitFor();
    await find(page, '');
    for (let i = 0; i < 40 && (await chosen(page).textContent()) !== 'Set priority'; i += 1)
      await page.keyboard.press('ArrowDown');
    await desk.asAnother(`/support-tickets/${id}/close`, { method: 'POST' });
    await pollUntil(page, options(page).filter({ hasText: 'Mark open' }));
    expect(await chosen(page).textContent()).toBe('Set priority');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Set priority' }).waitFor();
  });

  test('works offline and on a phone, and lists the keys that the sheet lists', async () => {
    await desk.submit({ subject: 'Known here' });
    const page = await desk.signedIn('', { ...phone, viewport: { width: 320, height: 480 } });
    await page.getByText('Known here').waitFor();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.waitFor();
    expect(await sheet.locator('dt').allTextContents()).toContain('Find anything');
    await page.keyboard.press('Control+k');
    expect(await palette(page).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.waitForLoadState('networkidle');
    await page.context().setOffline(true);
    const button = page.getByRole('button', { name: 'Find anything' });
    const sides = await page
      .locator('.side button:visible')
      .evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect()).map(({ left, right, width }) => [left, right, width] as const),
      );
    expect(sides.every(([left, right, width]) => left >= 0 && right <= 320 && width >= 44)).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await button.tap();
    await palette(page).getByRole('combobox').and(page.locator(':focus')).waitFor();
    expect(await palette(page).getByText('Arrow keys').isVisible()).toBe(false);
    await page.keyboard.type('known');
    await options(page).filter({ hasText: 'Known here' }).waitFor();
    await page.getByText('Couldn’t search all tickets.').waitFor();
    const { width } = (await palette(page).boundingBox()) ?? { width: 0 };
    expect(width).toBeLessThanOrEqual(320);
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Known here' }).waitFor();
  });
});
