import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, row } from './dashboard-pages.ts';

const desk = dashboardPages();

const pictures = process.env.PICTURES;
const picture = async (page: Page, name: string) => {
  if (!pictures) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
  }
};

interface Stored {
  readonly status: string;
  readonly priority: string;
  readonly tags: readonly string[];
  readonly version: number;
}
const stored = (ids: readonly string[]) =>
  Promise.all(ids.map((id) => desk.api(`/support-tickets/${id}`))) as Promise<Stored[]>;
const expectStored = (ids: readonly string[], what: readonly Partial<Stored>[]) =>
  expect.poll(() => stored(ids), { timeout: 30_000 }).toMatchObject(what);

const bar = (page: Page) => page.getByRole('region', { name: 'Selected tickets' });
const box = (page: Page, subject: string) => page.getByRole('checkbox', { name: `Select “${subject}”` });
const button = (page: Page, name: string) => bar(page).getByRole('button', { name, exact: true });
const toast = (page: Page, text: string | RegExp) => page.locator('.toast').filter({ hasText: text });
const subjects = (...names: string[]) => names.map((subject) => ({ subject, email: `${subject}@example.com` }));

describe('many tickets', () => {
  test('are marked by key, click and range, closed together, and restored', async () => {
    const ids = await desk.submit(...subjects('First', 'Second', 'Third', 'Fourth'));
    const page = await desk.signedIn();
    await row(page, 'Fourth').click();
    await box(page, 'Fourth').waitFor({ state: 'attached' });
    await page.keyboard.press('x');
    await button(page, 'Close').waitFor();
    expect(await box(page, 'Fourth').isChecked()).toBe(true);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+X');
    await bar(page).getByText('3 selected').first().waitFor();
    await row(page, 'First').click({ modifiers: ['Shift'] });
    await bar(page).getByText('4 selected').first().waitFor();
    await box(page, 'Third').click();
    await bar(page).getByText('3 selected').first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await picture(page, 'marked');

    // The focus is on the checkbox.
    await page.keyboard.press('e');
    await toast(page, '3 closed').waitFor();
    await bar(page).waitFor({ state: 'detached' });
    await picture(page, 'closed');
    expect(await page.locator('.list a.row').count()).toBe(1);
    await expectStored(ids, [{ status: 'closed' }, { status: 'closed' }, { status: 'open' }, { status: 'closed' }]);
    await page.keyboard.press('z');
    await toast(page, '3 restored').waitFor();
    await expectStored(
      ids,
      [1, 2, 3, 4].map(() => ({ status: 'open' })),
    );
    await row(page, 'First').waitFor();
  });

  test('that a customer has written to in the meantime stay open, and say so', async () => {
    const ids = await desk.submit(...subjects('Quiet', 'Written', 'Silent'));
    const page = await desk.signedIn();
    await row(page, 'Silent').click();
    await box(page, 'Silent').waitFor({ state: 'attached' });
    await page.keyboard.press('Control+a');
    await bar(page).getByText('3 selected').first().waitFor();
    const token = await desk.desk().token({ email: 'Written@example.com' });
    await fetch(`${desk.desk().url}/api/support/tickets/${ids[1]}/replies`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ body: 'Please wait.' }),
    });
    await button(page, 'Close').click();
    await toast(page, '2 closed, 1 not').getByText('a customer wrote in the meantime').waitFor();
    const named = bar(page).getByRole('button', { name: 'Written' });
    await expect
      .poll(async () => {
        if (!(await named.isVisible())) await bar(page).getByText('1 ticket not changed').click();
        return named.isVisible();
      })
      .toBe(true);
    await picture(page, 'refused');
    await named.click();
    await page.getByRole('heading', { name: 'Written' }).waitFor();
    await expectStored(ids, [{ status: 'closed' }, { status: 'open' }, { status: 'closed' }]);
    expect(await box(page, 'Written').isChecked()).toBe(true);
  });

  test('get the values that the choices have in common, and their own ones back', async () => {
    const ids = await desk.submit(...subjects('One', 'Two'));
    const body = (tags: string[]) => ({ method: 'PATCH', body: JSON.stringify({ tags }) });
    await desk.api(`/support-tickets/${ids[0]}`, body(['all', 'some']));
    await desk.api(`/support-tickets/${ids[1]}`, body(['all']));
    await desk.desk().settled();
    const page = await desk.signedIn();
    await row(page, 'Two').click();
    await box(page, 'Two').waitFor({ state: 'attached' });
    await page.keyboard.press('Control+a');
    await page.keyboard.press('t');
    await page.getByRole('option', { name: 'some (on some)' }).waitFor();
    await picture(page, 'tags');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('option', { name: 'all' }).click();
    await page.keyboard.type('new');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await toast(page, '2 tagged').waitFor();
    await expectStored(ids, [{ tags: ['some', 'new'] }, { tags: ['new'] }]);
    await page.keyboard.press('z');
    await expectStored(ids, [{ tags: ['some', 'all'] }, { tags: ['all'] }]);

    await page.keyboard.press('Control+a');
    await page.keyboard.press('p');
    await page.getByRole('option', { name: 'High' }).click();
    await toast(page, '2 set to priority High').waitFor();
    await expectStored(ids, [{ priority: 'high' }, { priority: 'high' }]);
    // Marks are gone, and so is what Escape would clear.
    await page.keyboard.press('x');
    await bar(page).getByText('1 selected').first().waitFor();
    await page.keyboard.press('Escape');
    await bar(page).waitFor({ state: 'detached' });
  });

  test('are found beyond what is loaded, and what got no answer is sent again under the same key', async () => {
    const ids = await desk.submit(...subjects(...Array.from({ length: 9 }, (_, number) => `No${number}`)));
    const keys: (string | undefined)[] = [];
    let lost = 1;
    const page = await desk.signedIn(
      '',
      { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true },
      async (page) => {
        await page.route('**/support-tickets?status=open', (route) =>
          route.continue({ url: `${route.request().url()}&limit=4` }),
        );
        await page.route('**/support-tickets/bulk', async (route) => {
          keys.push(route.request().headers()['idempotency-key']);
          const response = await route.fetch();
          if (lost > 0) await route.abort();
          else await route.fulfill({ response });
          lost -= 1;
        });
      },
    );
    await page.getByRole('button', { name: 'Select tickets' }).tap();
    await bar(page).getByText('Tap tickets to select them').first().waitFor();
    await box(page, 'No8').tap();
    await bar(page).getByText('1 selected').first().waitFor();
    await picture(page, 'narrow');
    expect(await axeViolations(page)).toEqual([]);
    await bar(page)
      .getByRole('button', { name: /^Select \d+ loaded|Select all \d+/ })
      .tap();
    await expect
      .poll(async () => {
        const more = button(page, 'Select all 9');
        if (await more.isVisible()) await more.tap();
        return bar(page).getByText('9 selected').first().isVisible();
      })
      .toBe(true);
    await button(page, 'Close').tap();
    await picture(page, 'changing');
    await toast(page, '9 closed').waitFor();
    await expectStored(
      ids,
      ids.map(() => ({ status: 'closed', version: 2 })),
    );
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });
});
