import { describe, expect, test } from 'vitest';
import { dashboardPages, row, subjects } from './dashboard-pages.ts';

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

describe('search', () => {
  test('covers what is loaded, says so, and goes on', async () => {
    const many = Array.from({ length: 104 }, (_, index) => ({ subject: `Ticket ${index}` }));
    await desk.submit({ subject: 'A needle at the bottom', message: 'Très bien' }, ...many);
    const page = await desk.signedIn();
    await row(page, 'Ticket 103').waitFor();
    await page.getByRole('searchbox').fill('NEEDLE tres');
    await page.getByRole('heading', { name: 'No matches' }).waitFor();
    await page.getByText('0 matches in the newest 100 tickets.').waitFor();
    await page.getByRole('button', { name: 'Load more' }).click();
    await row(page, 'A needle at the bottom').waitFor();
    await page.getByText('1 match in 105 tickets.').waitFor();
    expect(await page.getByRole('button', { name: 'Load more' }).count()).toBe(0);
    await page.getByRole('searchbox').fill('');
    expect(new Set(await subjects(page)).size).toBe(105);
  });
});
