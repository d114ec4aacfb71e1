import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, focused, phone, problem, reading, row, subjects } from './dashboard-pages.ts';
import { inFirefox } from './firefox.ts';

const desk = dashboardPages();

// The first test needs a desk to which nobody has written; a deployed one has served other tests.
describe('a desk', () => {
  test.skipIf(process.env.DESK_URL)('to which nobody has written says what to do next', async () => {
    const page = await desk.signedIn('', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('heading', { name: 'No tickets yet' }).waitFor();
    await page.getByRole('button', { name: 'Copy command' }).click();
    await page.getByRole('button', { name: 'Copied command' }).waitFor();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    expect(command).toContain(`curl ${desk.desk().url}/api/support/contact -H "Authorization: Bearer $TOKEN"`);
    await expect.poll(() => page.title()).toBe('(0) Support desk');
    await page.getByRole('link', { name: 'support page' }).click();
    await page.getByRole('heading', { name: 'Contact support' }).waitFor();
  });
});

interface Row {
  readonly subject: string;
  readonly status: string;
}

/** Returns what the desk is made to find: rows of all its tickets, or a response. */
type Answer = (q: string, rows: readonly Row[]) => readonly Row[] | Parameters<typeof answerOf>[0];

const answerOf = (response: {
  status?: number;
  headers?: Record<string, string>;
  body: string;
  contentType?: string;
}) => response;

/** Has the desk answer searches so; returns the queries that it was asked, each with its status. */
async function answering(page: Page, answer: Answer): Promise<string[]> {
  const asked: string[] = [];
  await page.route(/support-tickets\?.*\bq=/, async (route) => {
    const url = new URL(route.request().url());
    const q = url.searchParams.get('q') ?? '';
    const scope = `${url.searchParams.get('status')}: ${q}`;
    if (asked.at(-1) !== scope) asked.push(scope);
    url.searchParams.delete('q');
    const headers = { ...route.request().headers(), 'if-none-match': '' };
    // The page may be closed meanwhile.
    const all = await route.fetch({ url: url.href, headers }).catch(() => undefined);
    const given = answer(q, ((await all?.json()) ?? []) as Row[]);
    if (all) await route.fulfill('body' in given ? given : { json: given, headers: {} });
  });
  return asked;
}

const box = (page: Page) => page.getByRole('searchbox');
const options = (page: Page) => page.locator('.completions').getByRole('option');
const chips = (page: Page) => page.locator('.chip-text').allTextContents();

/** The texts that are marked, in their order. */
const marks = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...(CSS.highlights.get('search-hit') ?? [])].map(String));

const containing =
  (word: string): Answer =>
  (_, rows) =>
    rows.filter(({ subject }) => subject.includes(word));

describe('search', () => {
  test('asks the desk, completes filters, and is worked by keys alone', async () => {
    await desk.submit({ subject: 'Refund, please' }, { subject: 'Something else' }, { subject: 'A refund' });
    let asked: string[] = [];
    const page = await desk.signedIn('', {}, async (page) => {
      asked = await answering(page, containing('efund'));
    });
    await row(page, 'A refund').waitFor();
    await page.keyboard.press('/');
    await expect.poll(() => options(page).count()).toBe(10);
    await page.keyboard.type('sta');
    await expect.poll(() => options(page).allTextContents()).toEqual(['status: Open, in progress or closed']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await expect.poll(() => options(page).count()).toBe(3);
    expect(await box(page).inputValue()).toBe('status:');
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.keyboard.type('refund');
    expect([await chips(page), await box(page).inputValue()]).toEqual([['status:open'], 'refund']);
    await expect.poll(() => asked.at(-1)).toBe('all: status:open refund');
    await page.getByText('2 matches.').waitFor();
    expect(await subjects(page)).toEqual(['A refund', 'Refund, please']);
    expect(new URL(page.url()).searchParams.get('q')).toBe('status:open refund');
    expect(await marks(page)).toEqual(inFirefox ? await marks(page) : ['refund', 'Refund']);
    expect(await axeViolations(page)).toEqual([]);

    // From chip to chip, and back to text.
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    expect(await focused(page)).toBe('status:open');
    await page.keyboard.press('Enter');
    expect([await chips(page), await box(page).inputValue()]).toEqual([[], 'refund status:open']);
    await page.keyboard.press('Space');
    expect([await chips(page), await box(page).inputValue()]).toEqual([['status:open'], 'refund ']);
    await page.keyboard.press('Home');
    await page.keyboard.press('Backspace');
    expect(await chips(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => asked.at(-1)).toBe('all: refund');
    await page.getByText('2 matches.').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('A refund');

    await page.reload();
    await page.getByText('2 matches.').waitFor();
    expect((await box(page).inputValue()).trim()).toBe('refund');
    await page.goBack();
    await row(page, 'Something else').waitFor();
    expect([await box(page).inputValue(), new URL(page.url()).search]).toEqual(['', '?status=open']);
    await page.goForward();
    await page.getByText('2 matches.').waitFor();
    await box(page).press('Escape');
    await box(page).press('Escape');
    await row(page, 'Something else').waitFor();
  });

  test('is among all tickets until it is narrowed down, and says what it doesn’t find', async () => {
    const [closed = ''] = await desk.submit({ subject: 'Once closed' }, { subject: 'Still open' });
    await desk.setStatus(closed, 'closed');
    const page = await desk.signedIn('', {}, (page) => answering(page, containing('closed')));
    await row(page, 'Still open').waitFor();
    await box(page).fill('Once');
    await row(page, 'Once closed').first().waitFor();
    await page.getByText('Searching all tickets.').waitFor();
    await page.getByRole('button', { name: 'Only “Open”' }).press('Enter');
    await page.getByRole('heading', { name: 'No matches' }).waitFor();
    expect(new URL(page.url()).search).toBe('?status=open&q=Once');
    await page.getByText('No ticket matches Once. Only “Open” was searched.').waitFor();
    await expect.poll(() => page.getByRole('button', { name: /^Export/ }).count()).toBe(0);
    await page.locator('.empty').getByRole('button', { name: 'Search all tickets' }).press('Enter');
    await row(page, 'Once closed').first().waitFor();
    await page.getByRole('link', { name: 'Open' }).first().click();
    await row(page, 'Still open').waitFor();
    expect(await box(page).inputValue()).toBe('');
  });

  test('says a mistake, and keeps text and list', async () => {
    await desk.submit({ subject: 'Kept' });
    const page = await desk.signedIn('', {}, (page) =>
      answering(page, () => ({
        ...problem(422, ''),
        body: JSON.stringify({ detail: '', errors: [{ pointer: '?q', detail: 'assignee: must be an agent, at 1' }] }),
      })),
    );
    await row(page, 'Kept').waitFor();
    await box(page).click();
    await page.keyboard.type('status:pending ');
    await page.getByText('status: must be open, in_progress or closed').waitFor();
    await expect.poll(() => box(page).getAttribute('aria-invalid')).toBe('true');
    await box(page).fill('assignee:Nobody ');
    await page.getByText('assignee: must be an agent, at 1').waitFor();
    expect([await chips(page), await subjects(page)]).toEqual([['assignee:Nobody'], ['Kept']]);
    expect(await axeViolations(page)).toEqual([]);
  });

  test('goes on where the desk stopped, and shows what is loaded without a connection', async () => {
    await desk.submit({ subject: 'Far back' }, { subject: 'Found' });
    const page = await desk.signedIn('', phone, (page) =>
      answering(page, (q, rows) =>
        q === 'far'
          ? {
              headers: {
                'search-reached': '2026-03-05T10:00:00Z',
                link: '</api/admin/support-tickets?status=all&q=further>; rel="next"',
              },
              contentType: 'application/json',
              body: '[]',
            }
          : rows.filter(({ subject }) => subject === 'Far back'),
      ),
    );
    await row(page, 'Found').waitFor();
    await box(page).fill('far');
    await page.getByText('Searched back to March 2026.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Continue' }).press('Enter');
    await row(page, 'Far back').waitFor();

    await page.context().setOffline(true);
    await box(page).fill('found');
    await page.getByText('Searching needs a connection.').waitFor();
    expect(await subjects(page)).toEqual(['Found']);
    await page.context().setOffline(false);
  });

  test('shows the first hit of a ticket that is opened', async () => {
    const lines = Array.from({ length: 120 }, (_, line) => `Line ${line}`);
    const message = lines.with(40, 'Here is the needle: https://example.com/needle').join('\n');
    await desk.submit({ subject: 'Long', message }, { subject: 'Another' });
    const page = await desk.signedIn('', {}, (page) =>
      answering(page, (_, rows) => rows.filter(({ subject }) => ['Long', 'Another'].includes(subject))),
    );
    await row(page, 'Long').click();
    await reading(page, 'Long').waitFor();
    await row(page, 'Another').click();
    await box(page).fill('needle');
    await page.getByText('2 matches.').waitFor();
    // A click on what has just replaced something else is ignored.
    await row(page, 'Long').press('Enter');
    const needle = reading(page, 'Long').getByText('Here is the needle');
    await expect.poll(() => needle.evaluate((line) => line.getBoundingClientRect().top)).toBeLessThan(700);
    expect(await needle.evaluate((line) => line.getBoundingClientRect().top)).toBeGreaterThan(100);
    expect(await marks(page)).toEqual(inFirefox ? await marks(page) : ['needle', 'needle']);
  });
});
