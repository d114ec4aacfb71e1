import { describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, POLL_MS, problem, row } from './dashboard-pages.ts';

const desk = dashboardPages();
const key = 'input[autocomplete="current-password"]';

describe('signing in', () => {
  test('is all that a stranger sees, and a form that password managers understand', async () => {
    await desk.submit({ subject: 'Nobody’s business' });
    const page = await desk.open();
    expect(await page.getByRole('heading').allTextContents()).toEqual(['Sign in to the support desk']);
    expect(await page.content()).not.toContain('Nobody’s business');
    const fields = page.locator('form input:not([type=checkbox])');
    expect(await fields.evaluateAll((inputs) => inputs.map((input) => input.getAttribute('autocomplete')))).toEqual([
      'current-password',
      'username',
    ]);
    expect(await page.locator(key).getAttribute('type')).toBe('password');
  });

  test('begins in the field of the key; the name comes after it', async () => {
    const page = await desk.open();
    const focusedName = () => page.evaluate(() => document.activeElement?.getAttribute('name'));
    await expect.poll(focusedName).toBe('key');
    await page.keyboard.press('Tab');
    expect(await focusedName()).toBe('username');
  });

  test('tells after five seconds that the desk has not responded, then that it cannot be reached; the key stays', async () => {
    const page = await desk.open('', {}, (tab) => tab.clock.install());
    const answer = Promise.withResolvers<void>();
    await page.route('**/api/admin/**', async (route) => {
      await answer.promise;
      await route.abort();
    });
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.locator(key).fill(desk.desk().adminKey);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Signing in…' }).waitFor();
    await page.clock.fastForward(4_900);
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.clock.fastForward(200);
    await page.getByRole('alert').getByText('The desk is slow to respond. Still trying…').waitFor();
    await page.clock.resume();
    expect(await axeViolations(page)).toEqual([]);
    answer.resolve();
    await page.getByRole('alert').getByText('Couldn’t reach the desk.').waitFor();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await page.locator(key).and(page.locator(':focus')).waitFor();
    expect(await page.locator(key).inputValue()).toBe(desk.desk().adminKey);

    await page.unroute('**/api/admin/**');
    await page.keyboard.press('Enter');
    await page.getByText('Dana (demo)').waitFor();
  });

  test('again, after the key was refused, begins in its field, too', async () => {
    const page = await desk.signedIn('', {}, (tab) => tab.clock.install());
    await page.getByText('Dana (demo)').waitFor();
    await page.route('**/api/admin/**', (route) => route.fulfill(problem(401, 'This key isn’t valid.')));
    await page.clock.fastForward(POLL_MS);
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('key');
  });

  test('with a wrong key says so and keeps the focus in the field', async () => {
    const page = await desk.open();
    await page.locator(key).fill('not-a-key');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('This key isn’t valid').waitFor();
    await page.locator(key).and(page.locator(':focus')).waitFor();
  });

  test('with a key that no header can carry says the same', async () => {
    const page = await desk.open();
    await page.locator(key).fill('schlüssel 🔑');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('This key isn’t valid').waitFor();
  });

  test('lasts for the tab: through a reload, but not in another tab; the key is in no URL', async () => {
    await desk.submit({ subject: 'First light' });
    const page = await desk.open();
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url()));
    await page.locator(key).fill(` ${desk.desk().adminKey} `);
    await page.keyboard.press('Enter');
    await row(page, 'First light').waitFor();
    await page.getByText('Dana (demo)').waitFor();
    await page.reload();
    await row(page, 'First light').waitFor();
    expect(urls.filter((url) => url.includes(desk.desk().adminKey))).toEqual([]);
    expect(page.url()).not.toContain(desk.desk().adminKey);

    const other = await page.context().newPage();
    await other.goto(desk.address());
    await other.locator(key).waitFor();
  });

  test('is remembered on this device if the agent ticks so; signing out forgets, in every tab', async () => {
    await desk.submit({ subject: 'Remember me' });
    const page = await desk.open();
    await page.locator(key).fill(desk.desk().adminKey);
    await page.getByLabel('Remember on this device').check();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await row(page, 'Remember me').waitFor();

    const other = await page.context().newPage();
    await other.goto(desk.address());
    await row(other, 'Remember me').waitFor();
    await other.getByRole('button', { name: 'Sign out' }).click();
    await other.locator(key).waitFor();
    await page.locator(key).waitFor();
    expect(await page.content()).not.toContain('Remember me');
    expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).toBe('[{},{}]');
  });
});
