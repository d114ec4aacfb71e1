import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { dashboardPages, look, reading, row } from './dashboard-pages.ts';

const desk = dashboardPages();
const UNDO_MS = 10_000;
const ticking = (page: Page) => page.clock.install();

const field = (page: Page) => page.getByRole('form', { name: 'Write' }).getByRole('textbox');
const thread = (page: Page) => page.getByRole('region', { name: 'Conversation' });

/** The browser's entries of this kind. */
const kept = (page: Page, kind: 'draft' | 'pending' | 'notice'): Promise<string[]> =>
  page.evaluate(
    (prefix) => Object.keys(localStorage).filter((name) => name.startsWith(prefix)),
    `support-desk-${kind}`,
  );

async function accepted(id: string): Promise<string[]> {
  const { thread } = (await desk.api(`/support-tickets/${id}`)) as { thread: { message?: { body: string } }[] };
  return thread.flatMap(({ message }) => message?.body ?? []);
}

async function customerWrites(id: string, body: string): Promise<void> {
  const token = await desk.desk().token({ email: 'customer@example.com', credits_purchased: 100 });
  const response = await fetch(`${desk.desk().url}/api/support/tickets/${id}/replies`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ body }),
  });
  expect(response.status).toBe(200);
}

async function read(page: Page, subject: string): Promise<Page> {
  await row(page, subject).click();
  await reading(page, subject).waitFor();
  return page;
}

/** The dashboard with a ticket, in a browser of its own. */
const opened = async (subject: string) => read(await desk.signedIn('', {}, ticking), subject);

/** The same browser's next tab. */
async function anotherTab(page: Page, subject: string): Promise<Page> {
  const tab = await page.context().newPage();
  const keepKey = (key: string) => sessionStorage.setItem('support-desk-key', key);
  await tab.addInitScript(`(${keepKey})(${JSON.stringify(desk.desk().adminKey)})`);
  await tab.clock.install();
  await tab.goto(desk.address('?status=all'));
  return read(tab, subject);
}

/** Does what a browser does when a person closes a tab. */
const close = (page: Page) => Promise.all([page.waitForEvent('close'), page.close({ runBeforeUnload: true })]);

async function send(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await page.keyboard.press('Control+Enter');
  await thread(page).getByText(text, { exact: true }).waitFor();
}

describe('closing the tab while a message can be undone', () => {
  test('sends it once; the next tab has no draft left', async () => {
    const [id = ''] = await desk.submit({ subject: 'Closing' });
    const page = await opened('Closing');
    await send(page, 'On my way out.');
    const other = await page.context().newPage();
    await close(page);
    await expect.poll(() => accepted(id)).toEqual(['On my way out.']);
    const tab = await anotherTab(other, 'Closing');
    await thread(tab).getByText('On my way out.', { exact: true }).first().waitFor();
    await expect.poll(() => kept(tab, 'pending')).toEqual([]);
    await tab.clock.fastForward(UNDO_MS);
    expect([await accepted(id), await kept(tab, 'draft'), await field(tab).inputValue()]).toEqual([
      ['On my way out.'],
      [],
      '',
    ]);
  });

  test('offline leaves it to the next tab, which sends it once', async () => {
    const [id = ''] = await desk.submit({ subject: 'Offline' });
    const page = await opened('Offline');
    const context = page.context();
    await context.setOffline(true);
    await send(page, 'From a train.');
    await page.clock.fastForward(UNDO_MS);
    await thread(page).getByText('Not sent yet').waitFor();
    const other = await context.newPage();
    expect(await accepted(id)).toEqual([]);
    await close(page);
    // Firefox's closing page may no longer be offline: then it sends the message itself, and the next tab must not.
    await context.setOffline(false);
    const tab = await anotherTab(other, 'Offline');
    await expect.poll(() => kept(tab, 'pending')).toEqual([]);
    await tab.clock.fastForward(UNDO_MS);
    expect(await accepted(id)).toEqual(['From a train.']);
  });

  test('after the customer wrote again leaves a draft with the reason', async () => {
    const [id = ''] = await desk.submit({ subject: 'Overtaken' });
    const page = await opened('Overtaken');
    await send(page, 'Closed as solved.');
    await customerWrites(id, 'It broke again.');
    const other = await page.context().newPage();
    await close(page);
    const tab = await anotherTab(other, 'Overtaken');
    await tab.getByRole('alert').getByText('This ticket changed while you were writing').waitFor();
    await tab.reload();
    await tab.getByRole('alert').getByText('This ticket changed while you were writing').waitFor();
    expect(await field(tab).inputValue()).toBe('Closed as solved.');
    expect(await accepted(id)).toEqual(['It broke again.']);
    await field(tab).fill('');
    await expect.poll(() => kept(tab, 'notice')).toEqual([]);
  });
});

describe('a message waits out its ten seconds', () => {
  test('though the page is hidden, and is sent then', async () => {
    const [id = ''] = await desk.submit({ subject: 'Hidden' });
    const page = await opened('Hidden');
    await send(page, 'Unhurried.');
    await look(page, 'hidden');
    await page.clock.fastForward(UNDO_MS - 1000);
    expect(await accepted(id)).toEqual([]);
    await page.clock.fastForward(1000);
    await expect.poll(() => accepted(id)).toEqual(['Unhurried.']);
  });

  test('though the agent writes an email meanwhile', async () => {
    const [id = ''] = await desk.submit({ subject: 'By mail' });
    const page = await opened('By mail');
    await send(page, 'Not yet.');
    await page.getByRole('link', { name: 'Reply by email' }).click();
    await thread(page).getByRole('button', { name: 'Undo' }).click();
    expect(await field(page).inputValue()).toBe('Not yet.');
    expect(await accepted(id)).toEqual([]);
  });
});

describe('two tabs', () => {
  test('leave each other’s drafts alone, and a draft sent in one is gone in the other', async () => {
    const [id = ''] = await desk.submit({ subject: 'One of two' }, { subject: 'Two of two' });
    const page = await opened('One of two');
    const other = await anotherTab(page, 'Two of two');
    await field(page).pressSequentially('For the ');
    await field(other).pressSequentially('For the other');
    await field(page).pressSequentially('first');
    await read(other, 'One of two');
    // What one tab stores reaches the other a moment later.
    await expect.poll(() => field(other).inputValue()).toBe('For the first');
    await field(page).press('Control+Enter');
    await expect.poll(() => field(other).inputValue()).toBe('');
    await thread(other).getByText('Sending from another tab in a few seconds…').waitFor();
    await read(other, 'Two of two');
    expect(await field(other).inputValue()).toBe('For the other');
    await page.clock.fastForward(UNDO_MS);
    await expect.poll(() => accepted(id)).toEqual(['For the first']);
    await expect.poll(() => kept(other, 'pending')).toEqual([]);
    expect(await kept(other, 'draft')).toHaveLength(1);
  });

  test('take over what a tab that is gone had not sent', async () => {
    const [id = ''] = await desk.submit({ subject: 'Orphan' });
    const page = await opened('Orphan');
    const other = await anotherTab(page, 'Orphan');
    await page.route('**/replies', (route) => route.abort());
    await send(page, 'Carry on.');
    await thread(other).getByText('Sending from another tab in a few seconds…').waitFor();
    await page.close();
    await thread(other).getByRole('button', { name: 'Undo' }).or(thread(other).getByText('Sending…')).waitFor();
    await other.clock.fastForward(UNDO_MS);
    await expect.poll(() => accepted(id)).toEqual(['Carry on.']);
  });

  test('know what was read in the other', async () => {
    await desk.submit({ subject: 'Read here' }, { subject: 'Read there' });
    const page = await opened('Read here');
    const other = await anotherTab(page, 'Read there');
    for (const tab of [page, other]) await expect.poll(() => tab.locator('.row.new').count()).toBe(0);
  });
});
