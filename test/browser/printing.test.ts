import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { dashboardPages, phone, reading, row } from './dashboard-pages.ts';
import { printed } from './printed.ts';

const desk = dashboardPages();
const customer = { sub: 'customer@example.com', email: 'customer@example.com', credits_purchased: 100 };
const page = Array.from({ length: 30 }, (_, line) => `This is line ${line} of what I tried, and it hung again.`).join(
  '\n',
);

async function write(path: string, headers: Record<string, string>, body: object): Promise<{ ticket_id: string }> {
  const response = await fetch(`${desk.desk().url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { ticket_id: string };
}

/** A conversation that fills several sheets; links mark its beginning and its end. */
async function conversation(subject: string): Promise<string> {
  const agent = { 'x-admin-key': desk.desk().adminKey };
  const asCustomer = { authorization: `Bearer ${await desk.desk().token(customer)}` };
  const message = `https://example.com/first\n${page}`;
  const { ticket_id: id } = await write('/support/contact', asCustomer, { subject, message });
  for (const body of [page, page]) {
    await write(`/admin/support-tickets/${id}/replies`, agent, { body, kind: 'reply' });
    await write(`/support/tickets/${id}/replies`, asCustomer, { body });
  }
  await write(`/admin/support-tickets/${id}/replies`, agent, { body: 'https://example.com/last', kind: 'reply' });
  await desk.desk().settled();
  return id;
}

/** What can be pressed or filled in, of what is printed. */
async function controlsOnPaper(page: Page): Promise<string[]> {
  await page.emulateMedia({ media: 'print' });
  return page
    .locator('button, .button, input, textarea, nav, .toasts, .row')
    .evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML));
}

async function expectWhole(page: Page): Promise<void> {
  const sheets = await printed(page);
  expect(sheets.filter(({ texts }) => texts === 0)).toEqual([]);
  expect(sheets.length).toBeGreaterThan(2);
  expect(sheets.flatMap(({ links }) => links)).toEqual(['https://example.com/first', 'https://example.com/last']);
  expect(sheets.at(-1)?.links).toEqual(['https://example.com/last']);
  expect(await controlsOnPaper(page)).toEqual([]);
}

const screens = [
  ['a wide screen', {}],
  ['a dark one', { colorScheme: 'dark' }],
  ['a phone', phone],
  ['a low one', { viewport: { width: 480, height: 300 } }],
] as const;

describe('a ticket is printed whole, without what acts', () => {
  test.each(screens)('from the dashboard on %s', async (_, options) => {
    const id = await conversation('Printed');
    const page = await desk.signedIn(`?status=all&ticket=${id}`, options);
    await page.getByRole('link', { name: 'https://example.com/last', exact: true }).waitFor();
    await expectWhole(page);
  });

  test.each(screens)('from the support page on %s', async (_, options) => {
    const id = await conversation('Printed');
    const token = await desk.desk().token(customer);
    const page = await desk.visit(`${desk.desk().url}/static/support.html?ticket=${id}#token=${token}`, options);
    await page.getByRole('link', { name: 'https://example.com/last', exact: true }).waitFor();
    await expectWhole(page);
  });

  test('on one sheet if it is short, with exact times and dark on white', async () => {
    await desk.submit({ subject: 'Short' });
    const page = await desk.signedIn('', { colorScheme: 'dark' });
    await row(page, 'Short').click();
    await reading(page, 'Short').waitFor();
    expect(await printed(page)).toHaveLength(1);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const look = (part: string, name: 'color' | 'backgroundColor') =>
      page
        .locator(part)
        .first()
        .evaluate((element, which) => getComputedStyle(element)[which], name);
    expect(await look('.message', 'color')).toBe('rgb(26, 31, 54)');
    expect(await look('.entry', 'backgroundColor')).toBe('rgba(0, 0, 0, 0)');
    const time = page.locator('.entry time');
    expect(await time.evaluate((element) => getComputedStyle(element, '::after').content)).toBe(
      JSON.stringify(await time.getAttribute('title')),
    );
  });
});

test('the list is printed where no ticket is selected', async () => {
  await desk.submit({ subject: 'Listed' });
  const page = await desk.signedIn();
  await row(page, 'Listed').waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await row(page, 'Listed').isVisible()).toBe(true);
  expect((await printed(page)).map(({ texts }) => texts > 0)).toEqual([true]);
});
