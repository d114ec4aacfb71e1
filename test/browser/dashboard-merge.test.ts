import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, reading, row, subjects } from './dashboard-pages.ts';

const desk = dashboardPages();

const pictures = process.env.PICTURES;
const picture = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
};

/** Submits a new customer's tickets. Returns their ids. */
async function tickets(...subjects: string[]): Promise<string[]> {
  const token = await desk.desk().token({ sub: `maria-${crypto.randomUUID()}`, email: 'maria@example.com' });
  const ids: string[] = [];
  for (const subject of subjects) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ subject, message: `About: ${subject}` });
    const response = await fetch(`${desk.desk().url}/api/support/contact`, { method: 'POST', headers, body });
    ids.push(((await response.json()) as { ticket_id: string }).ticket_id);
  }
  await desk.desk().settled();
  return ids;
}

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Merge…' });
const choice = (page: Page, name: string) => page.getByRole('option', { name });
const messages = (page: Page) => page.getByRole('region', { name: 'Conversation' }).getByText(/^About:/);

test('a ticket is merged by keyboard, reads with the other one, and its address leads there', async () => {
  const [old = ''] = await tickets('Broken export', 'Export again', 'Something else');
  const page = await desk.signedIn();
  await row(page, 'Broken export').click();
  await reading(page, 'Broken export').waitFor();
  await page.keyboard.press('m');
  await choice(page, 'Export again').waitFor();
  expect(await dialog(page).getByRole('option').count()).toBe(2);
  expect(await axeViolations(page)).toEqual([]);
  await picture(page, 'merge');
  await page.keyboard.type('again');
  await page.keyboard.press('Enter');
  await reading(page, 'Export again').waitFor();
  await page.getByText(`merged #${old.slice(0, 8)} into this ticket`).waitFor();
  expect(await messages(page).allInnerTexts()).toEqual(['About: Broken export', 'About: Export again']);
  const first = page.getByRole('region', { name: 'Conversation' }).getByRole('listitem').first();
  expect(await first.textContent()).toBe(`From “Broken export” (#${old.slice(0, 8)})`);
  // Whatever the direction of its script, it turns nothing around it.
  expect(await first.locator('bdi').textContent()).toBe('Broken export');
  await expect.poll(() => subjects(page)).not.toContain('Broken export');
  await picture(page, 'merged');

  // Long after the toast, the dialog takes it out again.
  await page.keyboard.press('m');
  await dialog(page)
    .getByText(`#${old.slice(0, 8)} was merged into this ticket.`)
    .waitFor();
  await dialog(page).getByRole('button', { name: 'Undo merge' }).click();
  await page.getByText(`took #${old.slice(0, 8)} out of this ticket`).waitFor();
  expect(await messages(page).allInnerTexts()).toEqual(['About: Export again']);
  await page.keyboard.press('m');
  await dialog(page).getByRole('button', { name: 'Swap' }).click();
  await choice(page, 'Broken export').click();
  await page
    .getByText(`merged #${old.slice(0, 8)} into this ticket`)
    .last()
    .waitFor();

  await page.goto(desk.address(`?status=open&ticket=${old}`));
  await reading(page, 'Export again').waitFor();
  expect(new URL(page.url()).searchParams.get('ticket')).not.toBe(old);
});

test('the other ticket goes into this one after a swap, and the toast takes it out again', async () => {
  const [, other = ''] = await tickets('Kept one', 'Merged one');
  const page = await desk.signedIn('', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' });
  await row(page, 'Kept one').click();
  await reading(page, 'Kept one').waitFor();
  await page.keyboard.press('m');
  await choice(page, 'Merged one').waitFor();
  await dialog(page).getByRole('button', { name: 'Swap' }).click();
  await dialog(page).getByRole('combobox').and(page.locator(':focus')).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await picture(page, 'merge-narrow');
  await choice(page, 'Merged one').click();
  await page.getByText(`merged #${other.slice(0, 8)} into this ticket`).waitFor();
  await page.keyboard.press('z');
  await reading(page, 'Merged one').waitFor();
  await page.getByText('took this ticket out of').waitFor();
  expect(await desk.api(`/support-tickets/${other}`)).toMatchObject({ status: 'open', merged_into: null });
});

test('it alone is missing if its code can’t be loaded', async () => {
  await tickets('Stuck');
  const page = await desk.signedIn('', {}, (tab) => tab.route('**/merge-choices-*.js', (route) => route.abort()));
  await row(page, 'Stuck').click();
  await page.keyboard.press('m');
  await dialog(page).getByRole('alert').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('p');
  await choice(page, 'High').waitFor();
});

test('all open tickets of the customer are offered, those beyond their newest once the agent types', async () => {
  const fillers = Array.from({ length: 25 }, (_, index) => `Filler ${index}`);
  const [ancient = ''] = await tickets('Ancient history', ...fillers, 'Unbilled hours', 'Billing address', 'Read this');
  const page = await desk.signedIn('', { viewport: { width: 320, height: 480 } });
  await row(page, 'Read this').click();
  await reading(page, 'Read this').waitFor();
  await page.keyboard.press('m');
  await choice(page, 'Filler 10').waitFor();
  await dialog(page).getByText('Type to find older tickets.').waitFor();
  expect(await choice(page, 'Ancient history').count()).toBe(0);
  await picture(page, 'merge-many');
  // The desk finds whole words, this page parts of them: the active choice stays the same one.
  const active = dialog(page).locator('.options .active');
  await page.keyboard.type('bill');
  await expect.poll(() => dialog(page).getByRole('option').count()).toBe(2);
  await dialog(page).getByText('Enter to merge.').waitFor();
  expect(await active.textContent()).toContain('Billing address');
  expect(await dialog(page).getByRole('option').count()).toBe(2);
  await dialog(page).getByRole('combobox').fill('');
  await page.keyboard.type('Ancient');
  // While the desk is searching, too: Enter picks nothing that doesn't match.
  await expect.poll(() => choice(page, 'Filler').count()).toBe(0);
  await choice(page, 'Ancient history').waitFor();
  await page.keyboard.press('Enter');
  await reading(page, 'Ancient history').waitFor();
  await page.getByText('into this ticket').waitFor();
  expect(await desk.api(`/support-tickets/${ancient}`)).toMatchObject({ merged: [expect.any(String)] });
});
