import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { DevFolder } from '#bin/dev-folder.ts';
import { launchBrowser, openPage } from '#test/browser/browser.ts';
import { pollUntil, reading, row } from '#test/browser/dashboard-pages.ts';
import { localDocumentClient, tables } from '#test/local/desk.ts';
import { deskWithSes, newCustomer, recipientsOf } from './desk-with-ses.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const DANA = 'dana@quicktools.example';
const throttled = { name: 'TooManyRequestsException', status: 429 };

const folder = new DevFolder(await mkdtemp(join(tmpdir(), 'support-desk-not-delivered-')));
const lines: string[] = [];
const { desk, ses, submit, reply, resend, ticket, mailsAbout, asCustomer } = deskWithSes(() => ({
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
beforeEach(() => {
  lines.length = 0;
  ses().decideBy(() => 'passes');
});

const setAside = () => readdir(folder.failedPath).catch((): string[] => []);
const counted = () => lines.filter((line) => line.includes('"MailsNotSent":1')).length;
const runDue = (milliseconds: number) => desk().runDue(new Date(Date.now() + milliseconds));
const dueOf = async (id: string) => {
  const all = await Array.fromAsync(dynamoDueStore(tables.views, localDocumentClient(desk().dynamoDb)).before());
  return all.flat().filter(({ subject }) => subject === id);
};
const confirmationOf = async (id: string) => (await ticket(id)).confirmation;

describe('a mail that SES refuses', () => {
  it('is not delivered: counted, shown with the reason, and sent when an agent resends it', async () => {
    ses().decideBy(() => ({ name: 'MessageRejected' }));
    const id = await submit(newCustomer());
    const { id: message } = await reply(id, 'Try again, please.');
    await desk().settled();
    expect(counted()).toBe(3);
    expect(await setAside()).toEqual([]);
    expect(await confirmationOf(id)).toMatchObject({ state: 'failed', detail: 'MessageRejected' });
    await runDue(DAY);
    expect(await dueOf(id)).toEqual([]);
    expect(counted()).toBe(3);

    ses().decideBy(() => 'passes');
    await desk().consumers.replay();
    await desk().settled();
    expect(await mailsAbout(id)).toEqual([]);
    await resend(id, message);
    await desk().settled();
    expect(await mailsAbout(id)).toHaveLength(1);
    expect((await ticket(id)).thread[0].message.delivery.state).toBe('sent');
  });

  it('says so in the conversation, and that it was mailed once it was resent', async () => {
    ses().decideBy(() => ({ name: 'MessageRejected' }));
    const customer = newCustomer();
    await asCustomer(customer, 'contact', { subject: 'Refused', message: 'Hello.' });
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
    // Of the confirmation, and of the reply.
    await pollUntil(page, thread.getByText('Not delivered: MessageRejected').nth(1));
    ses().decideBy(() => 'passes');
    const resent = page.waitForResponse('**/resend');
    await thread.getByRole('button', { name: 'Resend' }).last().click();
    await resent;
    await desk().settled();
    await pollUntil(page, thread.getByText('Mailed'));
    expect([...complaints]).toEqual([]);
    await close();
  });
});

describe('a mail that SES does not take now', () => {
  it('stays owed, alarms nobody, and is sent by the sweeper once SES takes it, in order', async () => {
    ses().decideBy(() => throttled);
    const customer = newCustomer();
    const id = await submit(customer);
    const { version } = await reply(id, 'Try again, please.');
    await desk().settled();
    expect(await confirmationOf(id)).toMatchObject({ state: 'queued' });
    expect(await dueOf(id)).toMatchObject([{ version: 1 }, { version }]);

    await runDue(6 * MINUTE);
    expect(await dueOf(id)).toMatchObject([{ version: 1 }]);
    expect(counted()).toBe(0);
    expect(await setAside()).toEqual([]);

    ses().decideBy(() => 'passes');
    await runDue(10 * MINUTE);
    expect(await mailsAbout(id)).toEqual([]);
    await Promise.all([runDue(16 * MINUTE), runDue(16 * MINUTE), runDue(20 * MINUTE)]);
    await runDue(2 * 60 * MINUTE);
    const mails = await mailsAbout(id);
    expect(recipientsOf(mails)).toEqual([customer.email, customer.email, DANA].sort());
    const toCustomer = mails.filter(({ destination }) => destination.to.includes(customer.email));
    expect(toCustomer.map(({ body }) => body.text?.includes('Try again, please.'))).toEqual([false, true]);
    expect((await ticket(id)).thread[0].message.delivery.state).toBe('sent');
    expect(await dueOf(id)).toEqual([]);
  });

  it('is not delivered after a day: counted once, shown with the reason, and sent when an agent resends it', async () => {
    ses().decideBy(() => throttled);
    const id = await submit(newCustomer());
    await desk().settled();
    await runDue(DAY - MINUTE);
    expect(await confirmationOf(id)).toMatchObject({ state: 'queued' });
    expect(counted()).toBe(0);
    for (const late of [DAY, DAY, 3 * DAY]) await runDue(late + MINUTE);
    expect(await confirmationOf(id)).toMatchObject({
      state: 'failed',
      detail: 'The email couldn’t be sent for a day.',
    });
    expect(counted()).toBe(2);
    expect(await dueOf(id)).toEqual([]);

    ses().decideBy(() => 'passes');
    await resend(id);
    await desk().settled();
    expect(await confirmationOf(id)).toMatchObject({ state: 'sent' });
    expect(await mailsAbout(id)).toHaveLength(1);
  });

  it('is sent by the next mail about its ticket, before it', async () => {
    ses().decideBy(() => throttled);
    const customer = newCustomer();
    const id = await submit(customer);
    await desk().settled();
    ses().decideBy(() => 'passes');
    await reply(id, 'Try again, please.');
    await desk().settled();
    expect(await mailsAbout(id)).toHaveLength(3);
    expect(await confirmationOf(id)).toMatchObject({ state: 'sent' });
  });

  it('is called not sent yet in the conversation', async () => {
    const id = await submit(newCustomer());
    await desk().settled();
    ses().decideBy(() => throttled);
    await reply(id, 'Try again, please.');
    await desk().settled();
    const { page, complaints, close } = await openPage(browser);
    await page.goto(`${desk().url}/static/admin-support.html?ticket=${id}`);
    await page.getByLabel('Agent key').fill(desk().adminKey);
    await page.keyboard.press('Enter');
    await page.getByText('Email not sent yet. The desk keeps trying for a day.').waitFor();
    expect([...complaints]).toEqual([]);
    await close();
  });
});
