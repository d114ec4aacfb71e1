import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, reading, row } from './dashboard-pages.ts';

const tier = { responseHours: 48, priority: 'normal' };
const supportTiers = [
  { ...tier, credits: 1, name: 'Email (48h response)', replyWithin: '30m', resolveWithin: '5d' },
  { ...tier, credits: 10_000, name: 'Priority email', replyWithin: '3d' },
];
const desk = dashboardPages({ settings: { supportTiers } });

const pictures = process.env.PICTURES;
const picture = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
};

/** A zone where it is eight or nine in the morning, so that the day is long enough. */
function morning(): string {
  const ahead = ((8 - new Date().getUTCHours() + 36) % 24) - 12;
  return `Etc/GMT${ahead < 0 ? '+' : '-'}${Math.abs(ahead)}`;
}

test('rows and the toolbar say what is due and how late it is, and there are views of it', async () => {
  await desk.submit({ subject: 'Answer me soon' }, { subject: 'No hurry', credits: 10_000 });
  const page = await desk.signedIn('', { timezoneId: morning() }, (it) => it.clock.install());
  const soon = row(page, 'Answer me soon');
  await soon.waitFor();
  expect(await soon.textContent()).toMatch(/due in (29|30)m/);
  expect(await soon.textContent()).not.toContain('Email (48h response)');
  expect(await row(page, 'No hurry').textContent()).toContain('due in 2d');
  await soon.click();
  await reading(page, 'Answer me soon').waitFor();
  expect(await page.locator('.toolbar .due').textContent()).toMatch(/due in (29|30)m/);
  expect(await page.locator('.snapshot').textContent()).toContain('Email (48h response)');
  await picture(page, 'due');

  await page.getByRole('link', { name: 'Due today' }).click();
  await page.getByRole('heading', { name: 'Due today' }).waitFor();
  await soon.waitFor();
  expect(await row(page, 'No hurry').count()).toBe(0);
  expect(new URL(page.url()).search).toBe('?due=today');

  await page.getByRole('link', { name: 'Late', exact: true }).click();
  await page.getByText('Nothing is late').waitFor();
  await picture(page, 'none-late');
  await page.clock.fastForward('40:00');
  await soon.waitFor();
  await soon.click();
  await expect.poll(() => soon.textContent()).toMatch(/1\dm late/);
  await expect.poll(() => page.locator('.toolbar .late').textContent()).toMatch(/1\dm late/);
  expect(await axeViolations(page)).toEqual([]);
  await picture(page, 'late');
  await page.getByRole('textbox', { name: 'Reply' }).fill('Which browser?');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.clock.fastForward(20_000);
  await page.getByText('Nothing is late').waitFor();
  await desk.desk().settled();
  await page.getByRole('link', { name: 'Reports' }).click();
  const table = (title: string) => page.locator('.pictures section', { hasText: title }).locator('tbody tr');
  await expect.poll(() => table('First replies by tier').allTextContents()).toEqual(['Email (48h response)10']);
  expect(await page.getByText('Median time to first reply').count()).toBe(1);
  expect(await axeViolations(page)).toEqual([]);
  await picture(page, 'reports');
  if (pictures) {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 320, height: 3000 });
    await picture(page, 'reports-narrow');
  }
});
