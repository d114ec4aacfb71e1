import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, phone, reading, row } from './dashboard-pages.ts';

const desk = dashboardPages();
const ben = { id: '', name: 'Ben Okafor' };

beforeAll(async () => {
  const body = JSON.stringify({ name: ben.name, role: 'agent' });
  const { agent } = (await desk.api('/agents', { method: 'POST', body })) as { agent: { id: string } };
  ben.id = agent.id;
});

const pictures = process.env.PICTURES;
const picture = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
};

interface Stored {
  readonly assignee: { readonly name: string } | null;
  readonly priority: string;
  readonly tags: readonly string[];
}
const stored = async (id: string) => (await desk.api(`/support-tickets/${id}`)) as Stored;
const expectStored = (id: string, what: Partial<Stored>) => expect.poll(() => stored(id)).toMatchObject(what);

const choice = (page: Page, name: string) => page.getByRole('option', { name });
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function opened(subject: string, options = {}): Promise<{ page: Page; id: string }> {
  const [id = ''] = await desk.submit({ subject });
  const page = await desk.signedIn('', options);
  await row(page, subject).click();
  await reading(page, subject).waitFor();
  return { page, id };
}

describe('the keys of a ticket’s fields', () => {
  test('assign it to somebody, to oneself, and undo both', async () => {
    const { page, id } = await opened('To be assigned');
    await page.keyboard.press('a');
    await choice(page, ben.name).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await picture(page, 'assign');
    await page.keyboard.type('ok');
    await page.keyboard.press('Enter');
    await dialog(page, 'Assign').waitFor({ state: 'detached' });
    await button(page, `Assignee: ${ben.name}`).waitFor();
    expect(await row(page, 'To be assigned').textContent()).toContain(`BOAssigned to ${ben.name}`);
    await expectStored(id, { assignee: { name: ben.name } });

    await page.keyboard.press('i');
    await button(page, 'Assignee: Dana (demo)').waitFor();
    await expectStored(id, { assignee: { name: 'Dana (demo)' } });
    await page.keyboard.press('z');
    await button(page, `Assignee: ${ben.name}`).waitFor();
    await page.keyboard.press('z');
    await button(page, 'Assignee: Nobody').waitFor();
    await expectStored(id, { assignee: null });
  });

  test('set the priority, and say who did', async () => {
    const { page, id } = await opened('Urgent');
    await page.keyboard.press('p');
    await choice(page, 'High').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await button(page, 'Priority: High').waitFor();
    await expectStored(id, { priority: 'high' });
    await page.getByText('High, set by Dana (demo)').waitFor();
    await row(page, 'Urgent').getByText('High priority').waitFor({ state: 'attached' });
    await page.keyboard.press('z');
    await expectStored(id, { priority: 'normal' });
  });

  test('add and remove tags together, whichever way the choices are left', async () => {
    const { page, id } = await opened('Tagged');
    await page.keyboard.press('t');
    await dialog(page, 'Edit tags').getByRole('combobox').waitFor();
    expect(await dialog(page, 'Edit tags').getByRole('combobox').getAttribute('maxlength')).toBe('40');
    await page.keyboard.type('Billing');
    await choice(page, 'Add “Billing”').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('refund, 2026');
    await page.keyboard.press('Enter');
    expect(await axeViolations(page)).toEqual([]);
    await picture(page, 'tags');
    await page.keyboard.press('Escape');
    await expectStored(id, { tags: ['Billing', 'refund 2026'] });
    await row(page, 'Tagged').getByText('Billing').waitFor();
    await page.keyboard.press('t');
    await page.keyboard.type('bill');
    await page.keyboard.press('Enter');
    await button(page, 'Done').click();
    await expectStored(id, { tags: ['refund 2026'] });
    await page.keyboard.press('z');
    await expectStored(id, { tags: ['refund 2026', 'Billing'] });
    await picture(page, 'toolbar');
    expect(await axeViolations(page)).toEqual([]);
  });

  test('do nothing without a ticket, nor while the agent types', async () => {
    const { page, id } = await opened('Typed in');
    await page.keyboard.press('r');
    await page.keyboard.type('a pit');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await stored(id)).toMatchObject({ assignee: null, tags: [] });
    await page.keyboard.press('Escape');
    await page.goto(desk.address());
    await row(page, 'Typed in').waitFor();
    for (const key of ['a', 'i', 'p', 't']) await page.keyboard.press(key);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('work by touch on a narrow screen, in the dark', async () => {
    const { page, id } = await opened('On the phone', { ...phone, colorScheme: 'dark' });
    await button(page, 'Assignee: Nobody').click();
    await choice(page, ben.name).click();
    await button(page, `Assignee: ${ben.name}`).waitFor();
    await button(page, 'Tags: None').click();
    await picture(page, 'tags-narrow-dark');
    expect(await axeViolations(page)).toEqual([]);
    await button(page, 'Done').click();
    await expectStored(id, { assignee: { name: ben.name } });
    await picture(page, 'narrow-dark');
    expect(await axeViolations(page)).toEqual([]);
  });
});

describe('the lists of a team', () => {
  test('have one’s own tickets and nobody’s, by link and with their counts', async () => {
    const [mine = '', bens = ''] = await desk.submit(
      { subject: 'Mine' },
      { subject: 'Ben’s' },
      { subject: 'Nobody’s' },
    );
    const me = (await desk.api('/me')) as { agent: { id: string } };
    const assign = (id: string, assignee: string) =>
      desk.api(`/support-tickets/${id}`, { method: 'PATCH', body: JSON.stringify({ assignee }) });
    await assign(mine, me.agent.id);
    await assign(bens, ben.id);
    await desk.desk().settled();
    const page = await desk.signedIn('?assignee=me');
    await row(page, 'Mine').waitFor();
    const own = page.getByRole('region', { name: 'Assigned to me' }).getByRole('listitem');
    expect(await own.count()).toBe(1);
    const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Unassigned' });
    await expect.poll(() => link.textContent()).toBe('Unassigned1');
    await link.click();
    await row(page, 'Nobody’s').waitFor();
    expect(new URL(page.url()).search).toBe('?assignee=none');
    await row(page, 'Nobody’s').click();
    await reading(page, 'Nobody’s').waitFor();
    await page.keyboard.press('i');
    await expect.poll(() => link.textContent()).toBe('Unassigned0');
    await picture(page, 'unassigned');
    await page.getByRole('link', { name: 'Assigned to me' }).click();
    await expect.poll(() => own.count()).toBe(2);
    await picture(page, 'mine');
    await page.setViewportSize({ width: 360, height: 640 });
    await picture(page, 'mine-narrow');
    expect(await axeViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 720 });
    expect(await axeViolations(page)).toEqual([]);
  });

  test('fit on every screen: what there is no room for is a swipe away, and large enough to touch', async () => {
    await desk.submit({ subject: 'Anything' });
    const page = await desk.signedIn('', { ...phone, viewport: { width: 320, height: 640 } });
    const links = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
    for (const width of [320, 360, 480, 768, 960, 1024]) {
      await page.setViewportSize({ width, height: 640 });
      await row(page, 'Anything').waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${width}`).toBe(0);
      const sizes = await links.evaluateAll((all) => all.map(({ clientWidth }) => clientWidth));
      expect(sizes).toHaveLength(8);
      if (width < 700) expect(Math.min(...sizes), `${width}`).toBeGreaterThanOrEqual(44);
      await links.last().scrollIntoViewIfNeeded();
      await links.last().click({ trial: true });
    }
  });
});
