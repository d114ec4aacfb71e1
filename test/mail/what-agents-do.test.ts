import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeViolations, launchBrowser, openPage } from '#test/browser/browser.ts';
import { pollUntil, reading, row } from '#test/browser/dashboard-pages.ts';
import { deskWithSes, newCustomer, recipientsOf } from './desk-with-ses.ts';
import { bounce } from './ses-events.ts';

const { desk, ses, asCustomer, submit, ticket, mailsAbout } = deskWithSes();
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const before = { sub: 'maria', email: 'maria@example.com' };
const now = { ...before, email: 'maria@new.example' };

const mailsTo = async (address: string) =>
  (await desk().mail?.sent())?.filter(({ destination }) => destination.to.includes(address));

async function signIn() {
  const visit = await openPage(browser);
  const { page } = visit;
  await page.clock.install();
  await page.goto(`${desk().url}/static/admin-support.html`);
  await page.getByLabel('Agent key').fill(desk().adminKey);
  await page.keyboard.press('Enter');
  return visit;
}

const thread = (page: Page) => page.getByRole('region', { name: 'Conversation' });

async function answer(page: Page, text: string): Promise<void> {
  // What was fast-forwarded so far would make the answer too old to be asked about.
  await page.clock.setSystemTime(Date.now());
  await page.getByLabel('Reply to the customer').fill(text);
  await page.keyboard.press('Control+Enter');
  await page.clock.fastForward(10_000);
  await page.getByText('Sending…').waitFor({ state: 'detached' });
  await desk().settled();
}

const pictures = process.env.PICTURES;
const picture = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
};

it('an agent sees what became of mail, and can do something about it', async () => {
  const id = await submit(before);
  await desk().settled();
  const { page, complaints, close } = await signIn();
  await row(page, 'Need help').click();
  await reading(page, 'Need help').waitFor();

  // In doubt, and sent again.
  ses().decideBy(() => 'is dropped after');
  await answer(page, 'Try again.');
  await pollUntil(page, thread(page).getByText('May not have been sent'));
  const again = thread(page).getByRole('button', { name: 'Resend' });
  await picture(page, 'in-doubt');
  expect(await axeViolations(page)).toEqual([]);
  expect(await mailsTo(before.email)).toHaveLength(2);
  ses().decideBy(() => 'passes');
  await again.focus();
  await page.keyboard.press('Enter');
  await thread(page).getByText('resent an email').waitFor();
  await desk().settled();
  await pollUntil(page, thread(page).getByText('Emailed'));
  expect(await again.count()).toBe(0);
  expect(await mailsTo(before.email)).toHaveLength(3);

  // Another address.
  await asCustomer(now, `tickets/${id}/replies`, { body: 'I have a new address.' });
  await desk().settled();
  await pollUntil(page, page.getByText(`The customer’s email address is now ${now.email}. Replies go there.`));
  await answer(page, 'Noted.');
  await pollUntil(page, thread(page).getByText('Emailed').nth(1));
  expect(await mailsTo(now.email)).toHaveLength(1);

  // An absence is a remark; a permanent bounce stops mail, until an agent allows it again.
  const { version } = await ticket(id);
  const bounces = (type: string, subType: string) =>
    desk().tellOfMail(bounce({ kind: 'reply', ticketId: id, version, address: now.email }, type, subType));
  await bounces('Transient', 'MailboxFull');
  await page.reload();
  await thread(page).getByText('Transient: MailboxFull').waitFor();
  expect(await thread(page).getByText('Emailed').count()).toBe(2);
  await picture(page, 'remark');
  await bounces('Permanent', 'General');
  await pollUntil(page, thread(page).getByText('Not delivered'));
  const allow = page.getByRole('button', { name: 'Resume email' });
  await picture(page, 'bounced');
  await page.setViewportSize({ width: 360, height: 720 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'bounced-narrow-dark');
  expect(await axeViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 720 });
  await answer(page, 'Not emailed.');
  expect(await mailsTo(now.email)).toHaveLength(1);
  await allow.click();
  await allow.waitFor({ state: 'detached' });
  await answer(page, 'Mailed.');
  expect(await mailsTo(now.email)).toHaveLength(2);
  expect(complaints).toEqual([]);
  await close();
}, 240_000);

it('an agent sees which admin gets no mail any more, and has them get some again', async () => {
  const address = 'dana@quicktools.example';
  // More than a low screen has room for.
  const [id = ''] = await Promise.all(Array.from({ length: 5 }, () => submit(newCustomer())));
  await desk().settled();
  await desk().tellOfMail(bounce({ kind: 'notification', ticketId: id, version: 1, address }, 'Permanent', 'General'));
  const { page, complaints, close } = await signIn();
  const notice = page.getByRole('status').getByText(`Email to ${address} bounced, so it no longer gets notified`);
  await notice.waitFor();
  const allow = page.getByRole('button', { name: 'Resume email' });
  expect(await axeViolations(page)).toEqual([]);
  for (const height of [375, 720]) {
    await page.setViewportSize({ width: 320, height });
    await allow.click({ trial: true });
    await picture(page, `admin-${height}`);
  }

  await allow.focus();
  await page.keyboard.press('Enter');
  await notice.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Open');
  const next = await submit(newCustomer());
  await desk().settled();
  expect(recipientsOf(await mailsAbout(next))).toContain(address);
  expect(complaints).toEqual([]);
  await close();
}, 240_000);
