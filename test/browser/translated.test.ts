import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { dashboardPages, POLL_MS, pollUntil, reading, row } from './dashboard-pages.ts';
import { translator } from './translator.ts';

const desk = dashboardPages();

const inTranslation = async (page: Page) => {
  await page.clock.install();
  await page.addInitScript(translator);
};

/** Returns the texts in some parts of a page, without the translation's marks and relative times. */
const read = async (page: Page, ...parts: string[]) => {
  const texts = await page.locator(parts.join(', ')).allInnerTexts();
  return texts.map((text) =>
    text
      .replaceAll(/[«»]/g, '')
      .replaceAll(/\s+/g, ' ')
      .replace(/ (now|\d+m)$/, '')
      .trim(),
  );
};

async function customerWrites(id: string, body: string): Promise<void> {
  const { token, url } = desk.desk();
  const authorization = `Bearer ${await token({ email: 'customer@example.com', credits_purchased: 100 })}`;
  await fetch(`${url}/api/support/tickets/${id}/replies`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ body }),
  });
  await desk.desk().settled();
}

test('a translated dashboard shows the same after an agent’s day as a freshly loaded one; only what people wrote is translated', async () => {
  const [first = '', second = ''] = await desk.submit(
    { subject: 'First', message: 'See https://example.com and write.' },
    { subject: 'Second', message: 'One\n\nTwo' },
    { subject: 'Third' },
  );
  const page = await desk.signedIn('', {}, inTranslation);
  await row(page, 'First').click();
  await reading(page, '«First»').waitFor();
  await customerWrites(second, 'More words.');
  await pollUntil(page, row(page, 'Second').getByText('«More words.»'));
  await desk.setStatus(first, 'in_progress');
  await customerWrites(first, `Again, about #${second.slice(0, 8)}.`);
  await pollUntil(page, page.locator('.said').getByText('«Again, about »'));
  await page.keyboard.press('k');
  await reading(page, '«Second»').waitFor();
  await page.keyboard.press('e');
  await page.getByText('Closed', { exact: true }).first().waitFor();
  await page.clock.fastForward(POLL_MS);
  await expect.poll(async () => (await desk.tickets('closed')).map(({ id }) => id)).toContain(second);
  await page.keyboard.press('/');
  await page.keyboard.type('nothing has this');
  await page.getByText('No matches').waitFor();
  await page.getByRole('button', { name: 'Clear search' }).click();
  await page.goto(desk.address(`?status=all&ticket=${first}`), { waitUntil: 'commit' });
  await reading(page, '«First»').waitFor();
  await page.getByRole('link', { name: 'Open' }).click();
  await row(page, 'First').click();
  await reading(page, '«First»').waitFor();
  await desk.desk().settled();
  // The list keeps its rows while the pointer is in it.
  await page.locator('.toolbar').hover();

  const parts = ['nav', '.list h2', '.row .row-line', '.toolbar', '.ticket h2', '.message', '.said', '.event > span'];
  const fresh = await desk.signedIn(new URL(page.url()).search);
  await reading(fresh, 'First').waitFor();
  await fresh.locator('.said').waitFor();
  const shown = await read(fresh, ...parts);
  await expect
    .poll(async () => {
      await page.clock.fastForward(POLL_MS);
      return read(page, ...parts);
    })
    .toEqual(shown);
  const texts = (await page.locator('font font').allTextContents()).map((text) => text.slice(1, -1));
  const number = `#${second.slice(0, 8)}`;
  expect(new Set(texts)).toEqual(
    new Set([
      'First',
      'See ',
      'https://example.com',
      ' and write.',
      'Again, about ',
      '.',
      'Third',
      'Hello.',
      `Again, about ${number}.`,
    ]),
  );
});

test('the elements in a translated page show and announce nothing outdated, and nothing twice', async () => {
  const page = await desk.visit('about:blank');
  await inTranslation(page);
  const token = await desk.desk().token({ sub: 'translated', email: 'customer@example.com', credits_purchased: 100 });
  let isLost = true;
  await page.route('**/api/support/contact', (route) => (isLost ? route.abort() : route.continue()));
  await page.goto(`${desk.desk().url}/static/support.html#token=${token}`);
  const [form, tickets] = [page.locator('support-form'), page.locator('support-tickets')];
  await page.getByLabel('Subject').waitFor();
  await page.getByLabel('Subject').fill('Translated');
  await page.getByLabel('Message').fill('Hello.');
  expect(await read(page, '#message-count')).toEqual(['6 / 10,000']);
  await page.getByRole('button', { name: 'Send message' }).click();
  await form.getByText('«Can’t connect to support»').waitFor();
  await page.clock.runFor(1500);
  const told = (await page.evaluate('translated')) as string[];
  expect(told.filter((text) => text.startsWith('Can’t connect'))).toEqual([
    'Can’t connect to support',
    expect.stringMatching(/^Can’t connect to support\. Your message/),
  ]);
  isLost = false;
  await form.getByRole('button', { name: 'Try now' }).click();
  await form.getByRole('heading', { name: 'We’ve received your message' }).waitFor();
  await tickets.getByRole('button', { name: 'Waiting for our reply' }).click();
  await tickets.getByLabel('Your reply').fill('More.');
  await tickets.getByRole('button', { name: 'Send reply' }).click();
  await expect.poll(() => read(page, 'support-tickets .said')).toEqual(['Hello.', 'More.']);
  const [{ id = '' } = {}] = (await desk.tickets('open')).filter(({ subject }) => subject === 'Translated');
  await desk.api(`/support-tickets/${id}/close`, { method: 'POST' });
  await page.clock.fastForward(15_000);
  await tickets.getByText('«Closed»').waitFor();
  expect(await read(page, 'support-tickets .facts .state')).toEqual(['Closed']);
  await tickets.getByText('Your reply will reopen it.').waitFor();
});
