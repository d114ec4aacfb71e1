import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runDeskCommand } from '#bin/desk-commands.ts';
import { DevFolder } from '#bin/dev-folder.ts';
import { launchBrowser, openPage } from '#test/browser/browser.ts';
import { pollUntil, reading, row } from '#test/browser/dashboard-pages.ts';
import { deskWithSes, newCustomer } from './desk-with-ses.ts';

const folder = new DevFolder(await mkdtemp(join(tmpdir(), 'support-desk-not-delivered-')));
const lines: string[] = [];
const { desk, ses, asCustomer } = deskWithSes(() => ({
  failedPath: folder.failedPath,
  onLog: (line) => lines.push(line),
}));
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await rm(folder.path, { recursive: true });
});

/** The types of the events that were put aside. */
async function putAside(): Promise<string[]> {
  const files = (await readdir(folder.failedPath, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  const records = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
  return records.map((text) => {
    const { requestPayload, requestContext } = JSON.parse(text);
    expect(requestContext).toMatchObject({ approximateInvokeCount: 3, functionArn: expect.stringContaining('notify') });
    return requestPayload['detail-type'];
  });
}

it('a mail that SES does not take is tried three times, put aside, counted and shown; replayed, it is sent, and shown too', async () => {
  ses().decideBy(() => ({ name: 'MessageRejected' }));
  const customer = newCustomer();
  for (const subject of ['Another', 'Refused']) await asCustomer(customer, 'contact', { subject, message: 'Hello.' });
  const { page, complaints, close } = await openPage(browser);
  await page.clock.install();
  await page.goto(`${desk().url}/static/admin-support.html?status=all`);
  await page.getByLabel('Agent key').fill(desk().adminKey);
  await page.keyboard.press('Enter');
  await row(page, 'Refused').click();
  await reading(page, 'Refused').waitFor();
  await page.getByLabel('Reply to the customer').fill('Try again, please.');
  await page.keyboard.press('Control+Enter');
  await page.clock.fastForward(10_000);
  await page.getByText('Sending…').waitFor({ state: 'detached' });
  await desk().settled();

  const thread = page.getByRole('region', { name: 'Conversation' });
  await pollUntil(page, thread.getByText('Not delivered').last());
  await thread.getByText('MessageRejected').last().waitFor();
  expect((await putAside()).sort()).toEqual(['message.added', 'ticket.created', 'ticket.created']);
  expect(lines.some((line) => line.includes('"MailsNotSent":1'))).toBe(true);
  expect(await desk().mail?.sent()).toEqual([]);

  ses().decideBy(() => 'passes');
  const { url, dynamoDb, lambda } = desk();
  await folder.setRunning({ pid: process.pid, url, dynamoDb, lambda });
  await runDeskCommand(['replay'], folder, () => {});
  expect(await putAside()).toEqual([]);
  expect(await desk().mail?.sent()).toHaveLength(5);
  await row(page, 'Another').click();
  await row(page, 'Refused').click();
  await thread.getByText('Mailed').waitFor();
  expect(await thread.getByText('Not delivered').count()).toBe(0);
  expect([...complaints]).toEqual([]);
  await close();
}, 60_000);
