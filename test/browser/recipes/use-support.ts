import { strict as assert } from 'node:assert';
import type { Page } from 'playwright-core';
import { confirmation, send } from '#test/browser/support-pages.ts';

/**
 * Acts as the customers of a website with a recipe's support page, and controls named Home, Support, "Log in as Ann", "Log in as Bob" and "Log out":
 * they write, come and go, use Back, log out, and log in as each other.
 */
export async function useSupport(page: Page): Promise<void> {
  const form = page.locator('support-form');
  const tickets = page.locator('support-tickets');
  const list = tickets.getByRole('heading', { name: 'Your tickets' });
  const annsTicket = tickets.getByRole('button', { name: 'Ann’s ticket' });
  const reply = tickets.getByLabel('Your reply');
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const follow = (name: string) => page.getByRole('link', { name, exact: true }).click();

  await press('Log in as Ann');
  await follow('Support');
  await send(page, 'Ann’s ticket', 'Ann’s question');
  await confirmation(page).waitFor();
  await follow('Home');
  await form.waitFor({ state: 'detached' });

  await follow('Support');
  await annsTicket.click();
  await reply.waitFor();
  assert.match(new URL(page.url()).search, /^\?ticket=[0-9a-f-]{36}$/);
  await page.goBack();
  await list.waitFor();
  assert.equal(new URL(page.url()).search, '');
  await page.goForward();
  await reply.fill('Ann’s reply');
  await form.getByLabel('Message').fill('Ann’s draft');
  await press('Log out');
  await form.waitFor({ state: 'detached' });
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  assert.ok(!kept.includes('Ann’s'), kept);

  await press('Log in as Bob');
  await follow('Support');
  await tickets.getByText('You haven’t contacted us yet').waitFor();
  assert.equal(await form.getByLabel('Message').inputValue(), '');

  await form.getByLabel('Message').fill('Bob’s draft');
  await press('Log in as Ann');
  await follow('Support');
  await annsTicket.click();
  await tickets.getByText('Ann’s question').waitFor();
  assert.equal(await form.getByLabel('Message').inputValue(), '');
}
