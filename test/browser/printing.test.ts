import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { dashboardPages, phone, reading, row } from './dashboard-pages.ts';
import { printed, showAsPrinted } from './printed.ts';

const desk = dashboardPages();
const customer = { sub: 'customer@example.com', email: 'customer@example.com', credits_purchased: 100 };
const page = Array.from({ length: 60 }, (_, line) => `This is line ${line} of what I tried, and it hung again.`).join(
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

/** Returns the printed elements that can be pressed or filled in. */
async function controlsOnPaper(page: Page): Promise<string[]> {
  await showAsPrinted(page);
  return page
    .locator('button, .button, input, textarea, nav, .toasts, .row')
    .evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.outerHTML));
}

async function expectWhole(page: Page): Promise<void> {
  const sheets = await printed(page);
  expect(sheets.filter(({ text }) => text.trim() === '')).toEqual([]);
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
    const [sheet, ...others] = await printed(page);
    expect(others).toEqual([]);
    await showAsPrinted(page);
    const look = (part: string, name: 'color' | 'backgroundColor') =>
      page
        .locator(part)
        .first()
        .evaluate((element, which) => getComputedStyle(element)[which], name);
    expect(await look('.message', 'color')).toBe('rgb(26, 31, 54)');
    expect(await look('.entry', 'backgroundColor')).toBe('rgba(0, 0, 0, 0)');
    expect(sheet?.text.replace(/\s+/g, ' ')).toContain(await page.locator('.entry time').getAttribute('title'));
  });
});

test('the list is printed where no ticket is selected', async () => {
  await desk.submit({ subject: 'Listed' });
  const page = await desk.signedIn();
  await row(page, 'Listed').waitFor();
  await showAsPrinted(page);
  expect(await row(page, 'Listed').isVisible()).toBe(true);
  const sheets = await printed(page);
  expect(sheets).toHaveLength(1);
  expect(sheets[0]?.text).toContain('Listed');
});

test('the insight page is printed whole, its pictures as wide as the paper', async () => {
  await desk.submit({ subject: 'Counted' });
  const page = await desk.signedIn('?view=insight');
  await page.getByText('As of').waitFor();
  const text = (await printed(page)).map((sheet) => sheet.text).join(' ');
  expect(text).toMatch(/Opened and closed by day.*Common words in subjects.*As of/);
  await showAsPrinted(page);
  await page.setViewportSize({ width: 700, height: 900 });
  const pictures = page.locator('.chart img');
  await expect.poll(() => pictures.evaluateAll((all) => all.every((one) => one.clientWidth > 200))).toBe(true);
  expect(await page.locator('.insight').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  expect(await page.locator('canvas:visible, .insight summary:visible').count()).toBe(0);
});
