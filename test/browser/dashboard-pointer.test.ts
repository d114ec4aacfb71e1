import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { dashboardPages, phone, pollUntil, reading, row, subjects } from './dashboard-pages.ts';
import { tap, tapAt } from './touch.ts';

const desk = dashboardPages();
const ticking = (page: Page) => page.clock.install();
const three = [{ subject: 'Oldest' }, { subject: 'Middle' }, { subject: 'Newest' }];
/** The time for which a control that just replaced another ignores clicks. */
const IGNORED_MS = 500;

const field = (page: Page) => page.getByRole('form', { name: 'Write' }).getByRole('textbox');
const button = (page: Page, name: string) => page.getByRole('article').getByRole('button', { name });
const news = (page: Page, text: string) =>
  page.getByRole('status', { name: 'New tickets and replies' }).getByText(text);

/** From now on time passes only when the test says so. */
const stopTime = async (page: Page) => page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);

/** The middle of an element on the screen. */
async function middleOf(element: Locator): Promise<[x: number, y: number]> {
  const box = await element.boundingBox();
  return box ? [box.x + box.width / 2, box.y + box.height / 2] : expect.fail('It is not on the screen');
}

/** Two clicks at one place, as fast as can be. */
const clickTwice = async (page: Page, element: Locator) => page.mouse.dblclick(...(await middleOf(element)));

async function opened(subject: string, options = {}): Promise<Page> {
  const page = await desk.signedIn('', options, ticking);
  await row(page, subject).click();
  await reading(page, subject).waitFor();
  return page;
}

describe('a second click', () => {
  test('on “Send & close” does not send what is half written to the next customer', async () => {
    await desk.submit(...three);
    const page = await opened('Middle');
    await field(page).fill('Dear…');
    await row(page, 'Newest').click();
    await field(page).fill('Done.');
    await clickTwice(page, button(page, 'Send & close'));
    await reading(page, 'Middle').waitFor();
    expect(await field(page).inputValue()).toBe('Dear…');
    expect(await subjects(page)).toEqual(['Middle', 'Oldest']);
    await page.clock.fastForward(10_000);
    await expect
      .poll(async () => (await desk.tickets('open')).map(({ subject }) => subject))
      .toEqual(['Middle', 'Oldest']);
  });

  test('on “Close ticket” leaves the next one open, a click half a second later closes it', async () => {
    await desk.submit(...three);
    const page = await opened('Newest');
    await stopTime(page);
    const place = await middleOf(button(page, 'Close ticket'));
    await page.mouse.dblclick(...place);
    await page.mouse.click(...place);
    await reading(page, 'Middle').waitFor();
    expect(await subjects(page)).toEqual(['Middle', 'Oldest']);
    await page.clock.fastForward(IGNORED_MS);
    await page.mouse.click(...place);
    await reading(page, 'Oldest').waitFor();
    expect(await subjects(page)).toEqual(['Oldest']);
  });

  test('on a button does not press the one that takes its place', async () => {
    const [id = ''] = await desk.submit({ subject: 'Only one' });
    const page = await opened('Only one');
    await clickTwice(page, button(page, 'Mark in progress'));
    await button(page, 'Mark open').waitFor();
    await expect.poll(async () => (await desk.tickets('in_progress')).map((ticket) => ticket.id)).toEqual([id]);
    expect(await subjects(page)).toEqual([]);
  });

  test('does nothing to a button that another agent’s change put under the pointer', async () => {
    const [id = ''] = await desk.submit({ subject: 'Taken over' });
    const page = await opened('Taken over');
    // The last thing to load beside the ticket, which may move its buttons.
    await page.getByText('The customer today').waitFor();
    await button(page, 'Close ticket').hover();
    await stopTime(page);
    await desk.setStatus(id, 'closed');
    await pollUntil(page, button(page, 'Reopen'));
    await page.mouse.click(...(await middleOf(button(page, 'Reopen'))));
    await page.clock.fastForward(IGNORED_MS);
    expect(await desk.tickets('open')).toEqual([]);
    await button(page, 'Reopen').click();
    await expect.poll(async () => (await desk.tickets('open')).map((ticket) => ticket.id)).toEqual([id]);
  });

  test('on “Dismiss” leaves the notification that moves there', async () => {
    await desk.submit(...three);
    const page = await opened('Newest');
    await page.keyboard.press('e');
    await page.keyboard.press('e');
    const dismiss = page.getByRole('button', { name: 'Dismiss' });
    await expect.poll(() => dismiss.count()).toBe(2);
    await clickTwice(page, dismiss.last());
    await expect.poll(() => dismiss.count()).toBe(1);
  });

  test('of a finger on a row presses nothing in the ticket that covers it', async () => {
    await desk.submit(...Array.from({ length: 12 }, (_, index) => ({ subject: `Ticket ${index}` })));
    const page = await desk.signedIn('', phone, ticking);
    await tap(row(page, 'Ticket 11'));
    const place = await middleOf(button(page, 'Close ticket'));
    await tap(page.getByRole('button', { name: 'Back' }));
    await row(page, 'Ticket 11').waitFor();
    await stopTime(page);
    await tapAt(page, ...place);
    await tapAt(page, ...place);
    await page.clock.fastForward(IGNORED_MS);
    const subject = (await page.getByRole('article').getByRole('heading').first().textContent()) ?? '';
    const open = async () => (await desk.tickets('open')).map((ticket) => ticket.subject);
    expect(await open()).toContain(subject);
    await tapAt(page, ...place);
    await expect.poll(open).not.toContain(subject);
  });
});

describe('a key', () => {
  test('that is pressed twice actions twice, held down it actions once', async () => {
    await desk.submit({ subject: 'Before' }, ...three);
    const page = await opened('Newest');
    await page.keyboard.press('e');
    await page.keyboard.press('e');
    await reading(page, 'Oldest').waitFor();
    await page.keyboard.down('e');
    await page.keyboard.down('e');
    await page.keyboard.up('e');
    await reading(page, 'Before').waitFor();
    expect(await subjects(page)).toEqual(['Before']);
  });

  test('that sends and closes does so once while it is held down, and presses no button again', async () => {
    await desk.submit(...three);
    const page = await opened('Middle');
    await field(page).fill('Dear…');
    await row(page, 'Newest').click();
    await field(page).fill('Done.');
    await page.keyboard.down('Control');
    await page.keyboard.down('Shift');
    await page.keyboard.down('Enter');
    await reading(page, 'Middle').waitFor();
    await field(page).focus();
    await page.keyboard.down('Enter');
    await button(page, 'Close ticket').focus();
    await page.keyboard.down('Enter');
    expect(await subjects(page)).toEqual(['Middle', 'Oldest']);
    for (const key of ['Enter', 'Shift', 'Control']) await page.keyboard.up(key);
    await page.keyboard.press('Enter');
    await reading(page, 'Oldest').waitFor();
  });
});

describe('rows', () => {
  test('stay under a resting pointer: what arrives waits behind the pill, what others closed is marked', async () => {
    const [, , newest = ''] = await desk.submit(...three);
    const page = await desk.signedIn('', {}, ticking);
    await row(page, 'Middle').hover();
    await desk.submit({ subject: 'Just come' });
    const pill = page.getByRole('button', { name: '1 new' });
    await pollUntil(page, pill);
    await desk.setStatus(newest, 'closed');
    await pollUntil(page, row(page, 'Newest').getByText('Closed'));
    expect(await subjects(page)).toEqual(['Newest', 'Middle', 'Oldest']);
    await pill.click();
    await expect.poll(() => subjects(page)).toEqual(['Just come', 'Middle', 'Oldest']);
    expect(await pill.count()).toBe(0);
  });

  test('are not covered by a pill that takes the click meant for one', async () => {
    await desk.submit(...three);
    const page = await desk.signedIn('', {}, ticking);
    const pill = page.getByRole('button', { name: '1 new' });
    const list = await page.locator('.list .scroller').boundingBox();
    await page.mouse.move((list?.x ?? 0) + (list?.width ?? 0) / 2, (list?.y ?? 0) + 20);
    await row(page, 'Newest').waitFor();
    await stopTime(page);
    await desk.submit({ subject: 'Just come' });
    await pollUntil(page, pill);
    const place = await middleOf(pill);
    await page.mouse.click(...place);
    expect(await subjects(page)).toEqual(['Newest', 'Middle', 'Oldest']);
    await page.clock.fastForward(IGNORED_MS);
    await page.mouse.click(...place);
    await expect.poll(() => subjects(page)).toEqual(['Just come', 'Newest', 'Middle', 'Oldest']);
  });

  test('make up for it when the pointer leaves', async () => {
    const [oldest = ''] = await desk.submit(...three);
    const page = await desk.signedIn('', {}, ticking);
    await row(page, 'Middle').hover();
    await desk.submit({ subject: 'Just come' });
    await desk.setStatus(oldest, 'closed');
    await pollUntil(page, news(page, 'Just come'));
    await page.mouse.move(1000, 400);
    await expect.poll(() => subjects(page)).toEqual(['Just come', 'Newest', 'Middle']);
  });

  test('stay while the focus is in them, and move by the agent’s own action', async () => {
    await desk.submit(...three);
    const page = await desk.signedIn('', {}, ticking);
    await row(page, 'Newest').waitFor();
    await page.keyboard.press('j');
    await desk.submit({ subject: 'Just come' });
    await pollUntil(page, page.getByRole('button', { name: '1 new' }));
    expect(await subjects(page)).toEqual(['Newest', 'Middle', 'Oldest']);
    await page.keyboard.press('e');
    expect(await subjects(page)).toEqual(['Middle', 'Oldest']);
    await page.keyboard.press('r');
    await expect.poll(() => subjects(page)).toEqual(['Just come', 'Middle', 'Oldest']);
  });

  test('show what arrives at once on a touch screen whose list is at its top', async () => {
    await desk.submit(...three);
    const page = await desk.signedIn('', { hasTouch: true }, ticking);
    await tap(row(page, 'Middle'));
    await desk.submit({ subject: 'Just come' });
    await pollUntil(page, row(page, 'Just come'));
  });
});
