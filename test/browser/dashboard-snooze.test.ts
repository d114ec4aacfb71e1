import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, phone, pollUntil, reading, row, subjects } from './dashboard-pages.ts';

const desk = dashboardPages();

const pictures = process.env.PICTURES;
const picture = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
};

const HOUR_MS = 3_600_000;
const stored = async (id: string) =>
  (await desk.api(`/support-tickets/${id}`)) as { snoozed_until: string | null; version: number };
const snooze = (id: string, hours: number) => {
  const body = JSON.stringify({ snoozed_until: new Date(Date.now() + hours * HOUR_MS).toISOString() });
  return desk.api(`/support-tickets/${id}`, { method: 'PATCH', body });
};
const view = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: false });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Snooze' });

describe('snoozing a ticket', () => {
  test('by its key takes it out of the open ones until it is undone, and selects the next', async () => {
    const [, id = ''] = await desk.submit({ subject: 'Now' }, { subject: 'Later' });
    const page = await desk.signedIn();
    await row(page, 'Later').click();
    await reading(page, 'Later').waitFor();
    await page.keyboard.press('s');
    await dialog(page).getByRole('option').first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await picture(page, 'snooze-choices');
    await page.keyboard.press('Enter');
    await reading(page, 'Now').waitFor();
    await expect.poll(() => subjects(page)).toEqual(['Now']);
    await expect.poll(() => view(page, 'Snoozed').textContent()).toBe('Snoozed1');
    expect(await page.title()).toContain('(1)');
    await expect.poll(async () => (await stored(id)).snoozed_until).toMatch(/T/);
    await picture(page, 'snoozed-toast');
    await page.keyboard.press('z');
    await reading(page, 'Later').waitFor();
    await expect.poll(() => subjects(page)).toEqual(['Later', 'Now']);
    await expect.poll(async () => (await stored(id)).snoozed_until).toBeNull();
  });

  test('until any time to come, from which the view of snoozed tickets brings it back', async () => {
    const [id = ''] = await desk.submit({ subject: 'In a year' });
    const page = await desk.signedIn('', phone);
    await row(page, 'In a year').click();
    await page.getByRole('button', { name: 'Snooze', exact: true }).click();
    await dialog(page).getByLabel('Or at this time').fill('2020-01-01T09:00');
    await dialog(page).getByRole('button', { name: 'Snooze' }).click();
    await page.getByText('Choose a time in the future.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await picture(page, 'snooze-narrow-past');
    const year = new Date().getFullYear() + 1;
    await dialog(page).getByLabel('Or at this time').fill(`${year}-05-04T09:30`);
    await dialog(page).getByRole('button', { name: 'Snooze' }).click();
    const until = new Date(year, 4, 4, 9, 30).toISOString().replace('Z', '000000Z');
    await expect.poll(async () => (await stored(id)).snoozed_until).toBe(until);
    await desk.desk().settled();
    await page.goto(desk.address('?status=snoozed'));
    await row(page, 'In a year').getByText('Snoozed until').waitFor();
    await picture(page, 'snoozed-narrow');
    await page.setViewportSize({ width: 1280, height: 720 });
    await row(page, 'In a year').click();
    await page.getByText('snoozed this until').waitFor();
    await picture(page, 'snoozed-view');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: /^Snoozed until/ }).click();
    await dialog(page).getByRole('option', { name: 'Not snoozed' }).click();
    await expect.poll(async () => (await stored(id)).snoozed_until).toBeNull();
  });

  test('ends when its time has come: it is news, and may be snoozed again', async ({ skip }) => {
    const { runDue, settled } = desk.desk();
    if (!runDue) return skip();
    const [id = ''] = await desk.submit({ subject: 'Soon' });
    await snooze(id, 1);
    await settled();
    const page = await desk.signedIn('', { colorScheme: 'dark' }, (blank) => blank.clock.install());
    await page.getByText('No open tickets').waitFor();
    await runDue(new Date(Date.now() + 2 * HOUR_MS));
    await settled();
    await pollUntil(page, row(page, 'Soon'));
    expect(await row(page, 'Soon').getAttribute('class')).toContain('new');
    await row(page, 'Soon').click();
    await page.getByText('Woke up').waitFor();
    await page.getByRole('button', { name: 'Snooze again' }).waitFor();
    await picture(page, 'woken-dark');
    expect(await axeViolations(page)).toEqual([]);
  });
});
