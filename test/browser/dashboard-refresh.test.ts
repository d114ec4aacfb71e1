import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  dashboardPages,
  focused,
  look,
  POLL_MS,
  phone,
  pollUntil,
  problem,
  reading,
  row,
  subjects,
} from './dashboard-pages.ts';

const desk = dashboardPages();
const ticking = (page: Page) => page.clock.install();
const many = Array.from({ length: 30 }, (_, index) => ({ subject: `Ticket ${index}` }));

const field = (page: Page) => page.getByRole('form', { name: 'Write' }).getByRole('textbox');
const list = (page: Page) => page.locator('.list .scroller');
const scrollTop = (page: Page) => list(page).evaluate(({ scrollTop }) => scrollTop);

// First, for a desk that was never changed says so at once; any other only when its index cannot lag any more.
test('an unchanged poll is answered with 304, as often as nothing changes; a change is shown', async () => {
  const page = await desk.signedIn('', {}, ticking);
  const empty = page.getByText(/^No (open )?tickets/).first();
  await empty.waitFor();
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/admin/')) statuses.push(response.status());
  });
  await expect
    .poll(
      async () => {
        const before = statuses.length;
        await page.clock.fastForward(POLL_MS);
        await expect.poll(() => statuses.length).toBe(before + 2);
        return statuses.slice(-4);
      },
      { timeout: 25_000 },
    )
    .toEqual([304, 304, 304, 304]);
  await empty.waitFor();
  await expect.poll(() => page.title()).toBe('(0) Support desk');

  await desk.submit({ subject: 'Just come' });
  await pollUntil(page, row(page, 'Just come'));
  await expect.poll(() => page.title()).toBe('(1) Support desk');
});

describe('every 30 seconds', () => {
  test('what is new appears at the top, and ages grow', async () => {
    await desk.submit({ subject: 'There before' });
    const page = await desk.signedIn('', {}, ticking);
    await row(page, 'There before').waitFor();
    await desk.submit({ subject: 'Just come' });
    await pollUntil(page, row(page, 'Just come'));
    expect(await subjects(page)).toEqual(['Just come', 'There before']);
    await expect.poll(() => page.title()).toBe('(2) Support desk');
    await page.clock.fastForward(120_000);
    await expect.poll(() => row(page, 'There before').locator('time').textContent()).toMatch(/^[23]m$/);
  });

  test('focus, scroll and selection stay; what is new waits behind a pill', async () => {
    await desk.submit(...many);
    const page = await desk.signedIn('', {}, ticking);
    await row(page, 'Ticket 20').click();
    await row(page, 'Ticket 10').scrollIntoViewIfNeeded();
    await expect.poll(() => scrollTop(page)).toBeGreaterThan(100);
    const place = await scrollTop(page);
    await desk.submit({ subject: 'New one' }, { subject: 'New two' });
    const pill = page.getByRole('button', { name: '2 new' });
    await pollUntil(page, pill);
    expect(await subjects(page)).toHaveLength(30);
    expect(await scrollTop(page)).toBe(place);
    expect(await focused(page)).toBe('Ticket 20');
    await reading(page, 'Ticket 20').waitFor();

    await pill.click();
    await expect.poll(async () => (await subjects(page)).slice(0, 2)).toEqual(['New two', 'New one']);
    await expect.poll(() => scrollTop(page)).toBe(0);
    expect(await pill.count()).toBe(0);
  });

  test('a half-written search stays, with its cursor', async () => {
    await desk.submit({ subject: 'Refund' }, { subject: 'Report' });
    const page = await desk.signedIn('', {}, ticking);
    await row(page, 'Refund').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('Re');
    await page.keyboard.press('ArrowLeft');
    await desk.submit({ subject: 'Receipt' });
    await pollUntil(page, row(page, 'Receipt'));
    await page.keyboard.type('x');
    expect(await page.getByRole('searchbox').inputValue()).toBe('Rxe');
  });

  test('what another agent closed leaves the list once nobody points at it, but not the reader', async () => {
    const [id = ''] = await desk.submit({ subject: 'Taken over' }, { subject: 'Left' });
    const page = await desk.signedIn('', {}, ticking);
    await row(page, 'Taken over').click();
    await desk.setStatus(id, 'closed');
    await pollUntil(page, reading(page, 'Taken over').getByText('Closed', { exact: true }).first());
    expect(await subjects(page)).toEqual(['Left', 'Taken over']);
    await field(page).click();
    await expect.poll(() => subjects(page)).toEqual(['Left']);
    await reading(page, 'Taken over').waitFor();
  });

  test('nothing is asked while the page is hidden, and at once when it is seen again', async () => {
    await desk.submit({ subject: 'There before' });
    const asked: string[] = [];
    const page = await desk.signedIn('', {}, async (opened) => {
      await ticking(opened);
      opened.on('request', (request) => request.url().includes('/api/') && asked.push(request.url()));
    });
    await row(page, 'There before').waitFor();
    // What loads beside the page asks once, whenever it arrives.
    await expect.poll(() => asked.filter((url) => /\/(held-mail|saved-views)$/.test(url))).toHaveLength(2);
    asked.length = 0;
    await look(page, 'hidden');
    await page.clock.fastForward(90_000);
    expect(asked).toEqual([]);
    await look(page, 'visible');
    await expect.poll(() => asked.length).toBe(2);
    await look(page, 'visible');
    await look(page, 'elsewhere');
    expect(asked).toHaveLength(2);
    // One question at a time: not while the answer is under way.
    await expect
      .poll(async () => {
        await page.clock.fastForward(2_000);
        await look(page, 'visible');
        return asked.length;
      })
      .toBeGreaterThan(2);
  });
});

describe('trouble', () => {
  test('offline: a banner at once, gone when the network is back', async () => {
    await desk.submit({ subject: 'Kept in sight' });
    const page = await desk.signedIn();
    await row(page, 'Kept in sight').waitFor();
    await page.context().setOffline(true);
    await page.getByRole('alert').getByText('You’re offline.').waitFor();
    await row(page, 'Kept in sight').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('alert').getByText('You’re offline.').waitFor({ state: 'detached' });
  });

  test('a desk that does not answer: a banner, less and less asking, and a button to ask now', async () => {
    await desk.submit({ subject: 'Kept in sight' });
    const page = await desk.signedIn('', {}, ticking);
    await row(page, 'Kept in sight').waitFor();
    // Held mail and saved views are first asked for a while after the list, on a busy machine only now.
    let asked = 0;
    await page.route('**/api/admin/**', (route) => {
      if (!/\/(held-mail|saved-views)\b/.test(route.request().url())) asked += 1;
      return route.fulfill(problem(503, 'The database cannot be reached.'));
    });
    await page.clock.fastForward(POLL_MS);
    await page.getByRole('alert').getByText('Couldn’t refresh. The database cannot be reached.').waitFor();
    await expect.poll(() => asked).toBe(2);
    await page.clock.fastForward(POLL_MS);
    expect(asked).toBe(2);
    await page.clock.fastForward(POLL_MS);
    await expect.poll(() => asked).toBe(4);
    await page.unroute('**/api/admin/**');
    await page.getByRole('button', { name: 'Retry now' }).click();
    await page.getByRole('alert').getByText('Couldn’t refresh.').waitFor({ state: 'detached' });
  });

  test('a key that is refused: a banner, and signing in again keeps the place', async () => {
    await desk.submit({ subject: 'Under my eyes' }, { subject: 'Other' });
    const page = await desk.signedIn('', {}, ticking);
    await row(page, 'Under my eyes').click();
    await page.route('**/api/admin/**', (route) => route.fulfill(problem(401, 'This key is not known.')));
    await page.clock.fastForward(POLL_MS);
    await page.getByRole('alert').getByText('Your key is no longer valid.').waitFor();
    await reading(page, 'Under my eyes').waitFor();
    await page.unroute('**/api/admin/**');
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByRole('dialog').getByLabel('Agent key').fill(desk.desk().adminKey);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('Your key is no longer valid.').waitFor({ state: 'detached' });
    await reading(page, 'Under my eyes').waitFor();
  });

  test('a remembered key that is refused: the sign-in form, and the link is kept', async () => {
    const [id] = await desk.submit({ subject: 'Linked to' });
    const page = await desk.open(`?status=open&ticket=${id}`, phone, (blank) =>
      blank.addInitScript(() => sessionStorage.setItem('support-desk-key', 'revoked')),
    );
    await page.getByLabel('Agent key').fill(desk.desk().adminKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await reading(page, 'Linked to').waitFor();
  });
});
