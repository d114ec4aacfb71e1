import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPage } from '../browser/browser.ts';
import { type Desk, startDesk } from '../local/desk.ts';

let desk: Desk;
let browser: Browser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([startDesk({ mailPort: 0 }), launchBrowser()]);
});
afterAll(() => Promise.all([browser?.close(), desk?.close()]));

const maria = { sub: 'maria', email: 'maria@example.com', name: 'Maria' };

/** The subjects of the mails that an address got, oldest first. */
async function inbox(address: string) {
  await desk.settled();
  return ((await desk.mail?.sent()) ?? []).filter(({ destination }) => destination.to.includes(address));
}

test('the whole circle: a ticket, its confirmation, an answer by mail, a reply on the website, and the last word', async () => {
  const website = await openPage(browser);
  await website.page.goto(`${desk.url}/static/support.html#token=${await desk.token(maria)}`);
  await website.page.getByLabel('Subject').fill('It hangs');
  await website.page.getByLabel('Message').fill('At page 12.');
  await website.page.getByRole('button', { name: 'Send message' }).click();
  await website.page.getByText('We have your message').waitFor();
  const [confirmation] = await inbox(maria.email);
  const number = /#[0-9a-f]{8}/.exec(confirmation?.subject ?? '')?.[0] ?? '';
  expect(confirmation?.subject).toBe(`It hangs [${number}]`);
  expect((await inbox('dana@quicktools.example')).map(({ subject }) => subject)).toEqual([
    `New ticket ${number}: It hangs`,
  ]);

  const office = await openPage(browser);
  await office.page.clock.install();
  await office.page.goto(`${desk.url}/static/admin-support.html`);
  await office.page.getByLabel('Agent’s key').fill(desk.adminKey);
  await office.page.keyboard.press('Enter');
  await office.page.getByRole('listitem').getByRole('link', { name: 'It hangs' }).click();
  await office.page.getByLabel('A reply to the customer').fill('Try again, please.');
  await office.page.keyboard.press('Control+Enter');
  await office.page.clock.fastForward(10_000);
  await office.page.getByText('Try again, please.').first().waitFor();
  await expect.poll(async () => (await inbox(maria.email)).length).toBe(2);
  const reply = (await inbox(maria.email)).at(-1);
  expect(reply?.subject).toBe(`Re: It hangs [${number}]`);

  const link = /http\S+\?ticket=\S+/.exec(reply?.body.text ?? '')?.[0] ?? '';
  await website.page.goto(`${link}#token=${await desk.token(maria)}`);
  await website.page.getByText('Try again, please.').waitFor();
  await website.page.getByLabel('Your reply').fill('It works now!');
  await website.page.getByRole('button', { name: 'Send reply' }).click();
  await website.page.getByText('It works now!').last().waitFor();
  expect((await inbox('dana@quicktools.example')).at(-1)?.body.text).toContain('> It works now!');

  await expect
    .poll(
      async () => {
        await office.page.clock.fastForward(36_000);
        return office.page.getByText('It works now!').count();
      },
      { timeout: 20_000 },
    )
    .toBe(1);
  await office.page.getByLabel('A reply to the customer').fill('Good to hear.');
  await office.page.keyboard.press('Control+Shift+Enter');
  await office.page.clock.fastForward(10_000);
  await expect.poll(async () => (await inbox(maria.email)).length).toBe(3);
  await website.page.reload();
  await website.page.goto(`${link}#token=${await desk.token(maria)}`);
  await website.page.getByText('Good to hear.').waitFor();
  await website.page.getByText('Closed', { exact: true }).waitFor();
  expect([...website.complaints, ...office.complaints]).toEqual([]);
  await Promise.all([website.close(), office.close()]);
}, 60_000);
