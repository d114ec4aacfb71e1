import type { Page, Route } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { ThreadJson } from '#http/ticket/thread-json.ts';
import { axeViolations } from './browser.ts';
import { dashboardPages, phone, problem, reading, row } from './dashboard-pages.ts';
import { giveFiles } from './given-files.ts';
import { saved } from './saved-file.ts';

const desk = dashboardPages();
const UNDO_MS = 10_000;

/** A red pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const pixel = Buffer.from(PIXEL, 'base64');
const text = (name: string, content = 'Hello.') => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });

const form = (page: Page) => page.getByRole('form', { name: 'Write' });
const field = (page: Page) => form(page).getByRole('textbox');
const toSend = (page: Page) => page.getByRole('list', { name: 'Files to send' }).getByRole('listitem');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const choose = (page: Page, ...files: ReturnType<typeof text>[]) =>
  page.locator('input[type=file]').setInputFiles(files);
/** The files to send, each as it is written: "a.txt 6 bytes"; with "…" while it is uploaded. */
const states = (page: Page) =>
  toSend(page).evaluateAll((items) =>
    items.map((item) =>
      [...item.querySelectorAll('.file-name, .file-state, progress')]
        .map((part) => (part.localName === 'progress' ? '…' : part.textContent))
        .join(' '),
    ),
  );
const become = (page: Page, ...expected: string[]) => expect.poll(() => states(page)).toEqual(expected);

async function opened(subject: string, options = {}, prepare = async (_: Page) => {}): Promise<Page> {
  const page = await desk.signedIn('?status=all', options, async (page) => {
    await page.clock.install();
    await prepare(page);
  });
  await row(page, subject).click();
  await reading(page, subject).waitFor();
  return page;
}

/** Has a test decide what becomes of what the page sends to the bucket. */
const onUpload = (page: Page, decide: (route: Route) => Promise<unknown>) =>
  page.route(
    (url) => url.origin !== new URL(desk.desk().url).origin,
    (route) => (route.request().method() === 'POST' ? decide(route) : route.continue()),
  );

/** Uploads a file as the demo's agent; returns its id. */
async function upload(name: string, type: string, content: Buffer<ArrayBuffer>): Promise<string> {
  const announced = { method: 'POST', body: JSON.stringify({ name, type, size: content.length }) };
  const { upload_id, url, fields } = (await desk.api('/uploads', announced)) as {
    upload_id: string;
    url: string;
    fields: Record<string, string>;
  };
  const body = new FormData();
  for (const [field, value] of Object.entries(fields)) body.append(field, value);
  body.append('file', new Blob([content]));
  expect((await fetch(url, { method: 'POST', body })).status).toBe(204);
  return upload_id;
}

/** Sends a ticket with a file, as a customer's plain form does; returns its id. */
async function submitWithFile(subject: string, name: string, content: Buffer<ArrayBuffer>): Promise<string> {
  const { url, token } = desk.desk();
  const body = new FormData();
  body.append('subject', subject);
  body.append('message', 'See the file.');
  body.append('file', new Blob([content]), name);
  const headers = { authorization: `Bearer ${await token({ email: 'customer@example.com', credits_purchased: 100 })}` };
  const response = await fetch(`${url}/api/support/contact`, { method: 'POST', headers, body });
  const { ticket_id: id } = (await response.json()) as { ticket_id: string };
  await desk.desk().settled();
  return id;
}

const write = (id: string, body: string, attachments: string[], kind = 'reply') =>
  desk.api(`/support-tickets/${id}/replies`, { method: 'POST', body: JSON.stringify({ body, kind, attachments }) });

/** The files of each message that is stored. */
async function stored(id: string): Promise<string[][]> {
  const { thread } = (await desk.api(`/support-tickets/${id}`)) as ThreadJson;
  return thread.flatMap(({ message }) => (message ? [message.attachments.map(({ name }) => name)] : []));
}

describe('the composer', () => {
  test('takes files that are chosen, pasted and dropped, and sends them with the message', async () => {
    const [id = ''] = await desk.submit({ subject: 'Attach' });
    const page = await opened('Attach');
    await button(page, 'Attach files').waitFor();
    await choose(page, text('a.txt'), text('C:\\b.txt', 'x'));
    await become(page, 'a.txt 6 bytes', 'b.txt 1 byte');
    expect(await field(page).evaluate((element) => element === document.activeElement)).toBe(true);

    const picture = { name: 'image.png', type: 'image/png', base64: PIXEL };
    expect(await giveFiles(page, 'paste', 'textarea', [picture])).toBe(true);
    // Cells of a table, which come with a picture of themselves.
    expect(await giveFiles(page, 'paste', 'textarea', [picture], 'A1\tB1')).toBe(false);
    await become(page, 'a.txt 6 bytes', 'b.txt 1 byte', `image.png ${pixel.length} bytes`);

    const dropped = [{ name: 'c.log', type: '', text: 'c' }];
    await giveFiles(page, 'dragenter', '.thread', dropped);
    await page.getByText('Drop files to attach them').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await giveFiles(page, 'dragleave', '.thread', dropped);
    await page.getByText('Drop files to attach them').waitFor({ state: 'detached' });
    await giveFiles(page, 'dragenter', '.thread', dropped);
    expect(await giveFiles(page, 'drop', '.thread', dropped)).toBe(true);
    // A browser would open it.
    expect(await giveFiles(page, 'drop', '.list', dropped)).toBe(true);
    await button(page, 'Remove b.txt').click();
    await become(page, 'a.txt 6 bytes', `image.png ${pixel.length} bytes`, 'c.log 1 byte');

    await page.keyboard.press('Control+Enter');
    await page.getByText('Write something first.').waitFor();
    await field(page).fill('Here you are.');
    await page.keyboard.press('Control+Enter');
    await become(page);
    const said = page
      .getByRole('region', { name: 'Conversation' })
      .getByRole('listitem')
      .filter({ hasText: 'Here you' });
    await said.getByText('c.log', { exact: true }).waitFor();
    await page.keyboard.press('z');
    await become(page, 'a.txt 6 bytes', `image.png ${pixel.length} bytes`, 'c.log 1 byte');
    expect(await field(page).inputValue()).toBe('Here you are.');
    await page.keyboard.press('Control+Enter');
    // The page ends before the message can no longer be undone.
    await page.reload();
    await expect.poll(() => stored(id)).toEqual([['a.txt', 'image.png', 'c.log']]);
    await said.getByRole('button', { name: 'View image.png' }).waitFor();
    expect(await states(page)).toEqual([]);
  });

  test('shows progress, cancels, retries, and sends nothing without its files', async () => {
    const [id = ''] = await desk.submit({ subject: 'Progress' });
    const page = await opened('Progress');
    let network: 'slow' | 'offline' | 'online' = 'slow';
    const held: Route[] = [];
    await onUpload(page, async (route) => {
      if (network === 'slow') held.push(route);
      else await (network === 'offline' ? route.abort() : route.continue());
    });
    await choose(page, text('slow.txt', 'slow'));
    await expect.poll(() => held.length).toBe(1);
    network = 'offline';
    await choose(page, text('lost.txt', 'lost'), text('empty.txt', ''));
    await become(page, 'slow.txt 4 bytes …', 'lost.txt Connection lost', 'empty.txt Empty file');
    expect(await page.getByRole('progressbar', { name: 'Uploading slow.txt' }).count()).toBe(1);
    const asks = () =>
      page.evaluate(() => {
        const leaving = new Event('beforeunload', { cancelable: true });
        dispatchEvent(leaving);
        return leaving.defaultPrevented;
      });
    expect(await asks()).toBe(true);
    expect(await axeViolations(page)).toEqual([]);

    await field(page).fill('With files.');
    await page.keyboard.press('Control+Enter');
    const alert = form(page).getByRole('alert');
    const refused = (reason: string) => expect.poll(() => alert.textContent()).toBe(reason);
    await refused('lost.txt and empty.txt weren’t uploaded. Retry or remove them, then send again.');
    await choose(page, ...['1', '2', '3'].map((name) => text(name, '')));
    await page.keyboard.press('Control+Enter');
    await refused('5 files weren’t uploaded. Retry or remove them, then send again.');
    for (const name of ['empty.txt', '1', '2', '3']) await button(page, `Remove ${name}`).click();
    network = 'online';
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await become(page, 'slow.txt 4 bytes …', 'lost.txt 4 bytes');
    await button(page, 'Send').click();
    await refused('slow.txt is still uploading. Send again in a moment.');
    await held[0]?.abort();
    await button(page, 'Retry slow.txt').click();
    await become(page, 'slow.txt 4 bytes', 'lost.txt 4 bytes');
    await choose(page, text('third.txt', ''), text('fourth.txt', ''));
    await button(page, 'Remove failed files').click();
    network = 'slow';
    await choose(page, text('third.txt', 'third'));
    await button(page, 'Cancel third.txt').click();
    await become(page, 'slow.txt 4 bytes', 'lost.txt 4 bytes');
    expect(await alert.count()).toBe(0);
    expect(await asks()).toBe(false);
    await page.keyboard.press('Control+Enter');
    await page.clock.fastForward(UNDO_MS);
    await expect.poll(() => stored(id)).toEqual([['slow.txt', 'lost.txt']]);
  });

  test('keeps files with a draft, and names those that have expired', async () => {
    const [id = ''] = await desk.submit({ subject: 'Draft' });
    const page = await opened('Draft');
    await choose(page, text('a.txt'), text('b.txt'), text('c.txt'));
    await become(page, 'a.txt 6 bytes', 'b.txt 6 bytes', 'c.txt 6 bytes');
    await field(page).fill('Tomorrow.');
    await page.evaluate(() => {
      for (const [name, entry] of Object.entries(localStorage)) {
        if (!name.startsWith('support-desk-file ')) continue;
        const file = JSON.parse(entry);
        if (file.name === 'a.txt') file.expiresAt = Date.now() - 1;
        // The desk knows of no such upload.
        const id = file.name === 'b.txt' ? crypto.randomUUID() : file.id;
        localStorage.removeItem(name);
        localStorage.setItem(name.replace(file.id, id), JSON.stringify({ ...file, id }));
      }
    });
    await page.reload();
    await become(page, 'a.txt Expired. Attach it again.', 'b.txt 6 bytes', 'c.txt 6 bytes');
    expect(await row(page, 'Draft').getByText('Draft', { exact: true }).count()).toBeGreaterThan(0);
    await field(page).focus();
    await page.keyboard.press('Control+Enter');
    await form(page).getByText('a.txt has expired. Attach it again or remove it, then send again.').waitFor();
    await choose(page, text('a.txt'));
    await become(page, 'b.txt 6 bytes', 'c.txt 6 bytes', 'a.txt 6 bytes');
    await page.keyboard.press('Control+Enter');
    await page.clock.fastForward(UNDO_MS);
    await form(page).getByText('Not sent: b.txt is no longer available. Attach it again.').waitFor();
    await become(page, 'b.txt Expired. Attach it again.', 'c.txt 6 bytes', 'a.txt 6 bytes');
    expect(await field(page).inputValue()).toBe('Tomorrow.');
    await button(page, 'Remove b.txt').click();
    await page.keyboard.press('Control+Enter');
    await page.clock.fastForward(UNDO_MS);
    await expect.poll(() => stored(id)).toEqual([['c.txt', 'a.txt']]);
  });
});

describe('the files of a conversation', () => {
  test('are seen in small, looked at with keys, and downloaded', async () => {
    const id = await submitWithFile('Look', 'zero.png', pixel);
    const images = ['one', 'two', 'three'].map((name) => upload(`${name}.png`, 'image/png', pixel));
    await write(id, 'Two pictures.', await Promise.all(images.slice(0, 2)));
    await write(
      id,
      'An internal one.',
      [(await images[2]) ?? '', await upload('log.csv', 'text/csv', Buffer.from('a,b\n'))],
      'note',
    );
    await desk.desk().settled();
    const asked: string[] = [];
    const page = await opened('Look', { colorScheme: 'dark' }, async (page) => {
      page.on('request', (request) => asked.push(request.url()));
    });
    const links = () => asked.filter((url) => /\/api\/.*\/files\//.test(url));
    const thumbnail = (name: string) => button(page, `View ${name}.png`);
    const isShown = () =>
      page
        .locator('.thumbnail img')
        .evaluateAll((all) => all.filter((one) => (one as HTMLImageElement).naturalWidth > 0).length);
    await expect.poll(isShown).toBe(4);
    expect([links().length, new Set(links()).size]).toEqual([4, 4]);

    await thumbnail('two').click();
    const viewer = (name: string) => page.getByRole('dialog', { name: `View ${name}.png` });
    await viewer('two').getByText('3 of 4').waitFor();
    const picture = viewer('two').getByRole('img', { name: 'two.png' });
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('ArrowRight');
    await viewer('three').waitFor();
    await button(page, 'Next image').click();
    await viewer('zero').waitFor();
    await page.keyboard.press('ArrowLeft');
    await viewer('three').waitFor();
    await button(page, 'Actual size').click();
    // The arrow keys scroll the image now.
    await page.keyboard.press('ArrowLeft');
    expect(await viewer('three').count()).toBe(1);
    expect((await saved(page, () => button(page, 'Download').click())).name).toBe('three.png');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await thumbnail('two').evaluate((element) => element === document.activeElement)).toBe(true);
    expect(links().length).toBe(4);

    await field(page).fill('Waits.');
    await page.keyboard.press('Control+Enter');
    const log = button(page, 'Download log.csv 4 bytes');
    expect(await saved(page, () => log.click())).toEqual({ name: 'log.csv', text: 'a,b\n' });
    // The page wasn't left.
    await page.getByText('Sending in a few seconds…').waitFor();
    await page.route('**/files/*', (route) => route.fulfill(problem(404, 'There is no file with this id.')));
    await page.clock.fastForward(240_000);
    await log.click();
    await page.getByRole('status', { name: 'Notifications' }).getByText('There is no file with this id.').waitFor();
  });

  test('fit a phone, and say so if they can’t be loaded', async () => {
    const [id = ''] = await desk.submit({ subject: 'Phone' });
    const name = `${'A very long name '.repeat(8)}.png`;
    await write(id, 'Look.', [
      await upload(name, 'image/png', pixel),
      await upload(`${name}.pdf`, 'application/pdf', pixel),
    ]);
    await desk.desk().settled();
    let isLost = true;
    const page = await opened('Phone', { ...phone, viewport: { width: 320, height: 640 } }, async (page) => {
      await page.route('**/files/*', (route) => (isLost ? route.abort() : route.continue()));
    });
    await button(page, `View ${name}`).click();
    const viewer = page.getByRole('dialog');
    await viewer.getByText('Couldn’t load this image.').waitFor();
    isLost = false;
    await viewer.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => viewer.getByRole('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await viewer.getByRole('button', { name: 'Close' }).click();
    const width = await page.locator('.thread').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(width).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
  });
});
