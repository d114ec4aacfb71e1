import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { withWebsiteLink } from '#site/website-link.ts';
import { answered } from './answered.ts';
import { FORM, shop, TICKETS } from './shop.ts';
import { confirmation, send } from './support-pages.ts';

const website = shop();
const LIST = '**/api/support/tickets';
const POLL_MS = 15_000;

const form = (page: Page) => page.locator('support-form');
const tickets = (page: Page) => page.locator('support-tickets');
const reply = (page: Page) => tickets(page).getByLabel('Your reply');
const item = (page: Page, subject: string) => tickets(page).getByRole('button', { name: subject });
const said = (page: Page) => tickets(page).locator('.said').allTextContents();

/** Delays the responses to requests to an address, which were sent already, until they are released. */
async function hold(page: Page, address: string, isHeld: (route: Route) => boolean = () => true) {
  const held: (() => Promise<void>)[] = [];
  await page.route(address, async (route) => {
    if (!isHeld(route)) return route.fallback();
    const response = await answered(route);
    held.push(() => route.fulfill({ response }));
  });
  return {
    isHolding: () => expect.poll(() => held.length).toBeGreaterThan(0),
    letGo: () => Promise.all(held.splice(0).map((go) => go())),
  };
}
const byMethod = (method: string) => (route: Route) => route.request().method() === method;

describe('a form and a list on one page', () => {
  test('know each other, even if the website stops the event and the list is loading', async () => {
    const { answer } = await website.somebody(Array.from({ length: 21 }, (_, index) => `Old ${index}`));
    const page = await website.visitShop(
      FORM,
      `form.addEventListener('support-form:accepted', (event) => event.stopImmediatePropagation())`,
      answer,
    );
    await form(page).getByLabel('Subject').waitFor();
    const list = await hold(page, LIST);
    await page.evaluate((markup) => document.body.insertAdjacentHTML('beforeend', markup), TICKETS);
    await list.isHolding();
    await send(page, 'Brand new', 'Hello.');
    await confirmation(page).waitFor();
    await list.letGo();
    await expect
      .poll(() => tickets(page).locator('.subject').allTextContents())
      .toEqual(['Brand new', ...Array.from({ length: 20 }, (_, index) => `Old ${20 - index}`)]);
    await tickets(page).getByRole('button', { name: 'Show earlier tickets' }).click();
    await item(page, 'Old 0').waitFor();
  });

  test('two forms keep their own drafts through a reload, and send them with separate keys', async () => {
    const { answer } = await website.somebody();
    const two = `${FORM}<div id="second">${FORM}</div>`;
    const page = await website.visitShop(two, '', answer);
    const each = [form(page).first(), page.locator('#second')];
    for (const [index, one] of each.entries()) {
      await one.getByLabel('Subject').fill(`Form ${index}`);
      await one.getByLabel('Message').fill(`Message ${index}`);
    }
    await page.reload();
    for (const [index, one] of each.entries()) {
      await expect.poll(() => one.getByLabel('Message').inputValue()).toBe(`Message ${index}`);
      await one.getByRole('button', { name: 'Send message' }).click();
      await confirmationIn(one).waitFor();
      expect(await website.ticketsAbout(`Form ${index}`)).toMatchObject([{ message: `Message ${index}` }]);
    }
  });
});
const confirmationIn = (scope: ReturnType<typeof form>) =>
  scope.getByRole('heading', { name: 'We’ve received your message' });

describe('a reply', () => {
  test('isn’t interrupted by "Show earlier messages", and stays when an older response arrives', async () => {
    const { answer, id, replies } = await website.somebody(['Long']);
    for (let count = 0; count <= 50; count += 1) await replies(`Reply ${count}`);
    const page = await website.visitShop(TICKETS, `tickets.ticket = '${id}'`, answer);
    await reply(page).fill('The last word.');
    const read = await hold(page, `**/tickets/${id}`);
    await page.evaluate('tickets.refresh()');
    await read.isHolding();
    const sent = await hold(page, '**/replies', byMethod('POST'));
    await tickets(page).getByRole('button', { name: 'Send reply' }).click();
    await sent.isHolding();
    await tickets(page).getByRole('button', { name: 'Show earlier messages' }).click();
    await expect.poll(async () => (await said(page)).length).toBe(52);
    await sent.letGo();
    await expect.poll(async () => (await said(page)).at(-1)).toBe('The last word.');
    await page.evaluate(
      `globalThis.removed = [];
       new MutationObserver((changes) => removed.push(...changes.flatMap(({ removedNodes }) => [...removedNodes])))
         .observe(tickets.shadowRoot.querySelector('ol'), { childList: true })`,
    );
    await read.letGo();
    await page.evaluate('tickets.refresh()');
    await read.isHolding();
    expect((await said(page)).slice(-2)).toEqual(['Reply 50', 'The last word.']);
    expect(await page.evaluate('removed')).toEqual([]);
  });

  test('and a message are sent by Ctrl+Enter or ⌘+Enter; Enter alone starts a new line', async () => {
    const { answer, id } = await website.somebody(['By keys']);
    const page = await website.visitShop(FORM + TICKETS, `tickets.ticket = '${id}'`, answer);
    await reply(page).fill('Two');
    await reply(page).press('Enter');
    await page.keyboard.type('lines');
    await reply(page).press('Meta+Enter');
    await expect.poll(async () => (await said(page)).at(-1)).toBe('Two\nlines');
    await form(page).getByLabel('Subject').fill('By Ctrl+Enter');
    await form(page).getByLabel('Message').fill('Hello.');
    await form(page).getByLabel('Message').press('Control+Enter');
    await confirmation(page).waitFor();
  });
});

test('a reply from support appears within 15 seconds, in the list, too; without news the desk returns 304', async () => {
  const { answer, id, agentReplies } = await website.somebody(['Waiting']);
  const page = await website.visitShop(TICKETS, '', answer, '/', (opened) => opened.clock.install());
  await item(page, 'Waiting for our reply').waitFor();
  const polled = async (path: string) => {
    const response = page.waitForResponse((one) => one.url().endsWith(path));
    await page.clock.fastForward(POLL_MS);
    return (await response).status();
  };
  expect(await polled('/api/support/tickets')).toBe(304);
  await agentReplies('It is mended.');
  expect(await polled('/api/support/tickets')).toBe(200);
  await item(page, 'Waiting for your reply').click();
  await expect.poll(() => said(page)).toContain('It is mended.');
  expect(await polled(`/${id}`)).toBe(304);
  await agentReplies('Really.');
  expect(await polled(`/${id}`)).toBe(200);
  await expect.poll(() => said(page)).toContain('Really.');
});

test('the support page keeps what was typed through a reload, and links back to the website', async () => {
  const { token } = await website.somebody();
  const html = await readFile(join(import.meta.dirname, '../../admin-site/support.html'), 'utf8');
  const page = await website.visit('about:blank');
  await page.route('**/support.html*', async (route) => {
    await route.fulfill({ body: withWebsiteLink(html, 'https://www.example.com/?a=1&b=2'), contentType: 'text/html' });
  });
  const address = `${website.desk().url}/static/support.html`;
  await page.goto(`${address}#token=${token}`);
  await form(page).getByLabel('Message').fill('Half a m');
  await page.reload();
  await form(page).getByText('Please sign in first', { exact: true }).waitFor();
  const back = page.getByRole('link', { name: 'Back to www.example.com' });
  expect(await back.getAttribute('href')).toBe('https://www.example.com/?a=1&b=2');
  await page.goto(`${address}#token=${token}`);
  await expect.poll(() => form(page).getByLabel('Message').inputValue()).toBe('Half a m');
});
