import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { siteDirectory } from '#bin/build-desk.ts';
import { answered } from './answered.ts';
import { axeViolations } from './browser.ts';
import { supportPages } from './support-pages.ts';
import { sides } from './text-side.ts';

const pages = supportPages();
const tickets = (page: Page) => page.locator('support-tickets');
const field = (page: Page) => tickets(page).getByLabel('Your reply');
const said = (page: Page) => tickets(page).locator('.said').allTextContents();
const open = (page: Page, subject: string) => tickets(page).getByRole('button', { name: subject }).click();
const heading = (page: Page, name: string) => tickets(page).getByRole('heading', { name, exact: true });

let customers = 0;
/** A new customer. */
async function newCustomer(more: Record<string, unknown> = {}) {
  customers += 1;
  const name = `follower-${Date.now()}-${customers}`;
  const claims = { sub: name, email: `${name}@example.com`, ...more };
  const { url } = pages.desk();
  async function call(path: string, body: object, headers: Record<string, string>) {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as { ticket_id: string };
  }
  const asCustomer = async () => ({ authorization: `Bearer ${await pages.desk().token(claims)}` });
  return {
    claims,
    submit: async (subject: string, message = 'It hangs.') =>
      (await call('/api/support/contact', { subject, message }, await asCustomer())).ticket_id,
    agentReplies: (id: string, body: string, close = false) =>
      call(
        `/api/admin/support-tickets/${id}/replies`,
        { body, kind: 'reply', close },
        { 'x-admin-key': pages.desk().adminKey },
      ),
    visit: (options = {}, changed = {}) => pages.visitSupport({ ...claims, ...changed }, options),
    async visitTicket(id: string): Promise<Page> {
      const token = await pages.desk().token(claims);
      return pages.visit(`${url}/static/support.html?ticket=${id}#token=${token}`);
    },
  };
}

describe('your tickets', () => {
  test('are listed newest first, each with its status; without any, a text says so', async () => {
    const customer = await newCustomer();
    const first = await customer.visit();
    await tickets(first).getByText('You haven’t contacted us yet.').waitFor();
    const older = await customer.submit('Older');
    await customer.submit('Newer');
    await customer.agentReplies(older, 'Done?');
    await expect
      .poll(async () => {
        const page = await customer.visit();
        await heading(page, 'Your tickets').waitFor();
        return tickets(page).locator('.subject').allTextContents();
      })
      .toEqual(['Newer', 'Older']);
  });

  test('show one that was just sent', async () => {
    const customer = await newCustomer();
    const page = await customer.visit();
    await tickets(page).getByText('You haven’t contacted us yet.').waitFor();
    await page.getByLabel('Subject').fill('Brand new');
    await page.getByLabel('Message').fill('Hello.');
    await page.getByRole('button', { name: 'Send message' }).click();
    await tickets(page).getByRole('button', { name: 'Brand new' }).waitFor();
  });

  test('can be read and replied to when the credits are used up', async () => {
    const customer = await newCustomer();
    const id = await customer.submit('Lapsed');
    await customer.agentReplies(id, 'Here you are.');
    const page = await pages.visit(
      `${pages.desk().url}/static/support.html?ticket=${id}#token=${await pages.desk().token({ ...customer.claims, credits_purchased: 0 })}`,
    );
    await heading(page, 'Lapsed').waitFor();
    await field(page).fill('Thank you!');
    await tickets(page).getByRole('button', { name: 'Send reply' }).click();
    await expect.poll(() => said(page)).toEqual(['It hangs.', 'Here you are.', 'Thank you!']);
  });
});

describe('a ticket', () => {
  test('has its own address: Back leads to the list, a link to the ticket', async () => {
    const customer = await newCustomer();
    const id = await customer.submit('A talk');
    await customer.agentReplies(id, '<b>Try</b>\nagain.');
    const page = await customer.visit();
    await open(page, 'A talk');
    await heading(page, 'A talk').waitFor();
    expect(await said(page)).toEqual(['It hangs.', '<b>Try</b>\nagain.']);
    expect(await tickets(page).locator('.by strong').allTextContents()).toEqual(['You', 'Support']);
    await tickets(page).getByText('Waiting for your reply').waitFor();
    expect(new URL(page.url()).searchParams.get('ticket')).toBe(id);
    expect(page.url()).not.toContain('token');
    await page.goBack();
    await heading(page, 'Your tickets').waitFor();
    const linked = await customer.visitTicket(id);
    await heading(linked, 'A talk').waitFor();
    expect(await linked.locator('support-form').isVisible()).toBe(false);
    await tickets(linked).getByRole('button', { name: 'Your tickets' }).click();
    await linked.locator('support-form').waitFor();
  });

  test('accepts a reply, which reopens a closed one', async () => {
    const customer = await newCustomer();
    const id = await customer.submit('Reopen me');
    await customer.agentReplies(id, 'Done.', true);
    const page = await customer.visitTicket(id);
    await tickets(page).getByText('This ticket is closed. Your reply will reopen it.').waitFor();
    await tickets(page).getByRole('button', { name: 'Send reply' }).click();
    await tickets(page).getByText('Please write a reply first.').waitFor();
    await field(page).fill('Not quite.');
    await tickets(page).getByRole('button', { name: 'Send reply' }).click();
    await expect.poll(() => said(page)).toEqual(['It hangs.', 'Done.', 'Not quite.']);
    await tickets(page).getByText('Waiting for our reply').waitFor();
    expect(await field(page).inputValue()).toBe('');
  });

  test('keeps every word of a reply through a reload and a lost connection, and sends it once', async () => {
    const customer = await newCustomer();
    const id = await customer.submit('Shaky');
    const page = await customer.visitTicket(id);
    await field(page).fill('Half a w');
    await page.evaluate(() => location.reload());
    await tickets(page).getByText('Please sign in first', { exact: true }).waitFor();
    const token = await pages.desk().token(customer.claims);
    await page.evaluate((fresh) => {
      location.hash = `token=${fresh}`;
    }, token);
    await heading(page, 'Shaky').waitFor();
    expect(await field(page).inputValue()).toBe('Half a w');
    await field(page).fill('Half a word, and the rest.');
    let dropped = 0;
    await page.route('**/replies', async (route) => {
      dropped += 1;
      if (dropped > 1) return route.continue();
      // It arrives, and its answer is lost.
      await answered(route);
      return route.abort();
    });
    await tickets(page).getByRole('button', { name: 'Send reply' }).click();
    await tickets(page).getByRole('button', { name: 'Try now' }).click();
    await expect.poll(() => said(page)).toEqual(['It hangs.', 'Half a word, and the rest.']);
    expect(dropped).toBe(2);
  });

  test('of somebody else, or that doesn’t exist, shows the list with a notice, and the list’s address', async () => {
    const other = await (await newCustomer()).submit('Theirs');
    const customer = await newCustomer();
    for (const id of [other, 'nonsense']) {
      const page = await customer.visitTicket(id);
      await tickets(page).getByText('We couldn’t find this ticket', { exact: true }).waitFor();
      await tickets(page).getByText('You haven’t contacted us yet.').waitFor();
      await page.locator('support-form').getByLabel('Subject').waitFor();
      expect(new URL(page.url()).search).toBe('');
    }
  });

  test('shows a new reply when the customer returns to the tab, and announces it', async () => {
    const customer = await newCustomer();
    const id = await customer.submit('Waiting');
    const page = await customer.visitTicket(id);
    await heading(page, 'Waiting').waitFor();
    await customer.agentReplies(id, 'It is mended.');
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect.poll(() => said(page)).toEqual(['It hangs.', 'It is mended.']);
    const announced = () => tickets(page).getByRole('status').textContent();
    await expect.poll(announced).toBe('New reply from support: It is mended.');
  });
});

describe('in a message', () => {
  test('pages and addresses are links, and each paragraph has its own direction', async () => {
    const customer = await newCustomer();
    const body = 'See https://example.com/a?b="c" or mail ann@example.com.\nשלום\n\njavascript:alert(1)';
    const page = await customer.visitTicket(await customer.submit('Linked', body));
    await heading(page, 'Linked').waitFor();
    expect(await said(page)).toEqual([body]);
    const attributes = ['href', 'target', 'rel'];
    expect(
      await tickets(page)
        .locator('.said a')
        .evaluateAll((all, names) => all.map((link) => names.map((name) => link.getAttribute(name))), attributes),
    ).toEqual([
      ['https://example.com/a?b=%22c%22', '_blank', 'noopener noreferrer'],
      ['mailto:ann@example.com', '_blank', 'noopener noreferrer'],
    ]);
    const directions = await tickets(page)
      .locator('.said > div')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).direction));
    expect(directions).toEqual(['ltr', 'rtl', 'ltr']);
    expect(await sides(tickets(page).locator('.said > div'))).toEqual(['left', 'right', 'left']);
    expect(await axeViolations(page)).toEqual([]);
  });

  test('links need a separate script, which is loaded when a text may have one; without it the text stays plain', async () => {
    const customer = await newCustomer();
    const id = await customer.submit('Unlinked', 'Nothing to find.');
    const page = await customer.visit();
    const asked: string[] = [];
    await page.route('**/support-links.js', (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    await open(page, 'Unlinked');
    await heading(page, 'Unlinked').waitFor();
    expect(asked).toEqual([]);
    await customer.agentReplies(id, 'See https://example.com.');
    const failed = page.waitForEvent('requestfailed');
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await failed;
    expect(await said(page)).toEqual(['Nothing to find.', 'See https://example.com.']);
    expect(asked).toHaveLength(1);
  });

  test('the number of another ticket of the customer’s opens it, even if a link led here; other numbers are text', async () => {
    const theirs = await (await newCustomer()).submit('Somebody else’s');
    const customer = await newCustomer();
    const first = await customer.submit('The first one');
    const number = `#${first.slice(0, 8)}`;
    const id = await customer.submit('Again', `As in ${number}, not #${theirs.slice(0, 8)}.`);
    await customer.agentReplies(id, `You mean #${id.slice(0, 8)}.`);
    const page = await customer.visitTicket(id);
    const link = tickets(page).getByRole('button', { name: number });
    await link.waitFor();
    expect(await tickets(page).locator('.number').count()).toBe(1);

    // News moves nothing, and the focus stays.
    await link.focus();
    await customer.agentReplies(id, 'One more.');
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect.poll(async () => (await said(page)).length).toBe(3);
    expect(await link.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)).toBe(
      true,
    );

    await page.keyboard.press('Enter');
    await heading(page, 'The first one').waitFor();
    expect(new URL(page.url()).searchParams.get('ticket')).toBe(first);
    await page.goBack();
    await heading(page, 'Again').waitFor();
  });
});

describe('accessibility', () => {
  test.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['a small phone', { viewport: { width: 320, height: 640 } }],
  ])('axe finds no fault, and long words don’t widen the page: %s', async (_, options) => {
    const customer = await newCustomer();
    const id = await customer.submit('x'.repeat(200), `${'y'.repeat(500)}\nالنص العربي`);
    await customer.agentReplies(id, 'z'.repeat(300));
    const page = await customer.visit(options);
    await tickets(page).locator('.ticket-button').waitFor();
    const wider = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect([await axeViolations(page), await wider()]).toEqual([[], 0]);
    await tickets(page).locator('.ticket-button').click();
    await field(page).waitFor();
    expect([await axeViolations(page), await wider()]).toEqual([[], 0]);
  });
});

test('the element is at most 15 KB (15,360 bytes), compressed', async () => {
  const script = await readFile(join(siteDirectory(process.env.SUPPORT_DESK_BUILD ?? ''), 'support-tickets.js'));
  expect(gzipSync(script, { level: 9 }).byteLength).toBeLessThanOrEqual(15 * 1024);
});
