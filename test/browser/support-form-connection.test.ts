import { describe, expect, test } from 'vitest';
import { answered } from './answered.ts';
import { confirmation, send, supportPages } from './support-pages.ts';

const pages = supportPages();
const contact = '**/api/support/contact';

describe('a bad connection', () => {
  test('keeps the text while offline and sends it, once, when the connection is back', async () => {
    const page = await pages.visitSupport();
    await page.getByLabel('Subject').waitFor();
    await page.context().setOffline(true);
    await send(page, 'Sent in a tunnel', 'Every word of it.');
    await page.getByText('Can’t connect to support', { exact: true }).waitFor();
    expect(await page.getByLabel('Message').inputValue()).toBe('Every word of it.');
    await page.context().setOffline(false);
    await confirmation(page).waitFor();
    expect(await pages.ticketsAbout('Sent in a tunnel')).toMatchObject([{ message: 'Every word of it.' }]);
  });

  test('creates one ticket if the desk stored the message but its response was lost', async () => {
    const page = await pages.visitSupport();
    const keys: (string | undefined)[] = [];
    await page.route(contact, async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      await answered(route);
      await route.abort('connectionreset');
    });
    await send(page, 'The response was lost', 'Hello?');
    await page.getByRole('button', { name: 'Try now' }).click();
    await confirmation(page).waitFor();
    expect(keys).toEqual([expect.stringMatching(/./), keys[0]]);
    expect(await pages.ticketsAbout('The response was lost')).toHaveLength(1);
  });

  test('waits as long as a busy desk asks, then retries automatically', async () => {
    const page = await pages.visitSupport();
    await page.route(contact, (route) => route.fulfill({ status: 429, headers: { 'retry-after': '1' } }), { times: 1 });
    await send(page, 'Too fast', 'Sorry.');
    await page.getByText('Support is busy', { exact: true }).waitFor();
    await page.getByText('Trying again in 1 s.').waitFor();
    await confirmation(page).waitFor();
    expect(await pages.ticketsAbout('Too fast')).toHaveLength(1);
  });

  test('opens the form automatically once the desk is back', async () => {
    const token = await pages.desk().token();
    const page = await pages.visit('about:blank');
    await page.route(
      '**/api/support/access',
      (route) => route.fulfill({ status: 503, headers: { 'retry-after': '1' } }),
      { times: 1 },
    );
    await page.goto(`${pages.desk().url}/static/support.html#token=${token}`);
    await page.getByText('Support is temporarily unavailable', { exact: true }).waitFor();
    await page.getByLabel('Subject').waitFor();
  });

  test('lets the customer change the text, and says so if the first version had arrived', async () => {
    const page = await pages.visitSupport();
    await page.route(
      contact,
      async (route) => {
        await answered(route);
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await send(page, 'First version', 'Text.');
    await page.getByRole('button', { name: 'Edit message' }).click();
    await send(page, 'Second version', 'Better text.');
    await page.getByText('We already have an earlier version of this message', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Send message' }).click();
    await confirmation(page).waitFor();
    expect(await pages.ticketsAbout('First version')).toHaveLength(1);
    expect(await pages.ticketsAbout('Second version')).toHaveLength(1);
  });
});

describe('a draft', () => {
  test('survives a reload and is sent with its original key', async () => {
    const page = await pages.visitSupport({ sub: 'anna', email: 'anna@example.com' });
    await page.route(contact, async (route) => {
      await answered(route);
      await route.abort('connectionreset');
    });
    await send(page, 'Before the reload', 'Still here?');
    await page.getByText('Can’t connect to support', { exact: true }).waitFor();
    await page.unroute(contact);

    const token = await pages.desk().token({ sub: 'anna', email: 'anna@example.com' });
    await page.reload();
    await page.evaluate((fragment) => location.assign(fragment), `#token=${token}`);
    await page.getByLabel('Subject').waitFor();
    expect(await page.getByLabel('Message').inputValue()).toBe('Still here?');
    await page.getByRole('button', { name: 'Send message' }).click();
    await confirmation(page).waitFor();
    expect(await pages.ticketsAbout('Before the reload')).toHaveLength(1);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test('that waits for the connection is not sent as the next customer', async () => {
    const page = await pages.visitSupport({ sub: 'anna', email: 'anna@example.com' });
    await page.getByLabel('Subject').waitFor();
    await page.context().setOffline(true);
    await send(page, 'Written by Anna', 'And by nobody else.');
    await page.getByText('Can’t connect to support', { exact: true }).waitFor();
    const token = await pages.desk().token({ sub: 'ben', email: 'ben@example.com' });
    await page.evaluate((fragment) => location.assign(fragment), `#token=${token}`);
    await page.context().setOffline(false);
    await page.getByText('ben@example.com').waitFor();
    expect(await pages.ticketsAbout('Written by Anna')).toEqual([]);
  });

  test('is not shown to the next customer in the same tab', async () => {
    const page = await pages.visitSupport({ sub: 'anna', email: 'anna@example.com' });
    await page.getByLabel('Message').fill('Private');
    const token = await pages.desk().token({ sub: 'ben', email: 'ben@example.com' });
    await page.evaluate((fragment) => location.assign(fragment), `#token=${token}`);
    await page.getByText('ben@example.com').waitFor();
    expect(await page.getByLabel('Message').inputValue()).toBe('');
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('Private');
  });
});
