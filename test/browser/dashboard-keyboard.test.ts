import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { dashboardPages, focused, reading, row, subjects } from './dashboard-pages.ts';

const desk = dashboardPages();
const three = [{ subject: 'Oldest' }, { subject: 'Middle' }, { subject: 'Newest' }];

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

describe('with the keyboard alone', () => {
  test('an agent signs in, walks, reads, closes, undoes, searches', async () => {
    await desk.submit(...three);
    const page = await desk.open();
    await page.getByLabel('Agent key').and(page.locator(':focus')).waitFor();
    await page.keyboard.type(desk.desk().adminKey);
    await press(page, 'Enter');
    await row(page, 'Newest').waitFor();

    await press(page, 'j');
    await reading(page, 'Newest').waitFor();
    await expect.poll(() => focused(page)).toBe('Newest');
    await press(page, 'j', 'j', 'k');
    await reading(page, 'Middle').waitFor();
    await press(page, 'Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
    await press(page, 'Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('row');

    await press(page, 'e');
    await reading(page, 'Oldest').waitFor();
    expect(await subjects(page)).toEqual(['Newest', 'Oldest']);
    await expect.poll(() => focused(page)).toBe('Oldest');
    await press(page, 'z');
    await reading(page, 'Middle').waitFor();
    expect(await subjects(page)).toEqual(['Newest', 'Middle', 'Oldest']);

    await press(page, 'w');
    await page.getByRole('button', { name: 'Mark open' }).and(page.locator('[title="Mark open (o)"]')).waitFor();
    await press(page, 'o');
    await page.getByRole('button', { name: 'Mark in progress' }).waitFor();

    await press(page, '/');
    await page.keyboard.type('oldest');
    await expect.poll(() => subjects(page)).toEqual(['Oldest']);
    await press(page, 'Escape');
    await expect.poll(() => subjects(page)).toEqual(['Newest', 'Middle', 'Oldest']);
  });

  test('holding j walks on although the browser takes no more changes of the URL, as Safari after a hundred', async () => {
    await desk.submit(...three);
    const page = await desk.signedIn('', {}, (page) =>
      page.addInitScript(() => {
        history.replaceState = () => {
          throw new DOMException('Too many calls', 'SecurityError');
        };
      }),
    );
    await row(page, 'Newest').click();
    await press(page, 'j', 'j');
    await reading(page, 'Oldest').waitFor();
    await expect.poll(() => focused(page)).toBe('Oldest');
  });

  test('the focus is where the agent went before the next key can come, however busy the browser is', async () => {
    await desk.submit(...three);
    const page = await desk.signedIn();
    await row(page, 'Newest').click();
    const focusedAfter = (key: string) =>
      page.evaluate(async (pressed) => {
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }));
        for (let turn = 0; turn < 10; turn += 1) await undefined;
        return document.activeElement?.querySelector('.subject')?.textContent ?? document.activeElement?.textContent;
      }, key);
    await page.keyboard.press('Escape');
    expect(await focusedAfter('j')).toBe('Middle');
    expect(await focusedAfter('e')).toBe('Oldest');
    expect(await focusedAfter('k')).toBe('Newest');
  });

  test('arrows walk the list, Tab passes it in one stop', async () => {
    await desk.submit(...three);
    const page = await desk.signedIn();
    await row(page, 'Newest').focus();
    await press(page, 'ArrowDown', 'ArrowDown');
    await reading(page, 'Middle').waitFor();
    expect(await page.locator('.row[tabindex="0"]').count()).toBe(1);
  });
});

describe('shortcuts', () => {
  test('do nothing while the agent types, nor with a modifier', async () => {
    await desk.submit(...three);
    const page = await desk.signedIn();
    await row(page, 'Middle').click();
    await press(page, 'Control+e', 'Alt+j', 'Shift+E');
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('jkez?');
    expect(await page.getByRole('searchbox').inputValue()).toBe('jkez?');
    await page.getByRole('searchbox').fill('');
    await reading(page, 'Middle').waitFor();
    expect(await subjects(page)).toEqual(['Newest', 'Middle', 'Oldest']);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('stand in their sheet and in tooltips; the sheet takes the keys while it is open and gives the focus back', async () => {
    await desk.submit(...three);
    const page = await desk.signedIn();
    await row(page, 'Middle').click();
    await press(page, '?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.waitFor();
    expect(await sheet.locator('kbd').allTextContents()).toEqual([
      'j',
      'k',
      'Enter',
      'r',
      'n',
      'w',
      'o',
      'e',
      'a',
      'i',
      'p',
      't',
      's',
      'm',
      'x',
      'z',
      '/',
      'Ctrl+K',
      '?',
      'Esc',
      'Shift+Q',
    ]);
    await press(page, 'e', 'Escape');
    await sheet.waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('Middle');
    expect(await subjects(page)).toHaveLength(3);
    expect(await page.getByRole('button', { name: 'Close ticket' }).getAttribute('title')).toBe('Close ticket (e)');
  });

  test('sign out by no stray key: theirs goes to the button, and no draft is lost', async () => {
    await desk.submit({ subject: 'Half answered' });
    const page = await desk.signedIn();
    await row(page, 'Half answered').click();
    const reply = page.getByLabel('Reply to the customer');
    await reply.fill('Half of it');
    await reply.press('End');
    await page.keyboard.type('qQ');
    await press(page, 'Escape', 'q', 'q', 'Shift+Q');
    await page.getByRole('button', { name: 'Sign out' }).and(page.locator(':focus')).waitFor();
    expect(await reply.inputValue()).toBe('Half of itqQ');
    await press(page, 'Enter');
    await page.getByLabel('Agent key').fill(desk.desk().adminKey);
    await press(page, 'Enter');
    await row(page, 'Half answered').getByText('Draft').waitFor();
    await press(page, 'j');
    expect(await reply.inputValue()).toBe('Half of itqQ');
  });

  test('can be switched off, for agents whom single keys hinder', async () => {
    await desk.submit(...three);
    const page = await desk.signedIn();
    await row(page, 'Middle').click();
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByLabel('Enable single-key shortcuts on this device').uncheck();
    await press(page, 'Escape', 'e', 'j');
    await reading(page, 'Middle').waitFor();
    expect(await subjects(page)).toHaveLength(3);
  });
});
