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
const profile = (page: Page) => page.getByRole('group').filter({ hasText: 'The customer today' });

/** Submits a customer's tickets, the first of which is closed. */
async function tickets(sub: string, ...subjects: string[]): Promise<void> {
  const token = await desk.desk().token({ sub, email: 'maria@example.com', credits_purchased: 70 });
  for (const subject of subjects) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ subject, message: 'Hello.' });
    const response = await fetch(`${desk.desk().url}/api/support/contact`, { method: 'POST', headers, body });
    const { ticket_id: id } = (await response.json()) as { ticket_id: string };
    if (subject === subjects[0]) await desk.api(`/support-tickets/${id}/close`, { method: 'POST' });
  }
  await desk.desk().settled();
}

test('beside a ticket are its customer’s other tickets, which open in place', async () => {
  await tickets(`maria-${crypto.randomUUID()}`, 'The first one', 'The <second> one', 'The third one');
  const page = await desk.signedIn();
  await row(page, 'The third one').click();
  await profile(page).getByRole('link', { name: 'The <second> one' }).waitFor();
  expect(await profile(page).getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/^The <second> one\s+Open/),
    expect.stringMatching(/^The first one\s+Closed/),
  ]);
  expect(await profile(page).textContent()).not.toContain('Credits');
  expect(await axeViolations(page)).toEqual([]);
  await picture(page, 'customer');
  await profile(page).getByRole('button', { name: 'Search their tickets' }).click();
  await expect.poll(() => subjects(page)).toEqual(['The third one', 'The <second> one', 'The first one']);
  expect(new URL(page.url()).searchParams.get('q')).toContain('from:"maria-');
  await row(page, 'The third one').press('Enter');
  await profile(page).getByRole('link', { name: 'The first one' }).click();
  await reading(page, 'The first one').waitFor();
  await profile(page).getByRole('link', { name: 'The third one' }).waitFor();
});

test('there are none of a new customer’s, on a phone and in the dark', async () => {
  await tickets(`maria-${crypto.randomUUID()}`, 'Old', 'The only open one', 'Another');
  await tickets(`otto-${crypto.randomUUID()}`, 'Alone');
  const page = await desk.signedIn('', { viewport: { width: 320, height: 900 }, colorScheme: 'dark' });
  await row(page, 'Another').click();
  await profile(page).getByText('The customer today').click();
  await profile(page).getByRole('link', { name: 'The only open one' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await profile(page).scrollIntoViewIfNeeded();
  await picture(page, 'customer-narrow');
  await page.goto(desk.address('?status=closed'));
  await row(page, 'Alone').click();
  await profile(page).getByText('The customer today').click();
  await profile(page).getByText('None').waitFor();
});

test('a ticket is read without them where they can’t be loaded', async () => {
  await tickets(`maria-${crypto.randomUUID()}`, 'First', 'Second');
  const page = await desk.signedIn('', {}, (page) =>
    page.route('**/customer', (route) => route.fulfill({ status: 503, body: '{}' })),
  );
  const asked = page.waitForResponse('**/customer');
  await row(page, 'Second').click();
  await asked;
  await reading(page, 'Second').getByText('Hello.').first().waitFor();
  expect(await profile(page).count()).toBe(0);
});
