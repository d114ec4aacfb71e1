import type { Page, Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { answered } from './answered.ts';
import { axeViolations } from './browser.ts';
import { supportPages } from './support-pages.ts';

const pages = supportPages();
const tickets = (page: Page) => page.locator('support-tickets');
const box = (page: Page) => tickets(page).getByRole('searchbox', { name: 'Search your tickets' });
/** A text that is shown, not only announced. */
const shown = (page: Page, text: string) => tickets(page).locator('[part=card]').getByText(text);
const button = (page: Page, name: string) => tickets(page).getByRole('button', { name });
const subjects = (page: Page) => tickets(page).locator('.subject:visible').allTextContents();
const marks = (page: Page) => tickets(page).locator('mark').allTextContents();
const announced = (page: Page) => tickets(page).locator('.status').textContent();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent);
const isSearch = (url: URL) => url.pathname === '/api/support/tickets' && url.searchParams.has('q');

const six = ['Invoice INV-2026/0042', 'Login fails', 'فاتورة يناير', 'Old invoices', 'Ünïcode export', 'Slow upload'];
let customers = 0;

/** A new customer with a ticket about each subject, the first of them the newest; and what submits another one. */
async function newCustomer(about: readonly string[]) {
  customers += 1;
  const name = `searcher-${Date.now()}-${customers}`;
  const claims = { sub: name, email: `${name}@example.com` };
  const { url } = pages.desk();
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await pages.desk().token(claims)}` };
  async function submit(subject: string) {
    const body = JSON.stringify({ subject, message: `It is about ${subject.length} letters.` });
    expect((await fetch(`${url}/api/support/contact`, { method: 'POST', headers, body })).status).toBe(200);
  }
  for (const subject of about.toReversed()) await submit(subject);
  return { claims, submit };
}

/** Opens the support page for a customer; for the same one of six tickets in all tests that leave them as they are. */
async function visit(options = {}, customer?: Awaited<ReturnType<typeof newCustomer>>, about: readonly string[] = six) {
  customerOfSix ??= newCustomer(six);
  const { claims } = customer ?? (await customerOfSix);
  const page = await pages.visitSupport(claims, options);
  await expect.poll(() => subjects(page)).toEqual(about);
  return page;
}
let customerOfSix: ReturnType<typeof newCustomer> | undefined;

test('six tickets can be searched: results appear while typing, with their hits, and the list returns', async () => {
  const page = await visit();
  const asked: (string | null)[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (isSearch(url)) asked.push(url.searchParams.get('q'));
  });
  await box(page).pressSequentially('invoice');
  await expect.poll(() => subjects(page)).toEqual([six[0], six[3]]);
  expect(asked.length).toBeLessThan('invoice'.length);
  expect(asked.at(-1)).toBe('invoice');
  expect(await marks(page)).toEqual(['Invoice', 'invoice']);
  await shown(page, '2 tickets found.').waitFor();
  expect(await announced(page)).toBe('2 tickets found.');
  expect(await axeViolations(page)).toEqual([]);

  // The field has the focus all the time, and a ticket is one key away.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await tickets(page)
    .getByRole('heading', { name: six[0] as string })
    .waitFor();
  await page.goBack();
  await expect.poll(() => marks(page)).toEqual(['Invoice', 'invoice']);
  expect(await box(page).inputValue()).toBe('invoice');

  await box(page).fill('a b c d e f g h i j k');
  await shown(page, 'Your search has more than 10 terms: the next one begins at 21.').waitFor();
  expect(await box(page).getAttribute('aria-invalid')).toBe('true');
  expect(await subjects(page)).toEqual(six);

  await box(page).fill('فاتور');
  await box(page).press('Enter');
  await expect.poll(() => marks(page)).toEqual(['فاتور']);
  await box(page).press('Escape');
  expect([await box(page).inputValue(), await subjects(page), await marks(page)]).toEqual(['', six, []]);
  expect(await announced(page)).toBe('');
});

test('Escape clears the search, and only then closes a dialog around it', async () => {
  const page = await visit();
  await page.evaluate(() => {
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.append(document.querySelector('support-tickets') as Element);
    dialog.showModal();
  });
  const isOpen = () => page.locator('dialog').evaluate((dialog) => (dialog as HTMLDialogElement).open);
  await box(page).fill('login');
  await expect.poll(() => marks(page)).toEqual(['Login']);
  await page.keyboard.press('Escape');
  await expect.poll(() => subjects(page)).toEqual(six);
  expect(await isOpen()).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(isOpen).toBe(false);
});

test('if nothing is found, a text says so, and a button clears the search', async () => {
  const page = await visit({ colorScheme: 'dark', viewport: { width: 320, height: 640 } });
  await box(page).fill(`“${'x'.repeat(60)}”`);
  await shown(page, 'No tickets match “').waitFor();
  expect(await announced(page)).toBe(`No tickets match ““${'x'.repeat(60)}””.`);
  const wider = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect([await axeViolations(page), await wider()]).toEqual([[], 0]);
  await button(page, 'Clear search').click();
  expect(await subjects(page)).toEqual(six);
  expect(await box(page).evaluate((field) => (field.getRootNode() as ShadowRoot).activeElement === field)).toBe(true);
  await box(page).fill('login');
  await expect.poll(() => marks(page)).toEqual(['Login']);
  expect([await axeViolations(page), await wider()]).toEqual([[], 0]);
});

test('five tickets need no search, and six do without if its script can’t be loaded; found tickets are updated', async () => {
  const customer = await newCustomer(six.slice(1));
  const { submit } = customer;
  const page = await visit({}, customer, six.slice(1));
  const look = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const isScript = (url: URL) => url.pathname.startsWith('/static/support-search-');
  let asked = 0;
  await page.route(isScript, (route) => {
    asked += 1;
    return route.abort();
  });
  await look();
  expect(await tickets(page).getByRole('search').isVisible()).toBe(false);
  expect(asked).toBe(0);
  await submit(six[0] as string);
  const failed = page.waitForEvent('requestfailed');
  await look();
  await failed;
  await expect.poll(() => subjects(page)).toEqual(six);
  await expect.poll(() => tickets(page).getByRole('search').isVisible()).toBe(false);
  await page.unroute(isScript);
  await look();
  await box(page).fill('invoice');
  await expect.poll(() => subjects(page)).toEqual([six[0], six[3]]);
  // News of the list is news of what is found.
  await submit('One more invoice');
  await look();
  await expect.poll(() => subjects(page)).toEqual(['One more invoice', six[0], six[3]]);
});

test('a late response doesn’t replace a newer one; without a connection the text stays, and the search goes on', async () => {
  const page = await visit();
  const late = Promise.withResolvers<void>();
  await page.route(isSearch, async (route) => {
    const response = await answered(route);
    if (new URL(route.request().url()).searchParams.get('q') === 'login') await late.promise;
    await route.fulfill({ response });
  });
  await box(page).fill('login');
  await box(page).press('Enter');
  await shown(page, 'Searching…').waitFor();
  expect(await subjects(page)).toEqual(six);
  await box(page).fill('slow');
  await expect.poll(() => marks(page)).toEqual(['Slow']);
  const overtaken = page.waitForResponse((response) => response.url().includes('q=login'));
  late.resolve();
  await overtaken;
  expect(await marks(page)).toEqual(['Slow']);
  await page.unroute(isSearch);

  const lost = (route: Route) => route.abort();
  await page.route('**/api/**', lost);
  await box(page).fill('upload');
  await shown(page, 'Can’t connect to support').waitFor();
  expect([await box(page).inputValue(), await subjects(page)]).toEqual(['upload', []]);
  await page.unroute('**/api/**', lost);
  await button(page, 'Try now').click();
  await expect.poll(() => marks(page)).toEqual(['upload']);
  expect(await shown(page, 'Can’t connect to support').isVisible()).toBe(false);
});

test('short pages go on by themselves, more follows on request, and the focus stays', async () => {
  const page = await visit();
  const ticket = (number: number) => ({
    id: `0000${number}`,
    subject: `Found ${number}`,
    status: 'open',
    support_level: 'Email',
    created_at: `2026-01-01T00:00:00.${500 - number}Z`,
    updated_at: '2026-01-01T00:00:00.000Z',
  });
  // The numbers of tickets on each page.
  const counts = [0, 12, 8, 3];
  await page.route(isSearch, (route) => {
    const index = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    const from = counts.slice(0, index).reduce((sum, count) => sum + count, 0);
    const next = index + 1 < counts.length && `</api/support/tickets?q=found&cursor=${index + 1}>; rel="next"`;
    return route.fulfill({
      json: Array.from({ length: counts[index] ?? 0 }, (_, place) => ticket(from + place)),
      headers: { ...(next && { link: next }) },
    });
  });
  await box(page).fill('found');
  await shown(page, '20 tickets found so far.').waitFor();
  expect((await subjects(page)).length).toBe(20);
  await button(page, 'Show more').focus();
  await page.keyboard.press('Enter');
  await shown(page, '23 tickets found.').waitFor();
  expect(await focused(page)).toContain('Found 20');
});
