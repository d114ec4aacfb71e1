import type { Locator, Page, Route } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { answered } from './answered.ts';
import { axeViolations } from './browser.ts';
import { saved } from './saved-file.ts';
import { FORM, shop, TICKETS } from './shop.ts';
import { confirmation, send } from './support-pages.ts';

const website = shop();

/** One pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const image = (name: string) => ({ name, mimeType: 'image/png', buffer: png });
const text = (name: string, content = 'a,b\n') => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });

const form = (page: Page) => page.locator('support-form');
const tickets = (page: Page) => page.locator('support-tickets');
const choose = (element: Locator, ...files: ReturnType<typeof text>[]) =>
  element.locator('input[type=file]').setInputFiles(files);
/** The rows of a message's files: each file's name, its size, what is said of it, and its buttons. */
const rows = (element: Locator) =>
  element
    .locator('.upload')
    .evaluateAll((all) =>
      all.map((row) =>
        [...row.querySelectorAll('.file-name, .file-size, .mistake, button')]
          .filter((part) => part.checkVisibility())
          .map(({ textContent }) => textContent),
      ),
    );
/** Accessibility mistakes of the elements: the page around them has no headings or landmarks. */
const violations = async (page: Page) =>
  (await axeViolations(page)).filter((line) => !/^(landmark-one-main|page-has-heading-one|region):/.test(line));
const uploaded = (element: Locator, ...names: string[]) =>
  expect.poll(() => rows(element)).toEqual(names.map((name) => [name, expect.any(String), 'Remove']));
/** Has a file arrive by an event of the field with this label, with what it is said to come by. */
const give = (page: Page, label: string, type: 'paste' | 'drop', name: string) =>
  form(page)
    .getByLabel(label)
    .evaluate(
      (field, [type, name]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(['given'], name as string, { type: 'text/plain' }));
        const options = { bubbles: true, composed: true, cancelable: true };
        // Firefox makes no event with pasted files.
        const event = new Event(type as string, options);
        Object.assign(event, { [type === 'paste' ? 'clipboardData' : 'dataTransfer']: transfer });
        field.dispatchEvent(event);
        return event.defaultPrevented;
      },
      [type, name],
    );

/** A page of somebody with tickets about these subjects, and its requests to the bucket, which `act` handles. */
async function visit(subjects: readonly string[] = [], act = (route: Route): unknown => route.continue()) {
  const person = await website.somebody(subjects);
  const tokens = { asked: 0 };
  const page = await website.visitShop(FORM + TICKETS, '', (response) => {
    tokens.asked += 1;
    person.answer(response);
  });
  const isUpload = (url: URL) => url.origin !== website.desk().url && url.origin !== website.origin();
  await page.route(isUpload, (route) => (route.request().method() === 'POST' ? act(route) : route.continue()));
  await page.getByLabel('Subject').waitFor();
  return { page, person, tokens };
}

test('files come by the button, by paste and by drop, are sent, and are seen in the ticket', async () => {
  const { page } = await visit();
  await choose(form(page), image('one.png'), text('log.csv', 'a,b\nc,d\n'), text('nothing.csv', ''));
  expect(await give(page, 'Message', 'paste', 'pasted.txt')).toBe(true);
  expect(await give(page, 'Subject', 'drop', 'dropped.txt')).toBe(true);
  await choose(form(page), image('two.png'));
  await form(page).getByText('This file is empty.', { exact: true }).waitFor();
  await send(page, 'With files', 'See below.');
  await form(page).getByText('Some files couldn’t be attached, so your message wasn’t sent.').waitFor();
  expect(await violations(page)).toEqual([]);
  await form(page).getByRole('button', { name: 'Remove nothing.csv' }).click();
  const names = ['one.png', 'log.csv', 'pasted.txt', 'dropped.txt', 'two.png'];
  await uploaded(form(page), ...names);
  await form(page).getByRole('button', { name: 'Send message' }).click();
  await confirmation(page).waitFor();
  await form(page).getByText(names.join(', ')).waitFor();

  await tickets(page).getByRole('button', { name: 'With files' }).click();
  await expect.poll(() => tickets(page).locator('.file-name').allTextContents()).toEqual(names);
  const widths = () =>
    tickets(page)
      .locator('img')
      .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth));
  await expect.poll(widths).toEqual([1, 1]);
  const download = tickets(page).getByRole('button', { name: 'Download log.csv, 8 bytes' });
  expect(await saved(page, () => download.click())).toEqual({ name: 'log.csv', text: 'a,b\nc,d\n' });

  await page.evaluate(() => {
    const pressed: string[] = [];
    addEventListener('keydown', ({ key }) => pressed.push(key));
    Object.assign(globalThis, { pressed });
  });
  const opened = tickets(page).getByRole('button', { name: 'one.png' });
  await opened.click();
  const viewer = tickets(page).getByRole('dialog');
  await viewer.getByText('1 of 2').waitFor();
  expect(await viewer.getByRole('link', { name: 'Open in a new tab' }).getAttribute('href')).toContain('X-Amz-');
  await viewer.getByRole('img', { name: 'one.png' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await viewer.getByRole('img', { name: 'two.png' }).waitFor();
  await page.keyboard.press('ArrowRight');
  await viewer.getByText('1 of 2').waitFor();
  await page.keyboard.press('Escape');
  await viewer.waitFor({ state: 'detached' });
  expect(await opened.evaluate((one) => (one.getRootNode() as ShadowRoot).activeElement === one)).toBe(true);
  expect(await page.evaluate('globalThis.pressed')).toEqual([]);
});

describe('an upload', () => {
  test('can be canceled, says why it failed, and is tried again; a message waits for it, and is sent once', async () => {
    const held: Route[] = [];
    const { page } = await visit([], (route) => held.push(route));
    for (const [index, name] of ['slow.csv', 'wrong.csv'].entries()) {
      await choose(form(page), text(name));
      await expect.poll(() => held.length).toBe(index + 1);
    }
    await send(page, 'Held up', 'Wait.');
    await form(page).getByText('Your files are still uploading.').waitFor();
    expect(await violations(page)).toEqual([]);
    await form(page).getByRole('button', { name: 'Cancel wrong.csv' }).click();
    expect(await rows(form(page))).toHaveLength(1);
    await held[0]?.abort();
    await form(page).locator('.upload').getByText('We couldn’t upload this file. Check your connection').waitFor();
    await form(page).getByRole('button', { name: 'Send message' }).click();
    await form(page).getByText('Some files couldn’t be attached').waitFor();
    expect(await website.ticketsAbout('Held up')).toEqual([]);

    await form(page).getByRole('button', { name: 'Try again: slow.csv' }).click();
    await expect.poll(() => held.length).toBe(3);
    await held[2]?.continue();
    await uploaded(form(page), 'slow.csv');
    const keys: unknown[] = [];
    await page.route('**/api/support/contact', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      // It arrives, and its answer is lost.
      await answered(route);
      return route.abort();
    });
    await form(page).getByRole('button', { name: 'Send message' }).click();
    await form(page).getByText('Trying again in').waitFor();
    expect(await form(page).getByRole('button', { name: 'Remove slow.csv' }).count()).toBe(0);
    await form(page).getByRole('button', { name: 'Try now' }).click();
    await confirmation(page).waitFor();
    // With other files the key would be refused.
    expect(keys).toEqual([expect.any(String), keys[0]]);
    expect(await website.ticketsAbout('Held up')).toMatchObject([{ attachments: [{ name: 'slow.csv' }] }]);
  });

  test('gets a fresh token when one has expired, and names the desk’s reason when it is refused', async () => {
    const { page, tokens } = await visit();
    const cors = { 'access-control-allow-origin': '*' };
    const before = tokens.asked;
    await page.route('**/uploads', (route) => route.fulfill({ status: 401, headers: cors }), { times: 1 });
    await choose(form(page), text('late.csv'));
    await uploaded(form(page), 'late.csv');
    expect(tokens.asked).toBe(before + 1);
    const detail = 'You can upload 500 MB a day. Try again tomorrow.';
    const problem = { type: 'urn:support-desk:problem:upload_quota', detail };
    await page.route(
      '**/uploads',
      (route) => route.fulfill({ status: 422, headers: cors, body: JSON.stringify(problem) }),
      { times: 1 },
    );
    await choose(form(page), text('more.csv'));
    await form(page).getByText(detail, { exact: true }).waitFor();
    await form(page).getByRole('button', { name: 'Try again: more.csv' }).click();
    await uploaded(form(page), 'late.csv', 'more.csv');
  });

  test('that another message took meanwhile is named, the text stays, and another attempt sends it', async () => {
    const { page, person } = await visit();
    await choose(form(page), text('mine.csv'), text('taken.csv'));
    await uploaded(form(page), 'mine.csv', 'taken.csv');
    const draft = await page.evaluate(() => Object.values(sessionStorage).join());
    const [, , id] = /"id":"([^"]+)".*"id":"([^"]+)"/.exec(draft) ?? [];
    const taken = await fetch(`${website.desk().url}/api/support/contact`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${person.token}` },
      body: JSON.stringify({ subject: 'Quicker', message: 'First.', attachments: [id] }),
    });
    expect(taken.status).toBe(200);
    await send(page, 'Slower', 'Every word.');
    await form(page).getByText('This file is no longer attached. Please upload it again.', { exact: true }).waitFor();
    await form(page).getByText('Some files couldn’t be attached, so your message wasn’t sent.').waitFor();
    expect(await page.getByLabel('Message').inputValue()).toBe('Every word.');
    await form(page).getByRole('button', { name: 'Try again: taken.csv' }).click();
    await uploaded(form(page), 'mine.csv', 'taken.csv');
    await form(page).getByRole('button', { name: 'Send message' }).click();
    await confirmation(page).waitFor();
  });
});

test('a reply’s draft keeps its files, names those that have expired, and sends the others', async () => {
  const { page } = await visit(['Talk']);
  await tickets(page).getByRole('button', { name: 'Talk' }).click();
  const field = tickets(page).getByLabel('Your reply');
  await choose(tickets(page), text('kept.csv'), text('old.csv'));
  await uploaded(tickets(page), 'kept.csv', 'old.csv');
  await page.evaluate(() => {
    for (const [key, draft] of Object.entries(sessionStorage)) {
      const { files, ...rest } = JSON.parse(draft);
      files[1].expiresAt = Date.now();
      sessionStorage.setItem(key, JSON.stringify({ ...rest, files }));
    }
  });
  await page.reload();
  await tickets(page).getByRole('button', { name: 'Talk' }).click();
  await expect
    .poll(() => rows(tickets(page)))
    .toEqual([
      ['kept.csv', expect.any(String), 'Remove'],
      ['old.csv', expect.any(String), 'This file is no longer attached. Please attach it again.', 'Remove'],
    ]);
  await field.fill('Here they are.');
  await tickets(page).getByRole('button', { name: 'Send reply' }).click();
  await tickets(page).getByText('Some files couldn’t be attached').waitFor();
  await tickets(page).getByRole('button', { name: 'Remove old.csv' }).click();
  await tickets(page).getByRole('button', { name: 'Send reply' }).click();
  await tickets(page).getByRole('button', { name: 'Download kept.csv' }).waitFor();
  expect(await rows(tickets(page))).toEqual([]);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test('without the script for files, a ticket names them, and a message is sent without any; the next file loads it', async () => {
  const { page, person } = await visit();
  const body = new FormData();
  for (const [name, value] of Object.entries({ subject: 'By a plain form', message: 'See the file.' }))
    body.set(name, value);
  body.set('file', new Blob(['log']), 'plain.log');
  const headers = { authorization: `Bearer ${person.token}` };
  await fetch(`${website.desk().url}/api/support/contact`, { method: 'POST', headers, body });
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.route('**/support-files-*.js', (route) => route.abort());
  await choose(form(page), text('never.csv'));
  await form(page)
    .getByText('We can’t take files right now. Try again later, or send your message without them.')
    .waitFor();
  await send(page, 'Without', 'Just text.');
  await confirmation(page).waitFor();
  await tickets(page).getByRole('button', { name: 'By a plain form' }).click();
  await expect.poll(() => tickets(page).locator('.message .files').allTextContents()).toEqual(['plain.log']);
  await page.unroute('**/support-files-*.js');
  await form(page).getByRole('button', { name: 'Send another message' }).click();
  await choose(form(page), text('now.csv'));
  await uploaded(form(page), 'now.csv');
});
