import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, focused, look, phone, pollUntil, reading, row, subjects } from './dashboard-pages.ts';

const desk = dashboardPages();
const ticking = (page: Page) => page.clock.install();
const said = (page: Page) => page.getByRole('status', { name: 'New tickets and replies' });
const settings = (page: Page) => page.getByRole('dialog', { name: 'Notifications' });
const desktop = (page: Page) => settings(page).getByLabel('Show a notification');
const tone = (page: Page) => settings(page).getByLabel('Play a soft sound');

const sample = { title: 'Notifications are on' };

interface Recorded {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
}

/** A browser whose person responds like this when asked, and that writes down what it is told to show and to sound. */
const recording = (answer: 'granted' | 'denied' | 'default') => async (page: Page) => {
  await ticking(page);
  await page.addInitScript((permission) => {
    const world = { asked: 0, shown: [] as Recorded[], tones: 0, click: () => {} };
    class FakeNotification {
      static permission = sessionStorage.getItem('permission') ?? 'default';
      static async requestPermission() {
        world.asked += 1;
        FakeNotification.permission = permission;
        sessionStorage.setItem('permission', permission);
        return permission;
      }
      onclick: () => void = () => {};
      constructor(title: string, { body, tag }: { body: string; tag: string }) {
        world.shown.push({ title, body, tag });
        world.click = () => this.onclick();
      }
      close() {}
    }
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      world.tones += 1;
      return start.call(this, when);
    };
    Object.assign(globalThis, { world, Notification: FakeNotification });
  }, answer);
};
type World = { world: { asked: number; shown: Recorded[]; tones: number; click: () => void } };
const world = (page: Page) => page.evaluate(() => ({ ...(globalThis as unknown as World).world }));

/** Opens the settings from the side bar. */
async function openSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Notifications' }).click();
  await settings(page).waitFor();
}

/** A dashboard of which the list was seen once. */
async function opened(prepare: (page: Page) => Promise<unknown> = ticking, query = ''): Promise<Page> {
  const page = await desk.signedIn(query, {}, prepare);
  await expect.poll(() => page.title()).toMatch(/^\(\d+\) Support desk$/);
  return page;
}

describe('a new ticket', () => {
  test('is said politely, once; the first list is not', async () => {
    await desk.submit({ subject: 'There before' });
    const page = await opened();
    await row(page, 'There before').waitFor();
    expect(await said(page).textContent()).toBe('');
    await desk.submit({ subject: 'Need help', email: 'dana@example.com' });
    await pollUntil(page, row(page, 'Need help'));
    await expect.poll(() => said(page).textContent()).toBe('New ticket from dana@example.com: Need help');
    expect(await said(page).getAttribute('aria-live')).not.toBe('assertive');
    await expect.poll(() => page.title()).toBe('(2) Support desk');
    await desk.submit({ subject: 'One' }, { subject: 'Two' }, { subject: 'Three' });
    await pollUntil(page, row(page, 'Three'));
    await expect.poll(() => said(page).textContent()).toBe('3 new tickets');
  });

  test('marks the title while another window is looked at, until the agent returns', async () => {
    const page = await opened();
    await look(page, 'elsewhere');
    await desk.submit({ subject: 'Unseen' });
    await pollUntil(page, row(page, 'Unseen'));
    await expect.poll(() => page.title()).toBe('• (1) Support desk');
    await look(page, 'visible');
    await expect.poll(() => page.title()).toBe('(1) Support desk');
  });

  test('moves neither scroll nor focus nor a half-written search', async () => {
    await desk.submit(...Array.from({ length: 30 }, (_, index) => ({ subject: `Ticket ${index}` })));
    const page = await opened();
    await row(page, 'Ticket 20').click();
    await row(page, 'Ticket 10').scrollIntoViewIfNeeded();
    const scrollTop = () => page.locator('.list .scroller').evaluate((list) => list.scrollTop);
    await expect.poll(scrollTop).toBeGreaterThan(100);
    const place = await scrollTop();
    await desk.submit({ subject: 'New one' });
    await pollUntil(page, page.getByRole('button', { name: '1 new' }));
    await expect.poll(() => said(page).textContent()).toBe('New ticket from customer@example.com: New one');
    expect([await scrollTop(), await focused(page)]).toEqual([place, 'Ticket 20']);
    await reading(page, 'Ticket 20').waitFor();

    await page.keyboard.press('/');
    await page.keyboard.type('New');
    await page.keyboard.press('ArrowLeft');
    await page.getByText('1 match.').waitFor();
    await desk.submit({ subject: 'New two' });
    await pollUntil(page, said(page).getByText('New two'));
    await page.keyboard.type('x');
    expect(await page.getByRole('searchbox').inputValue()).toBe('Nexw');
  });

  test('is announced while the agent looks at closed tickets, and a reopened one is not', async () => {
    const [reopened = ''] = await desk.submit({ subject: 'Once closed' });
    await desk.setStatus(reopened, 'closed');
    const page = await opened(ticking, '?status=closed');
    await row(page, 'Once closed').first().waitFor();
    await desk.setStatus(reopened, 'open');
    await desk.submit({ subject: 'Really new' });
    await pollUntil(page, said(page).getByText('Really new'));
    expect(await said(page).textContent()).toBe('New ticket from customer@example.com: Really new');
    expect(await subjects(page)).not.toContain('Really new');
  });
});

describe('a desktop notification', () => {
  test('is permitted when the agent wishes for it, and comes only while the page is not looked at', async () => {
    const page = await opened(recording('granted'));
    expect(await world(page)).toMatchObject({ asked: 0 });
    await openSettings(page);
    expect([await desktop(page).isChecked(), await tone(page).isChecked()]).toEqual([false, false]);
    await desktop(page).click();
    await expect.poll(() => desktop(page).isChecked()).toBe(true);
    await expect.poll(() => world(page)).toMatchObject({ asked: 1, shown: [sample] });
    await page.keyboard.press('Escape');
    await page.mouse.move(1000, 400);

    await desk.submit({ subject: 'Looked at' });
    await pollUntil(page, row(page, 'Looked at'));
    expect(await world(page)).toMatchObject({ shown: [sample] });

    await look(page, 'hidden');
    const subject = '<b>Not</b> looked at';
    const [id] = await desk.submit({ subject, email: 'dana@example.com' });
    await pollUntil(page, row(page, subject));
    await expect
      .poll(() => world(page))
      .toMatchObject({
        shown: [sample, { title: 'New ticket from dana@example.com', body: subject, tag: `${id} 1` }],
        tones: 0,
      });
    await page.evaluate(() => (globalThis as unknown as World).world.click());
    await reading(page, subject).waitFor();
  });

  test.each([
    ['a wide window', {}],
    ['a phone', phone],
  ])('is said to be impossible when the browser refuses, and stays off: %s', async (_, options) => {
    const page = await desk.signedIn('', options, recording('denied'));
    await openSettings(page);
    await desktop(page).click();
    await settings(page).getByRole('alert').getByText('Your browser blocks notifications from this site.').waitFor();
    expect(await desktop(page).isChecked()).toBe(false);
    expect(await page.evaluate(() => localStorage.getItem('support-desk-notifications'))).toBeNull();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeViolations(page)).toEqual([]);
    }
  });

  test('comes once, however many tabs of the desk are open', async () => {
    const page = await opened(recording('granted'));
    await openSettings(page);
    await desktop(page).click();
    await expect.poll(() => desktop(page).isChecked()).toBe(true);
    const other = await page.context().newPage();
    await other.addInitScript((key) => {
      sessionStorage.setItem('permission', 'granted');
      sessionStorage.setItem('support-desk-key', key);
    }, desk.desk().adminKey);
    await recording('granted')(other);
    await other.goto(desk.address());
    await expect.poll(() => other.title()).toBe('(0) Support desk');
    for (const tab of [page, other]) await look(tab, 'hidden');
    const rounds = ['Once', 'Once more'];
    for (const subject of rounds) {
      await desk.submit({ subject });
      await pollUntil(page, [row(page, subject), row(other, subject)]);
    }
    const shown = async () =>
      (await Promise.all([world(page), world(other)])).flatMap((tab) => tab.shown.map(({ body }) => body));
    await expect
      .poll(async () => (await shown()).filter((body) => rounds.includes(body)).sort())
      .toEqual([...rounds].sort());
  });
});

describe('a sound', () => {
  test('is heard when it is switched on and with every new ticket, and stays switched on', async () => {
    const page = await opened(recording('default'));
    await openSettings(page);
    await tone(page).check();
    const tones = async () => (await world(page)).tones;
    await expect.poll(tones).toBeGreaterThan(0);
    const preview = await tones();
    await page.keyboard.press('Escape');
    await desk.submit({ subject: 'Heard' });
    await pollUntil(page, row(page, 'Heard'));
    await expect.poll(tones).toBe(2 * preview);
    await page.reload();
    await openSettings(page);
    expect([await desktop(page).isChecked(), await tone(page).isChecked()]).toEqual([false, true]);
  });
});
