import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { dashboardPages, reading, row } from './dashboard-pages.ts';

const desk = dashboardPages();
const UNDO_MS = 10_000;

const field = (page: Page) => page.getByRole('form', { name: 'Write' }).getByRole('textbox');
const thread = (page: Page) => page.getByRole('region', { name: 'Conversation' });
const toasts = (page: Page) => page.getByRole('status', { name: 'Notifications' });
const hasFocus = (page: Page) => field(page).evaluate((it) => it === document.activeElement);

async function opened(subject: string): Promise<Page> {
  const page = await desk.signedIn('', {}, (page) => page.clock.install());
  await row(page, subject).click();
  await reading(page, subject).waitFor();
  return page;
}

async function write(page: Page, key: 'r' | 'n', text: string): Promise<void> {
  await page.keyboard.press(key);
  await page.keyboard.type(text);
}

describe('after undoing a reply', () => {
  test.each<[string, (page: Page) => Promise<void>]>([
    ['by its key', (page) => page.keyboard.press('z')],
    ['in the notification', (page) => toasts(page).getByRole('button', { name: 'Undo' }).click()],
    ['in the thread', (page) => thread(page).getByRole('button', { name: 'Undo' }).click()],
  ])('%s, what the agent types is text, where they were', async (_, undo) => {
    await desk.submit({ subject: 'Other' }, { subject: 'Undone' });
    const page = await opened('Undone');
    await write(page, 'r', 'First. Last.');
    for (let step = 0; step < ' Last.'.length; step += 1) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+Enter');
    expect(await hasFocus(page)).toBe(true);
    await undo(page);
    await page.keyboard.type(' Second version, next.');
    expect(await field(page).inputValue()).toBe('First. Second version, next. Last.');
    await page.clock.fastForward(UNDO_MS);
    expect((await desk.tickets('open')).map(({ subject }) => subject)).toEqual(['Undone', 'Other']);
    await reading(page, 'Undone').waitFor();
  });

  test('that closed its ticket, the agent is back in it', async () => {
    await desk.submit({ subject: 'Next' }, { subject: 'Closed' });
    const page = await opened('Closed');
    await write(page, 'n', 'For us.');
    await page.keyboard.press('Control+Shift+Enter');
    await reading(page, 'Next').waitFor();
    await page.keyboard.press('r');
    await page.keyboard.press('z');
    await reading(page, 'Closed').waitFor();
    await page.keyboard.type(' Eh?');
    expect(await field(page).inputValue()).toBe('For us. Eh?');
    expect(await page.getByRole('button', { name: 'Note', exact: true }).getAttribute('aria-pressed')).toBe('true');
  });
});

describe('z in the composer', () => {
  test('is a letter where there is text, or nothing to undo, or the keys are switched off', async () => {
    const [id = ''] = await desk.submit({ subject: 'Zebra' });
    const page = await opened('Zebra');
    await write(page, 'r', 'z');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.type('az');
    expect(await field(page).inputValue()).toBe('az');
    await field(page).fill('');
    await page.getByText('z to undo').waitFor();
    await page.evaluate(() => localStorage.setItem('support-desk-shortcuts', 'off'));
    await page.keyboard.type('zz');
    expect(await field(page).inputValue()).toBe('zz');
    await field(page).fill('');
    await page.evaluate(() => localStorage.removeItem('support-desk-shortcuts'));
    await page.clock.fastForward(UNDO_MS);
    await expect.poll(async () => (await desk.tickets('in_progress')).map((ticket) => ticket.id)).toEqual([id]);
    await page.getByText('Sending…').waitFor({ state: 'detached' });
    await page.keyboard.type('z');
    expect(await field(page).inputValue()).toBe('z');
  });
});
