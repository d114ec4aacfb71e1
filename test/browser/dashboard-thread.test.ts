import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { MeJson } from '#http/agents/get-me.ts';
import { answered } from './answered.ts';
import { axeViolations } from './browser.ts';
import { dashboardPages, POLL_MS, phone, pollUntil, reading, row } from './dashboard-pages.ts';

const desk = dashboardPages({ mailPort: 0 });
const ticking = (page: Page) => page.clock.install();
const UNDO_MS = 10_000;

const field = (page: Page) => page.getByRole('form', { name: 'Write' }).getByRole('textbox');
const said = (page: Page) => page.getByRole('region', { name: 'Conversation' }).locator('.said').allTextContents();
const sent = (page: Page, text: string) =>
  page.getByRole('region', { name: 'Conversation' }).getByText(text, { exact: true });

/** Writes as another agent in the meantime. */
const agentWrites = (id: string, body: string, kind = 'reply') =>
  desk.api(`/support-tickets/${id}/replies`, { method: 'POST', body: JSON.stringify({ body, kind }) });

async function customerWrites(id: string, body: string): Promise<void> {
  const token = await desk.desk().token({ email: 'customer@example.com', credits_purchased: 100 });
  const response = await fetch(`${desk.desk().url}/api/support/tickets/${id}/replies`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ body }),
  });
  expect(response.status).toBe(200);
}

const stored = (id: string) =>
  desk.api(`/support-tickets/${id}`) as Promise<{
    status: string;
    thread: { message?: { body: string; delivery: { state: string } | null } }[];
  }>;
const storedTexts = async (id: string) =>
  (await stored(id)).thread.flatMap(({ message }) => (message ? [message.body] : []));

/** Returns the delivery state of the mail with a text. */
const mailed = async (id: string, text: string) =>
  (await stored(id)).thread.find(({ message }) => message?.body === text)?.message?.delivery?.state;

async function opened(subject: string, options = {}): Promise<Page> {
  const page = await desk.signedIn('', options, ticking);
  await row(page, subject).click();
  await reading(page, subject).waitFor();
  return page;
}

/** The names of what the browser keeps that begin like this. */
const storedNames = (page: Page, prefix: string): Promise<string[]> =>
  page.evaluate((beginning) => Object.keys(localStorage).filter((name) => name.startsWith(beginning)), prefix);

/** The time in which a message can be undone is over, and the desk has it. */
async function passUndo(page: Page): Promise<void> {
  await page.clock.fastForward(UNDO_MS);
  await page.getByText('Sending…').waitFor({ state: 'detached' });
}

describe('a thread', () => {
  test('tells who wrote what, what is for agents only, and what was changed, in light and dark and on a phone', async () => {
    const [id = ''] = await desk.submit({ subject: 'A talk', message: 'It hangs.' });
    await agentWrites(id, 'Try again.');
    await agentWrites(id, 'I doubt it.', 'note');
    await customerWrites(id, 'It works now.');
    await expect.poll(() => mailed(id, 'Try again.'), { timeout: 20_000 }).toBe('sent');
    for (const options of [{}, { colorScheme: 'dark' }, { ...phone, viewport: { width: 320, height: 640 } }]) {
      const page = await opened('A talk', options);
      await sent(page, 'It works now.').waitFor();
      const entries = await page.getByRole('region', { name: 'Conversation' }).getByRole('listitem').allTextContents();
      expect(entries.map((text) => text.replace(/(now|\d+ \w+ ago)/, '')).map((text) => text.trim())).toEqual([
        'customer@example.comIt hangs.',
        'Dana (demo)Try again.Emailed',
        'Dana (demo)Internal noteI doubt it.',
        'customer@example.comIt works now.',
      ]);
      expect(await axeViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    }
  });

  test('is read from its end, and what comes in moves nothing for who reads above', async () => {
    const [id = ''] = await desk.submit({ subject: 'Long' });
    for (let number = 1; number <= 15; number += 1) await agentWrites(id, `Line ${number}\n\n\n\nmore`);
    await customerWrites(id, 'The latest.');
    const page = await opened('Long');
    await sent(page, 'The latest.').waitFor();
    const scroller = page.locator('.letter');
    const fromEnd = () => scroller.evaluate((it) => it.scrollHeight - it.clientHeight - it.scrollTop);
    await expect.poll(fromEnd).toBeLessThan(2);
    const top = (part: Locator) => part.evaluate((it) => it.getBoundingClientRect().top);
    expect(await top(page.getByText('Support tier'))).toBeGreaterThan(await top(scroller));
    await scroller.evaluate((it) => it.scrollTo(0, 100));
    await customerWrites(id, 'And one more.');
    await pollUntil(page, page.getByRole('button', { name: '1 new message' }));
    expect(await scroller.evaluate((it) => it.scrollTop)).toBe(100);
    await page.getByRole('button', { name: '1 new message' }).click();
    await expect.poll(fromEnd).toBeLessThan(2);
  });
});

describe('a reply', () => {
  test('can be undone for a while, by key or button; then it is the customer’s to read', async () => {
    const [id = ''] = await desk.submit({ subject: 'Undo' });
    const page = await opened('Undo');
    await page.keyboard.press('r');
    await page.keyboard.type('Too early');
    await page.keyboard.press('Control+Enter');
    await sent(page, 'Too early').waitFor();
    expect(await field(page).inputValue()).toBe('');
    await page.getByRole('region', { name: 'Conversation' }).getByRole('button', { name: 'Undo' }).click();
    expect(await field(page).inputValue()).toBe('Too early');
    await field(page).fill('In time');
    await page.keyboard.press('Control+Enter');
    await passUndo(page);
    await sent(page, 'In time').waitFor();
    await expect.poll(() => storedTexts(id)).toEqual(['In time']);
    expect((await stored(id)).status).toBe('in_progress');
    await expect.poll(() => page.title()).toBe('(0) Support desk');
  });

  test('that closes leads on to the next ticket, and is in the thread when it is reopened', async () => {
    const [, id = ''] = await desk.submit({ subject: 'Next' }, { subject: 'Done' });
    const page = await opened('Done');
    await page.keyboard.press('r');
    await page.keyboard.type('That is all.');
    await page.keyboard.press('Control+Shift+Enter');
    await reading(page, 'Next').waitFor();
    expect(await row(page, 'Done').count()).toBe(0);
    await passUndo(page);
    await expect.poll(async () => (await stored(id)).status).toBe('closed');
    expect(await storedTexts(id)).toEqual(['That is all.']);
  });

  test('that is written while another comes in is kept, and so is the place to read that first', async () => {
    const [id = ''] = await desk.submit({ subject: 'Race' });
    const page = await opened('Race');
    await field(page).fill('I was slow.');
    await page.keyboard.press('Control+Enter');
    const faster = JSON.stringify({ body: 'I was faster.', kind: 'reply' });
    await desk.asAnother(`/support-tickets/${id}/replies`, { method: 'POST', body: faster });
    await page.clock.fastForward(UNDO_MS);
    await page.getByRole('alert').getByText('This ticket changed while you were writing').waitFor();
    await sent(page, 'I was faster.').waitFor();
    expect(await field(page).inputValue()).toBe('I was slow.');
    await page.keyboard.press('Control+Enter');
    await field(page).press('Control+Enter');
    await passUndo(page);
    await expect.poll(() => storedTexts(id)).toEqual(['I was faster.', 'I was slow.']);
  });

  test('is sent once when the page is left at once', async () => {
    const [id = ''] = await desk.submit({ subject: 'Leaving' });
    const page = await opened('Leaving');
    await field(page).fill('On my way out.');
    await page.keyboard.press('Control+Enter');
    await page.reload();
    await expect.poll(() => storedTexts(id)).toEqual(['On my way out.']);
    await sent(page, 'On my way out.').first().waitFor();
    await page.getByText('Sending…').waitFor({ state: 'detached' });
    await page.clock.fastForward(POLL_MS);
    expect(await storedTexts(id)).toEqual(['On my way out.']);
    expect(await field(page).inputValue()).toBe('');
  });

  test('stands in the thread once, also while the answer to it is still on its way', async () => {
    const [id = ''] = await desk.submit({ subject: 'Slow' });
    const page = await opened('Slow');
    const held = Promise.withResolvers<void>();
    await page.route('**/replies', async (route) => {
      const response = await answered(route);
      await held.promise;
      await route.fulfill({ response });
    });
    await field(page).fill('Once. ');
    await page.keyboard.press('Control+Enter');
    await page.clock.fastForward(UNDO_MS);
    await expect.poll(() => storedTexts(id)).toEqual(['Once.']);
    await customerWrites(id, 'Meanwhile.');
    await pollUntil(page, sent(page, 'Meanwhile.'));
    expect((await said(page)).map((text) => text.trim())).toEqual(['Once.', 'Meanwhile.']);
    held.resolve();
    await expect.poll(() => storedNames(page, 'support-desk-pending ')).toEqual([]);
    expect((await said(page)).map((text) => text.trim())).toEqual(['Once.', 'Meanwhile.']);
  });

  test('that is empty or too long is not sent, and its mistake is told', async () => {
    await desk.submit({ subject: 'Strict' });
    const page = await opened('Strict');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('alert').getByText('Write something first.').waitFor();
    await field(page).fill('x'.repeat(10_003));
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').getByText('This is 3 characters too long.').waitFor();
    expect(await said(page)).toEqual([]);
  });

  test('says that it is on the website only while no mail is set up', async () => {
    await desk.submit({ subject: 'No mail' });
    const page = await desk.signedIn('', {}, (page) =>
      page.route('**/api/admin/me', async (route) => {
        const answer = (await (await answered(route)).json()) as MeJson;
        await route.fulfill({ json: { ...answer, mail: { sender: null } } });
      }),
    );
    await row(page, 'No mail').click();
    await page.getByText('Email isn’t set up, so the customer sees replies on the website only.').waitFor();
  });
});

describe('a note', () => {
  test('is written by its own key, and does not answer the customer', async () => {
    const [id = ''] = await desk.submit({ subject: 'Noted' });
    const page = await opened('Noted');
    await page.keyboard.press('n');
    await page.keyboard.type('Ask Tom.');
    await page.getByRole('button', { name: 'Add note' }).click();
    await passUndo(page);
    await expect.poll(() => storedTexts(id)).toEqual(['Ask Tom.']);
    expect((await stored(id)).status).toBe('open');
  });
});

describe('a draft', () => {
  test('stays with its ticket and its kind, over a reload and another agent’s signing in', async () => {
    await desk.submit({ subject: 'First' }, { subject: 'Second' });
    const page = await opened('First');
    await field(page).fill('For the first.');
    await page.getByRole('button', { name: 'Note', exact: true }).click();
    await field(page).fill('A note for it.');
    await row(page, 'Second').click();
    await reading(page, 'Second').waitFor();
    expect(await field(page).inputValue()).toBe('');
    await page.reload();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Agent key').fill(desk.desk().adminKey);
    await page.keyboard.press('Enter');
    await row(page, 'First').getByText('Draft').waitFor();
    await row(page, 'First').click();
    expect(await field(page).inputValue()).toBe('For the first.');
    await page.getByRole('button', { name: 'Note', exact: true }).click();
    expect(await field(page).inputValue()).toBe('A note for it.');
    await field(page).fill('');
    await page.getByRole('button', { name: 'Reply', exact: true }).click();
    await field(page).fill('');
    expect(await storedNames(page, 'support-desk-draft ')).toEqual([]);
  });
});
