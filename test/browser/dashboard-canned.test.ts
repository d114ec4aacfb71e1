import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UNDO_MS } from '#dashboard/desk/outgoing.ts';
import { axeViolations } from './browser.ts';
import { dashboardPages, phone, problem } from './dashboard-pages.ts';
import { tap } from './touch.ts';

const pages = dashboardPages();

async function api(method: string, path = '', body?: object) {
  const { url, adminKey } = pages.desk();
  const headers = { 'x-admin-key': adminKey, 'content-type': 'application/json' };
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  return (await fetch(`${url}/api/admin/canned-replies${path}`, init)).json();
}
const stored = () => api('GET') as Promise<{ id: string; name: string; body: string; actions: object | null }[]>;
const save = (name: string, body: string, actions: object | null = null) =>
  api('PUT', `/${randomUUID()}`, { name, body, actions });

beforeEach(async () => {
  for (const { id } of await stored()) await api('DELETE', `/${id}`);
});

const names = async () => (await stored()).map(({ name }) => name);
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Canned replies' });

async function editor(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await pages.signedIn('', options);
  await page.getByRole('button', { name: 'Canned replies' }).click();
  return page;
}

describe('the editor of canned replies', () => {
  it('adds one, renames it and changes its text', async () => {
    const page = await editor();
    await page.getByText('No canned replies yet.').waitFor();
    await page.getByRole('button', { name: 'Add a canned reply' }).click();
    await page.keyboard.type('Refund');
    await page.getByLabel('Text').fill('Hello {customer_name},\nit is on its way.');
    await page.getByLabel('Status').selectOption('Closed');
    await page.getByLabel('Assignee').selectOption('Dana (demo)');
    await page.getByLabel('Tags to add').fill('billing, refund ,');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit Refund' }).click();
    await page.getByLabel('Name').fill('Refund sent');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit Refund sent' }).waitFor();
    expect(await stored()).toMatchObject([
      {
        name: 'Refund sent',
        body: 'Hello {customer_name},\nit is on its way.',
        actions: { status: 'closed', assignee: expect.any(String), tags: ['billing', 'refund'] },
      },
    ]);
    await page.getByRole('button', { name: 'Edit Refund sent' }).click();
    await page.getByLabel('Status').selectOption('Don’t change');
    await page.getByLabel('Assignee').selectOption('Don’t change');
    await page.getByLabel('Tags to add').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit Refund sent' }).waitFor();
    expect(await stored()).toMatchObject([{ actions: null }]);
  });

  it('deletes one at once, and brings it back', async () => {
    await save('Refund', 'a');
    await save('Thanks', 'b');
    const before = await stored();
    const page = await editor();
    await page.getByRole('button', { name: 'Delete Refund' }).click();
    await page.getByRole('button', { name: 'Edit Refund' }).waitFor({ state: 'detached' });
    await expect.poll(names).toEqual(['Thanks']);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Canned replies');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Edit Refund' }).waitFor();
    const after = await stored();
    expect(after.map(({ id, name, body }) => [id, name, body])).toEqual(
      before.map(({ id, name, body }) => [id, name, body]),
    );
  });

  it('says what to do about what cannot be saved, at its field', async () => {
    const page = await editor();
    await page.getByRole('button', { name: 'Add a canned reply' }).click();
    await page.keyboard.press('Enter');
    await page.getByText('Enter a name.').waitFor();
    await page.getByLabel('Name').fill('x'.repeat(102));
    await page.keyboard.press('Enter');
    await page.getByText('2 characters too long. The limit is 100.').waitFor();
    await page.getByLabel('Name').fill('Refund');
    await page.keyboard.press('Enter');
    await page.getByText('Enter the text of the reply.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('canned-body');
    expect(await stored()).toEqual([]);
  });

  it('keeps what was written when the desk refuses it, and when the dialog is closed over it', async () => {
    const page = await editor();
    await page.getByRole('button', { name: 'Add a canned reply' }).click();
    await page.getByLabel('Name').fill('Refund');
    await page.getByLabel('Text').fill('On its way.');
    await page.route('**/canned-replies/*', (route) =>
      route.fulfill(problem(422, 'There are 200 canned replies already.')),
    );
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Couldn’t save: There are 200 canned replies already. Your text is still here.').waitFor();
    await page.unroute('**/canned-replies/*');
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Canned replies' }).click();
    expect(await page.getByLabel('Text').inputValue()).toBe('On its way.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit Refund' }).waitFor();
  });

  it('puts back what could not be deleted, and says why', async () => {
    await save('Refund', 'a');
    const page = await editor();
    await page.route('**/canned-replies/*', (route) => route.fulfill(problem(503, 'The database did not answer.')));
    await page.getByRole('button', { name: 'Delete Refund' }).click();
    await page.getByText('Couldn’t delete “Refund”: The database did not answer.').waitFor();
    await page.getByRole('button', { name: 'Edit Refund' }).waitFor();
  });

  it('is reached on the narrowest phone, where nothing is cut off', async () => {
    const page = await pages.signedIn('', { ...phone, viewport: { width: 320, height: 640 } });
    const right = await page
      .getByRole('button', { name: 'Sign out' })
      .evaluate((button) => button.getBoundingClientRect().right);
    expect(right).toBeLessThanOrEqual(320 - 8);
    await tap(page.getByRole('button', { name: 'Canned replies' }));
    await page.getByRole('button', { name: 'Add a canned reply' }).waitFor();
  });

  it('runs nothing that stands in a reply', async () => {
    const evil = '<img src=x onerror=alert(1)><script>alert(2)</script>';
    await save(evil, evil);
    const page = await editor();
    await page.getByRole('button', { name: `Edit ${evil}` }).click();
    expect(await page.getByLabel('Text').inputValue()).toBe(evil);
  });

  it.each([
    ['light', {}],
    ['dark', phone],
  ] as const)('is accessible: %s %#', async (colorScheme, size) => {
    await save('Refund', 'Long '.repeat(200));
    await save('W'.repeat(100), 'x');
    const page = await editor({ ...size, colorScheme, reducedMotion: 'reduce' });
    await page.getByRole('button', { name: 'Delete W' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Edit Refund' }).click();
    expect(await axeViolations(page)).toEqual([]);
    expect(await dialog(page).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  });
});

describe('a canned reply in the composer', () => {
  it('asks about what is left to fill in, and sets on the ticket what the agent leaves in', async () => {
    await save('Refund', 'Hi {first_name|friend}, {order number} is refunded.', {
      status: 'closed',
      tags: ['billing', 'refund'],
    });
    const [id] = await pages.submit({ subject: 'Where is my money?' });
    const page = await pages.signedIn(`?ticket=${id}`);
    await page.clock.install();
    await page.reload();
    const field = page.getByLabel('Reply to the customer');
    await field.fill('{typed} ');
    await field.press('End');
    await page.keyboard.type('#ref');
    await page.getByRole('option', { name: 'Refund' }).waitFor();
    await page.keyboard.press('Enter');
    const sets = page.getByRole('group', { name: 'Sends and sets:' });
    await sets.waitFor();
    expect(await sets.locator('.chip').allTextContents()).toEqual(['Closed', 'billing', 'refund']);
    expect(await axeViolations(page)).toEqual([]);
    await sets.getByRole('button', { name: 'Don’t set refund' }).click();
    await page.reload();
    await sets.waitFor();
    expect(await sets.locator('.chip').allTextContents()).toEqual(['Closed', 'billing']);
    await field.press('Control+Enter');
    await page.getByText('{order number} isn’t filled in.').waitFor();
    await page.keyboard.type('Order 7');
    expect(await field.inputValue()).toMatch(/^\{typed\} Hi \S+, Order 7 is refunded\.$/);
    await field.press('Control+Enter');
    await field.waitFor({ state: 'detached' });
    await page.clock.fastForward(UNDO_MS);
    const ticket = () => pages.api(`/support-tickets/${id}`);
    await expect.poll(ticket, { timeout: 30_000 }).toMatchObject({ tags: ['billing'], status: 'closed' });
  });
});

describe('the picker of canned replies', () => {
  let script: string;
  let css: string;
  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: {
        script: join(import.meta.dirname, 'canned-picker-harness.tsx'),
        style: join(import.meta.dirname, '../../admin-site/dashboard/dashboard.css'),
      },
      outdir: '/',
      bundle: true,
      write: false,
      format: 'esm',
      jsx: 'automatic',
      jsxImportSource: 'preact',
    });
    const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
    [script, css] = [text('.js'), text('.css')];
  });

  /** A text field beside the picker; `type` puts the keys into it. */
  async function composer(options: BrowserContextOptions = {}) {
    const address = `${pages.desk().url}/static/harness.html`;
    const page = await pages.visit('about:blank', options);
    await page.clock.install();
    const body = `<!doctype html><html lang="en"><title>Picker</title><style>${css} .canned-host { margin: 400px 8px 8px }</style><body><script type="module">${script}</script>`;
    await page.route(`${address}*`, (route) => route.fulfill({ contentType: 'text/html', body }));
    await page.goto(`${address}?key=${pages.desk().adminKey}`);
    const field = page.getByLabel('Reply');
    const type = async (text: string) => {
      await field.focus();
      await page.keyboard.type(text);
    };
    return { page, field, type, option: (name: string) => page.getByRole('option', { name }) };
  }
  const active = (page: Page) =>
    page.evaluate(() => {
      const id = document.activeElement?.getAttribute('aria-activedescendant');
      return id === null || id === undefined
        ? undefined
        : document.getElementById(id)?.querySelector('strong')?.textContent;
    });

  it('opens on #, is filtered by name and text, and inserts what is chosen with its placeholders filled in', async () => {
    await save('Refund', 'Hello {customer_name}, about {ticket_number}: done.');
    await save('Reset', 'Try again.');
    await save('Thanks', 'The refund pleased you.');
    const { page, field, type, option } = await composer();
    await type('Well, #');
    await option('Reset').waitFor();
    expect(await page.getByRole('option').count()).toBe(3);
    await page.keyboard.type('REF');
    await option('Reset').waitFor({ state: 'detached' });
    expect(await page.getByRole('option').locator('strong').allTextContents()).toEqual(['Refund', 'Thanks']);
    expect(await active(page)).toBe('Refund');
    await page.keyboard.press('Enter');
    expect(await field.inputValue()).toBe('Well, Hello Maria, about #abc12345: done.');
    expect(await page.getByRole('listbox').count()).toBe(0);
    expect((await page.getByRole('status').count()) + Number(await page.locator('output').textContent())).toBe(1);
  });

  it('goes round by arrows; Tab inserts, and neither leaves the field', async () => {
    for (const name of ['A', 'B', 'C']) await save(name, `Text ${name}`);
    const { page, field, type, option } = await composer();
    await type('#');
    await option('C').waitFor();
    const seen: unknown[] = [await active(page)];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) {
      await page.keyboard.press(key);
      seen.push(await active(page));
    }
    expect(seen).toEqual(['A', 'B', 'C', 'A', 'C']);
    await page.keyboard.press('Tab');
    expect(await field.inputValue()).toBe('Text C');
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await active(page)).toBeUndefined();
  });

  it('closes by Escape and takes a click; what fits nothing leaves all keys to the field', async () => {
    await save('Refund', 'Done.');
    const { page, field, type, option } = await composer();
    await type('#');
    await option('Refund').waitFor();
    // However late the browser paints what follows.
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
    await page.keyboard.press('Escape');
    await option('Refund').waitFor({ state: 'detached' });
    expect(await field.inputValue()).toBe('#');
    await type('zzz');
    await page.getByText('No canned reply matches “zzz”.').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('output').textContent()).toBe('1');
    expect(await field.inputValue()).toBe('#zzz\n');
    await type('#ref');
    await option('Refund').click();
    expect(await field.inputValue()).toBe('#zzz\nDone.');
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('says how to add one while there is none, leads there, and then knows it', async () => {
    const { page, type, option } = await composer();
    await type('#');
    await page.getByText('No canned replies yet.').waitFor();
    await page.getByRole('button', { name: 'Add a canned reply' }).click();
    await dialog(page).getByRole('button', { name: 'Add a canned reply' }).click();
    await page.getByLabel('Name').fill('Refund');
    await page.getByLabel('Text').fill('Done.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit Refund' }).waitFor();
    await page.keyboard.press('Escape');
    // The field has the focus again, with its caret where it was.
    await page.keyboard.type('ref');
    await option('Refund').waitFor();
  });

  it.each(['light', 'dark'] as const)('is accessible and stays in sight: %s', async (colorScheme) => {
    for (let number = 10; number < 30; number += 1) await save(`Reply ${number}`, 'Long '.repeat(100));
    const { page, type, option } = await composer({ viewport: { width: 320, height: 640 }, colorScheme });
    await type('#');
    await option('Reply 10').waitFor();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => active(page)).toBe('Reply 29');
    const inSight = await option('Reply 29').evaluate((element) => {
      const list = element.parentElement?.getBoundingClientRect();
      const { bottom } = element.getBoundingClientRect();
      return list !== undefined && bottom <= list.bottom + 1 && list.top >= 0;
    });
    expect(inSight).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
  });
});
