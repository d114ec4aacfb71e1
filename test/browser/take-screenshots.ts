import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startDesk } from '../local/desk.ts';
import { launchBrowser, openPage } from './browser.ts';

/** Takes the README's pictures anew, of the demo desk: `npm run screenshots`. */
const folder = join(import.meta.dirname, '../../admin-site/screenshots');
const wide = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 360, height: 720 }, deviceScaleFactor: 2 };
const dark = { colorScheme: 'dark' } as const;

const desk = await startDesk({ demo: true });
const browser = await launchBrowser();

async function picture(name: string, options: BrowserContextOptions, show: (page: Page) => Promise<unknown>) {
  const { page, close } = await openPage(browser, { reducedMotion: 'reduce', ...options });
  await show(page);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await close();
}

async function dashboard(page: Page): Promise<void> {
  await page.goto(`${desk.url}/static/admin-support.html`);
  await page.getByLabel('Agent’s key').fill(desk.adminKey);
  await page.keyboard.press('Enter');
  await page.getByText('Export stuck at 99%').first().waitFor();
}

async function withTicket(page: Page): Promise<void> {
  await dashboard(page);
  await page.getByText('API returns 429').first().click();
}

async function insight(page: Page): Promise<void> {
  await dashboard(page);
  await page.getByRole('link', { name: 'Insight' }).click();
  await page.getByRole('img', { name: 'Time to close by day' }).waitFor();
}

async function form(page: Page): Promise<void> {
  await page.goto(`${desk.url}/static/support.html#token=${await desk.token()}`);
  await page.getByLabel('Subject').fill('Export stuck at 99%');
}

await picture('dashboard', wide, withTicket);
await picture('dashboard-dark', { ...wide, ...dark }, withTicket);
await picture('dashboard-phone', phone, dashboard);
await picture('insight', wide, insight);
await picture('support-form', { viewport: { width: 640, height: 800 } }, form);

await browser.close();
await desk.close();
