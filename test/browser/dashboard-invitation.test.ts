import { randomUUID } from 'node:crypto';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, phone, problem } from './dashboard-pages.ts';

const desk = dashboardPages();

interface Invited {
  readonly name: string;
  readonly url: string;
}

/** Invites somebody, as an admin does. */
async function invite(role: 'admin' | 'agent' = 'agent'): Promise<Invited> {
  const name = `Ben ${randomUUID().slice(0, 8)}`;
  const body = JSON.stringify({ name, role });
  const { invitation_url: path } = (await desk.api('/agents', { method: 'POST', body })) as { invitation_url: string };
  return { name, url: desk.desk().url + path };
}

const hashOf = ({ url }: Invited) => new URL(url).hash;
const open = (invited: Invited, options: BrowserContextOptions = {}, prepare?: (page: Page) => Promise<unknown>) =>
  desk.open(hashOf(invited), options, prepare);
const accept = (page: Page) => page.getByRole('button', { name: /^Accept/ });
const keyOf = (page: Page) => page.getByLabel('Your key', { exact: true }).inputValue();
const kept = (page: Page, where: 'localStorage' | 'sessionStorage') =>
  page.evaluate((name) => globalThis[name as 'localStorage'].getItem('support-desk-key'), where);

describe('an invitation’s link', () => {
  test('gives a key of its own, once, and signs in with it', async () => {
    const ben = await invite();
    const page = await open(ben, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('heading', { name: 'You’re invited to the support desk' }).waitFor();
    // Gone at once: from the address bar, and so from the history.
    expect(page.url()).not.toContain('token');
    expect(await page.getByLabel('Name of this device').inputValue()).toMatch(/^\w+ on \w+$/);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('Name of this device').fill('Ben’s laptop');
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: `Welcome, ${ben.name}` }).waitFor();
    const key = await keyOf(page);
    expect(await page.getByLabel('Your key', { exact: true }).getAttribute('type')).toBe('password');
    await page.getByRole('button', { name: 'Show key' }).click();
    expect(await page.getByLabel('Your key', { exact: true }).getAttribute('type')).toBe('text');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Copy key' }).click();
    await page.getByRole('button', { name: 'Copied key' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
    expect(await desk.api('/me', {}, key)).toMatchObject({ agent: { name: ben.name }, key: { name: 'Ben’s laptop' } });

    await page.getByRole('button', { name: 'Go to the desk' }).click();
    await page.locator('.account').getByText(ben.name).waitFor();
    expect(await kept(page, 'localStorage')).toBe(key);

    const again = await open(ben);
    await accept(again).click();
    await again.getByRole('heading', { name: 'This invitation no longer works' }).waitFor();
    expect(await axeViolations(again)).toEqual([]);
    await again.getByRole('button', { name: 'Go to sign-in' }).click();
    await again.getByRole('heading', { name: 'Sign in to the support desk' }).waitFor();
  });

  test('keeps the key for the tab if the device is not to remember it, from the moment that it exists', async () => {
    const page = await open(await invite());
    await page.getByLabel('Remember on this device').uncheck();
    await accept(page).click();
    const key = await keyOf(page);
    expect([await kept(page, 'localStorage'), await kept(page, 'sessionStorage')]).toEqual([null, key]);
    await page.reload();
    await page.locator('.account').getByText(/^Ben/).waitFor();
  });

  test('asks before it replaces who is signed in; then nothing of theirs is left', async () => {
    const ben = await invite();
    await desk.submit({ subject: 'Dana’s ticket' });
    const page = await desk.signedIn(hashOf(ben), { viewport: { width: 320, height: 640 } });
    await page.getByText('You’re signed in as Dana (demo).').waitFor();
    // The desk's keys wait behind it.
    await page.locator('h1').click();
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('button', { name: 'Stay signed in' }).click();
    await page.locator('.account').getByText('Dana (demo)').waitFor();

    await page.evaluate((hash) => {
      location.hash = hash;
    }, hashOf(ben));
    await page.getByRole('button', { name: 'Accept and sign out Dana (demo)' }).click();
    await page.getByRole('heading', { name: `Welcome, ${ben.name}` }).waitFor();
    await page.getByRole('button', { name: 'Go to the desk' }).click();
    await page.locator('.account').getByText(ben.name).waitFor();
    expect(await kept(page, 'localStorage')).not.toBe(desk.desk().adminKey);
    expect(await kept(page, 'sessionStorage')).toBeNull();
  });

  test('offline, or without a response, it waits on the page for another try, and says what may have happened', async () => {
    const ben = await invite();
    const page = await open(ben);
    await accept(page).waitFor();
    await page.getByLabel('Name of this device').fill('Tablet');
    await page.context().setOffline(true);
    await accept(page).click();
    await page.getByRole('alert').getByText('Your invitation hasn’t been used.').waitFor();
    await page.context().setOffline(false);
    await page.route('**/api/invitations/accept', (route) => route.abort());
    await accept(page).click();
    await page.getByRole('alert').getByText('your invitation may be used up').waitFor();
    expect(await page.getByLabel('Name of this device').inputValue()).toBe('Tablet');
    await page.unroute('**/api/invitations/accept');

    // The desk accepts the next try, but its response gets lost.
    await page.route('**/api/invitations/accept', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await accept(page).click();
    await page.getByRole('alert').getByText('your invitation may be used up').waitFor();
    await page.unroute('**/api/invitations/accept');
    await accept(page).click();
    await page.getByText('Your first try probably used it').waitFor();
  });

  test('whose key can’t sign in yet shows the key, and signs in with the next try', async () => {
    const ben = await invite();
    const page = await open(ben, phone);
    await page.route('**/api/admin/me', (route) => route.fulfill(problem(503, 'The database can’t be reached.')));
    await accept(page).click();
    await page.getByRole('alert').getByText('The database can’t be reached.').waitFor();
    expect(await keyOf(page)).not.toBe('');
    await page.unroute('**/api/admin/me');
    await page.getByRole('button', { name: 'Go to the desk' }).click();
    await page.locator('.account').getByText(ben.name).waitFor();
  });
});
