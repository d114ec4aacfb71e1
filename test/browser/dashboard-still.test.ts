import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, POLL_MS, problem, reading, row } from './dashboard-pages.ts';

const desk = dashboardPages();
const UNDO_MS = 10_000;

const field = (page: Page) => page.getByRole('form', { name: 'Write' }).getByRole('textbox');
const thread = (page: Page) => page.getByRole('region', { name: 'Conversation' });
const toasts = (page: Page) => page.getByRole('status', { name: 'Notifications' });

/** The place, and what has the focus, with the caret in it. */
const view = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: focus } = document;
    const caret = focus instanceof HTMLTextAreaElement ? focus.selectionStart : undefined;
    return [location.search, focus?.tagName, focus?.id, focus?.textContent?.slice(0, 40), caret];
  });

async function opened(subject: string): Promise<Page> {
  const page = await desk.signedIn('?status=all', {}, (page) => page.clock.install());
  await row(page, subject).first().click();
  await reading(page, subject).waitFor();
  return page;
}

async function send(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await page.keyboard.press('Control+Enter');
  await thread(page).getByText(text, { exact: true }).waitFor();
}

/** The desk refuses replies, and the other requests take their course. */
const refuseReplies = (page: Page) =>
  page.route('**/replies', (route) => route.fulfill(problem(422, 'It is refused.')));

describe('when a reply is refused', () => {
  const places: [string, (page: Page) => Promise<unknown>][] = [
    ['writing elsewhere', (page) => field(page).fill('Half a sente')],
    ['in the list', (page) => page.keyboard.press('Escape')],
    ['searching', (page) => page.getByRole('searchbox').fill('Elsewh')],
    ['at the numbers', (page) => page.getByRole('link', { name: 'Reports' }).click()],
    ['in another view', (page) => page.getByRole('navigation').getByRole('link', { name: 'Closed' }).click()],
  ];
  test.each(places)('an agent who is %s stays there, and learns of it', async (place, go) => {
    await desk.submit({ subject: 'Elsewhere' }, { subject: 'Refused' });
    const page = await opened('Refused');
    await refuseReplies(page);
    await send(page, 'Hi there.');
    await row(page, 'Elsewhere').first().click();
    await reading(page, 'Elsewhere').waitFor();
    await field(page).focus();
    await go(page);
    if (place === 'searching') await page.waitForURL(/q=Elsewh/);
    const before = await view(page);
    await page.clock.fastForward(UNDO_MS);
    await toasts(page).getByText('Reason: It is refused.').waitFor();
    await page.clock.fastForward(POLL_MS);
    expect(await view(page)).toEqual(before);
    await toasts(page).getByRole('button', { name: 'Go to ticket' }).click();
    await reading(page, 'Refused').waitFor();
    await page.keyboard.type(' Again');
    expect(await field(page).inputValue()).toBe('Hi there. Again');
    await page.getByRole('alert').getByText('Not sent: It is refused. Your text is still here.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  test('an agent who writes the next one there goes on where they are in it', async () => {
    await desk.submit({ subject: 'Twice' });
    const page = await opened('Twice');
    await refuseReplies(page);
    await send(page, 'One.');
    await page.keyboard.type('Two ');
    await page.keyboard.press('ArrowLeft');
    await page.clock.fastForward(UNDO_MS);
    await toasts(page).getByText('Reason: It is refused.').waitFor();
    await page.keyboard.type(', and');
    expect(await field(page).inputValue()).toBe('One.\n\nTwo, and ');
  });
});

test('when a button that has the focus goes with what it offered, the focus stays on the page', async () => {
  await desk.submit({ subject: 'Focused' });
  const page = await opened('Focused');
  await send(page, 'Hi there.');
  await thread(page).getByRole('button', { name: 'Undo' }).focus();
  await page.clock.fastForward(UNDO_MS);
  await page.getByText('Sending…').waitFor({ state: 'detached' });
  await expect.poll(() => view(page)).toEqual([expect.anything(), 'H2', 'ticket-heading', 'Focused', undefined]);
});
