import { randomUUID } from 'node:crypto';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, focused, phone, problem } from './dashboard-pages.ts';

const desk = dashboardPages();

interface Member {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly active: boolean;
}

const members = async () => ((await desk.api('/agents')) as { agents: Member[] }).agents;
const memberNamed = async (name: string) => (await members()).find((member) => member.name === name);
const newName = (first: string) => `${first} ${randomUUID().slice(0, 8)}`;

/** Everybody else was deactivated, so that Dana is the only admin. */
beforeEach(async () => {
  for (const { id, name, active } of await members()) {
    if (active && name !== 'Dana (demo)') await desk.api(`/agents/${id}`, { method: 'DELETE' });
  }
});

interface Invited {
  readonly name: string;
  readonly url: string;
}

/** Invites somebody, as an admin does. */
async function invite(name = newName('Ben'), role = 'agent'): Promise<Invited> {
  const body = JSON.stringify({ name, role });
  const { invitation_url: path } = (await desk.api('/agents', { method: 'POST', body })) as { invitation_url: string };
  return { name, url: desk.desk().url + path };
}

/** Adds an agent, and returns their key. */
async function join(name: string, role = 'agent'): Promise<string> {
  const { url } = await invite(name, role);
  const response = await fetch(`${desk.desk().url}/api/invitations/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: new URL(url).hash.replace('#token=', ''), name: 'Laptop' }),
  });
  return ((await response.json()) as { key: string }).key;
}

const signedInWith = (key: string, options: BrowserContextOptions = {}, prepare?: (page: Page) => Promise<unknown>) =>
  desk.open('', options, async (page) => {
    await page.addInitScript(`sessionStorage.setItem('support-desk-key', ${JSON.stringify(key)})`);
    await prepare?.(page);
  });

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Team' });
const press = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true }).click();
const rowOf = (page: Page, name: string) => dialog(page).getByRole('listitem').filter({ hasText: name });

async function openTeam(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Team' }).click();
  await dialog(page).getByRole('listitem').first().waitFor();
  return dialog(page);
}

async function edit(page: Page, name: string): Promise<void> {
  await rowOf(page, name).getByRole('button').click();
  await dialog(page)
    .getByRole('heading', { name: `Edit ${name}` })
    .waitFor();
}

const hashOf = ({ url }: Invited) => new URL(url).hash;
const open = (invited: Invited, options: BrowserContextOptions = {}) => desk.open(hashOf(invited), options);
const accept = (page: Page) => page.getByRole('button', { name: /^Accept/ });
const keyOf = (page: Page) => page.getByLabel('Your key', { exact: true }).inputValue();
const kept = (page: Page, where: 'localStorage' | 'sessionStorage') =>
  page.evaluate((name) => globalThis[name as 'localStorage'].getItem('support-desk-key'), where);

describe('an admin', () => {
  test('invites somebody, who opens the link elsewhere and is signed in; all by keys', async () => {
    const page = await desk.signedIn('', { permissions: ['clipboard-read', 'clipboard-write'] });
    const team = await openTeam(page);
    await team.getByText('You’re the only agent.').waitFor();
    expect(await rowOf(page, 'Dana (demo)').textContent()).toContain('You');
    await team.getByRole('button', { name: 'Invite an agent' }).focus();
    await page.keyboard.press('Enter');
    const name = newName('Ben');
    await page.keyboard.type(name);
    await page.keyboard.press('Tab');
    await page.keyboard.type('nonsense');
    await page.keyboard.press('Enter');
    await team.getByText('Email must be an email address.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('team-email');
    expect(await axeViolations(page)).toEqual([]);
    // Nothing typed is lost when the page is closed over it.
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('Team');
    const reopened = async () => {
      if (!(await dialog(page).isVisible())) await page.keyboard.press('Enter');
      return dialog(page).isVisible();
    };
    await expect.poll(reopened).toBe(true);
    expect(await team.getByLabel('Name').inputValue()).toBe(name);
    await team.getByLabel('Email').fill('');
    await page.keyboard.press('Enter');

    await team.getByRole('heading', { name: `Invitation for ${name}` }).waitFor();
    await team.getByRole('button', { name: 'Copy link' }).click();
    await team.getByRole('button', { name: 'Copied link' }).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(await team.getByLabel('Invitation link').inputValue());
    await press(team, 'Done');
    await rowOf(page, name).waitFor();

    const theirs = await desk.visit(link);
    await theirs.getByRole('button', { name: 'Accept invitation' }).click();
    await theirs.getByRole('button', { name: 'Go to the desk' }).click();
    await theirs.locator('.account').getByText(name).waitFor();
  });

  test('changes an agent, and deactivates them: they are signed out, until they are activated again', async () => {
    const name = newName('Ben');
    const key = await join(name);
    const theirs = await signedInWith(key);
    await theirs.locator('.account').getByText(name).waitFor();
    const page = await desk.signedIn();
    const team = await openTeam(page);
    await edit(page, name);
    await team.getByLabel('Name').fill(`${name} II`);
    await team.getByLabel(/^Admin/).check();
    await press(team, 'Save');
    await rowOf(page, `${name} II`).getByText('Admin').waitFor();
    expect(await memberNamed(`${name} II`)).toMatchObject({ role: 'admin' });

    await edit(page, `${name} II`);
    await press(team, 'Deactivate');
    await team.getByText('signed out on all their devices within 30 seconds').waitFor();
    await press(team, 'Cancel');
    await press(team, 'Deactivate');
    await press(team, 'Deactivate');
    await rowOf(page, `${name} II`).getByText('Deactivated').waitFor();
    // The functions that poll know the key for up to 30 seconds; one that has never seen it refuses it at once.
    await theirs.getByRole('button', { name: 'Team' }).click();
    await theirs.getByRole('alert').getByText('Your key is no longer valid.').waitFor();

    await edit(page, `${name} II`);
    await press(team, 'Activate');
    await rowOf(page, `${name} II`).getByText('Admin').waitFor();
    expect(await desk.api('/agents', {}, key)).toMatchObject({ agents: expect.anything() });
  });

  test('who is the last one stays it, and is told why; nothing typed is lost', async () => {
    const page = await desk.signedIn();
    const team = await openTeam(page);
    await edit(page, 'Dana (demo)');
    await team.getByLabel('Name').fill('Dana the Great');
    await team.getByLabel(/^Agent/).check();
    await press(team, 'Save');
    await team.getByText('Only another admin can make you an admin again.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await press(team, 'Give up the role');
    await team.getByRole('alert').getByText('This is the last admin. Make another agent an admin first.').waitFor();
    expect(await team.getByLabel('Name').inputValue()).toBe('Dana the Great');
    await press(team, 'Deactivate');
    await team.getByText('You’re signed out here and on all your devices').waitFor();
    await press(team, 'Deactivate');
    await team.getByRole('alert').getByText('This is the last admin.').waitFor();
    expect(await memberNamed('Dana (demo)')).toMatchObject({ role: 'admin', active: true });
  });

  test('who gives up the role, or deactivates themselves, sees at once what follows', async () => {
    const [first, second] = [newName('Ana'), newName('Eva')];
    const [one, other] = [
      await signedInWith(await join(first, 'admin')),
      await signedInWith(await join(second, 'admin')),
    ];
    const team = await openTeam(one);
    await edit(one, first);
    await team.getByText('This device’s key is called “Laptop”.').waitFor();
    await team.getByLabel(/^Agent/).check();
    await press(team, 'Save');
    await press(team, 'Give up the role');
    await team.getByText('Admins invite agents and change roles.').waitFor();

    await openTeam(other);
    await edit(other, second);
    await press(dialog(other), 'Deactivate');
    await press(dialog(other), 'Deactivate');
    await other.getByRole('heading', { name: 'Sign in to the support desk' }).waitFor();
    expect(await other.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(
      'key',
    );
  });

  test('who is none any more is told so, and sees the team as an agent', async () => {
    const name = newName('Ana');
    const page = await signedInWith(await join(name, 'admin'));
    const team = await openTeam(page);
    await press(team, 'Invite an agent');
    await team.getByLabel('Name').fill('Somebody');
    const { id } = (await memberNamed(name)) as Member;
    await desk.api(`/agents/${id}`, { method: 'PATCH', body: JSON.stringify({ role: 'agent' }) });
    await expect
      .poll(async () => {
        await press(team, 'Create invitation');
        return team.getByRole('alert').textContent();
      })
      .toContain('Only admins can do this. Ask one of them.');
    expect(await team.getByLabel('Name').inputValue()).toBe('Somebody');
    await press(team, 'Cancel');
    await team.getByText('Admins invite agents and change roles.').waitFor();
  });
});

describe('an invitation’s link', () => {
  test('gives a key of its own, once, and signs in with it', async () => {
    const ben = await invite();
    const page = await open(ben, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('heading', { name: 'You’re invited to the support desk' }).waitFor();
    // Gone at once: from the address bar, and so from the history.
    expect(page.url()).not.toContain('token');
    expect(await page.getByLabel('Name of this device').inputValue()).toMatch(/^\w+ on \w+$/);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('Name of this device').fill('Ben’s laptop');
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: `Welcome, ${ben.name}` }).waitFor();
    const key = await keyOf(page);
    expect(await page.getByLabel('Your key', { exact: true }).getAttribute('type')).toBe('password');
    await page.getByRole('button', { name: 'Show key' }).click();
    expect(await page.getByLabel('Your key', { exact: true }).getAttribute('type')).toBe('text');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Copy key' }).click();
    await page.getByRole('button', { name: 'Copied key' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
    expect(await desk.api('/me', {}, key)).toMatchObject({ agent: { name: ben.name }, key: { name: 'Ben’s laptop' } });

    await page.getByRole('button', { name: 'Go to the desk' }).click();
    await page.locator('.account').getByText(ben.name).waitFor();
    expect(await kept(page, 'localStorage')).toBe(key);

    const again = await open(ben);
    await accept(again).click();
    await again.getByRole('heading', { name: 'This invitation no longer works' }).waitFor();
    await again.getByRole('button', { name: 'Go to sign-in' }).click();
    await again.getByRole('heading', { name: 'Sign in to the support desk' }).waitFor();
  });

  test('keeps the key for the tab if the device is not to remember it, from the moment that it exists', async () => {
    const page = await open(await invite());
    await page.getByLabel('Remember on this device').uncheck();
    await accept(page).click();
    const key = await keyOf(page);
    expect([await kept(page, 'localStorage'), await kept(page, 'sessionStorage')]).toEqual([null, key]);
    await page.reload();
    await page.locator('.account').getByText(/^Ben/).waitFor();
  });

  test('asks before it replaces who is signed in; then nothing of theirs is left', async () => {
    const ben = await invite();
    await desk.submit({ subject: 'Dana’s ticket' });
    const page = await desk.signedIn(hashOf(ben), { viewport: { width: 320, height: 640 } });
    await page.getByText('You’re signed in as Dana (demo).').waitFor();
    // The desk's keys wait behind it.
    await page.locator('h1').click();
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('button', { name: 'Stay signed in' }).click();
    await page.locator('.account').getByText('Dana (demo)').waitFor();

    await page.evaluate((hash) => {
      location.hash = hash;
    }, hashOf(ben));
    await page.getByRole('button', { name: 'Accept and sign out Dana (demo)' }).click();
    await page.getByRole('heading', { name: `Welcome, ${ben.name}` }).waitFor();
    await page.getByRole('button', { name: 'Go to the desk' }).click();
    await page.locator('.account').getByText(ben.name).waitFor();
    expect(await kept(page, 'localStorage')).not.toBe(desk.desk().adminKey);
    expect(await kept(page, 'sessionStorage')).toBeNull();
  });

  test('offline, or without a response, it waits on the page for another try, and says what may have happened', async () => {
    const ben = await invite();
    const page = await open(ben);
    await accept(page).waitFor();
    await page.getByLabel('Name of this device').fill('Tablet');
    await page.context().setOffline(true);
    await accept(page).click();
    await page.getByRole('alert').getByText('Your invitation hasn’t been used.').waitFor();
    await page.context().setOffline(false);
    await page.route('**/api/invitations/accept', (route) => route.abort());
    await accept(page).click();
    await page.getByRole('alert').getByText('your invitation may be used up').waitFor();
    expect(await page.getByLabel('Name of this device').inputValue()).toBe('Tablet');
    await page.unroute('**/api/invitations/accept');

    // The desk accepts the next try, but its response gets lost.
    await page.route('**/api/invitations/accept', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await accept(page).click();
    await page.getByRole('alert').getByText('your invitation may be used up').waitFor();
    await page.unroute('**/api/invitations/accept');
    await accept(page).click();
    await page.getByText('Your first try probably used it').waitFor();
  });

  test('whose page can’t be loaded is still there when the page is loaded again', async () => {
    const ben = await invite();
    const script = '**/invitation-page-*.js';
    const page = await desk.open(hashOf(ben), {}, (tab) => tab.route(script, (route) => route.abort()));
    await page.getByText('Couldn’t load the invitation').waitFor();
    expect(page.url()).not.toContain('token');
    await page.unroute(script);
    await press(page, 'Reload page');
    await accept(page).waitFor();
    expect(page.url()).not.toContain('token');
  });

  test('whose key can’t sign in yet shows the key, and signs in with the next try', async () => {
    const ben = await invite();
    const page = await open(ben, phone);
    await page.route('**/api/admin/me', (route) => route.fulfill(problem(503, 'The database can’t be reached.')));
    await accept(page).click();
    await page.getByRole('alert').getByText('The database can’t be reached.').waitFor();
    expect(await keyOf(page)).not.toBe('');
    await page.unroute('**/api/admin/me');
    await page.getByRole('button', { name: 'Go to the desk' }).click();
    await page.locator('.account').getByText(ben.name).waitFor();
  });
});

describe('an agent', () => {
  test('sees who there is, and adds a device of their own', async () => {
    const name = newName('Ben');
    const page = await signedInWith(await join(name));
    const team = await openTeam(page);
    await rowOf(page, 'Dana (demo)').getByText('Admin').waitFor();
    expect(await team.getByRole('button').allTextContents()).toEqual(['', 'Add a device']);
    expect(await axeViolations(page)).toEqual([]);
    await press(team, 'Add a device');
    const link = await team.getByLabel('Invitation link').inputValue();
    const tablet = await desk.visit(link);
    await tablet.getByRole('button', { name: 'Accept invitation' }).click();
    await tablet.getByRole('heading', { name: `Welcome, ${name}` }).waitFor();
  });
});

describe('trouble', () => {
  test('keeps what is typed, and says what happened: offline, an unavailable desk, no response', async () => {
    const page = await desk.signedIn();
    const team = await openTeam(page);
    await press(team, 'Invite an agent');
    const name = newName('Cleo');
    await team.getByLabel('Name').fill(name);
    const alert = (text: string) => team.getByRole('alert').getByText(text);
    await page.context().setOffline(true);
    await press(team, 'Create invitation');
    await alert('Couldn’t invite: You’re offline. Your entries are still here.').waitFor();
    await page.context().setOffline(false);
    const agents = '**/api/admin/agents';
    await page.route(agents, (route) => route.fulfill(problem(503, 'The database can’t be reached.')));
    await press(team, 'Create invitation');
    await alert('The database can’t be reached.').waitFor();
    await page.unroute(agents);
    await page.route(agents, async (route) => {
      if (route.request().method() === 'GET') return route.continue();
      await route.fetch();
      await route.abort();
    });
    await press(team, 'Create invitation');
    await alert('this may have been saved').waitFor();
    expect(await team.getByLabel('Name').inputValue()).toBe(name);
    await page.unroute(agents);
    await press(team, 'Create invitation');
    await team.getByText('Name is the name of another agent.').waitFor();
    await press(team, 'Cancel');
    await rowOf(page, name).waitFor();
  });

  test('a page that is older than the desk says so', async () => {
    const page = await desk.signedIn('', {}, (tab) => tab.route('**/team-page-*.js', (route) => route.abort()));
    await page.getByRole('button', { name: 'Team' }).click();
    await dialog(page).getByText('Couldn’t load the team').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });
});

test.each([
  ['dark', { colorScheme: 'dark' }],
  ['a small phone', { ...phone, viewport: { width: 320, height: 640 } }],
] as const)('axe finds nothing and nothing is cut off: %s', async (_, options) => {
  const name = newName('W'.repeat(60));
  await join(name);
  const page = await desk.signedIn('', options);
  const team = await openTeam(page);
  const fits = ({ scrollWidth, clientWidth }: Element) => scrollWidth <= clientWidth;
  const check = async () => {
    expect(await axeViolations(page)).toEqual([]);
    expect(await dialog(page).evaluate(fits)).toBe(true);
    expect(await page.locator(':root').evaluate(fits)).toBe(true);
  };
  await check();
  await edit(page, name);
  await check();
  await press(team, 'New invitation link');
  await team.getByLabel('Invitation link').waitFor();
  await check();
});
