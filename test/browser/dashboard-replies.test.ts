import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { dashboardPages, look, pollUntil, reading, row, subjects } from './dashboard-pages.ts';

const desk = dashboardPages();

async function customerWrites(id: string, body: string): Promise<void> {
  const { token, url } = desk.desk();
  const authorization = `Bearer ${await token({ email: 'customer@example.com', credits_purchased: 100 })}`;
  const response = await fetch(`${url}/api/support/tickets/${id}/replies`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ body }),
  });
  expect(response.status).toBe(200);
  await desk.desk().settled();
}

const ticking = (page: Page) => page.clock.install();
const news = (page: Page) => page.getByRole('status', { name: 'New tickets and replies' });
const weight = (page: Page, subject: string) =>
  row(page, subject)
    .locator('.subject')
    .evaluate((it) => getComputedStyle(it).fontWeight);
const preview = (page: Page, subject: string) => row(page, subject).locator('.preview').textContent();

test('a customer’s reply is said, marked in row and title, and stands in the row, which keeps its place', async () => {
  const [older = ''] = await desk.submit({ subject: 'Older' }, { subject: 'Newer' });
  const page = await desk.signedIn('', {}, ticking);
  await row(page, 'Older').click();
  await reading(page, 'Older').waitFor();
  await row(page, 'Newer').click();
  const weights = async () => [await weight(page, 'Older'), await weight(page, 'Newer')];
  await expect.poll(weights).toEqual(['400', '400']);
  expect(await preview(page, 'Older')).toBe('Hello.');

  await look(page, 'elsewhere');
  await customerWrites(older, 'It still hangs.');
  await pollUntil(page, row(page, 'Older').getByText('It still hangs.'));
  await expect.poll(() => news(page).textContent()).toBe('New reply from customer@example.com: Older');
  await expect.poll(() => page.title()).toBe('• (2) Support desk');
  expect(await subjects(page)).toEqual(['Newer', 'Older']);
  expect(await weights()).toEqual(['600', '400']);
  await look(page, 'visible');
  await row(page, 'Older').click();
  await expect.poll(() => weight(page, 'Older')).toBe('400');
});

test('a row tells one’s own words from a colleague’s', async () => {
  const [mine = '', theirs = ''] = await desk.submit({ subject: 'Mine' }, { subject: 'Theirs' });
  const reply = (body: string) => ({ method: 'POST', body: JSON.stringify({ body, kind: 'reply' }) });
  await desk.api(`/support-tickets/${mine}/replies`, reply('Try again.'));
  await desk.asAnother(`/support-tickets/${theirs}/replies`, reply('Which browser?'));
  await desk.desk().settled();
  const page = await desk.signedIn('?status=in_progress');
  await row(page, 'Mine').waitFor();
  expect([await preview(page, 'Mine'), await preview(page, 'Theirs')]).toEqual([
    'You: Try again.',
    'Another agent: Which browser?',
  ]);
});

test('each reply to one ticket is notified by itself, once, while nobody looks', async () => {
  const [id = ''] = await desk.submit({ subject: 'Talkative' });
  const page = await desk.signedIn('', {}, async (blank) => {
    await ticking(blank);
    await blank.addInitScript(() => {
      localStorage.setItem('support-desk-notifications', 'desktop');
      const shown: string[] = [];
      class FakeNotification {
        static permission = 'granted';
        constructor(title: string) {
          shown.push(title);
        }
      }
      Object.assign(globalThis, { shown, Notification: FakeNotification });
    });
  });
  const shown = () => page.evaluate(() => (globalThis as unknown as { shown: string[] }).shown);
  await row(page, 'Talkative').waitFor();
  await look(page, 'hidden');
  for (const words of ['One more thing.', 'And another.']) {
    await customerWrites(id, words);
    await pollUntil(page, row(page, 'Talkative').getByText(words));
  }
  await expect.poll(shown).toEqual(Array(2).fill('New reply from customer@example.com'));
  await page.reload();
  await row(page, 'Talkative').waitFor();
  expect(await shown()).toEqual([]);
});
