import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { dynamoHeldMail } from '#adapters/dynamo/dynamo-held-mail.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { addMail } from '#core/inbound/add-mail.ts';
import type { ByMail } from '#core/inbound/by-mail.ts';
import type { HeldMail } from '#core/inbound/held-mail.ts';
import { keepUnsent } from '#core/inbound/keep-unsent.ts';
import type { HeldMailJson } from '#http/inbound/held-mail.ts';
import { exampleHeldMail } from '#test/inbound/example-held-mail.ts';
import { tables } from '#test/local/desk.ts';
import type { NewDesk } from '#test/local/prepare-data.ts';
import { axeViolations } from './browser.ts';
import { dashboardPages, focused, phone, pollUntil, problem, reading, row } from './dashboard-pages.ts';

let client: NewDesk['client'];
const desk = dashboardPages({
  mailPort: 0,
  smtpPort: 0,
  fill: async (made) => {
    client = made.client;
  },
});

const pictures = process.env.PICTURES;
const picture = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
};

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const link = (page: Page) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Held mail' });
const mail = (page: Page, subject: string) => page.getByRole('article', { name: subject, exact: true });
/** The ticket that is being read; held mail has articles, too. */
const ticket = (page: Page, subject: string) => reading(page, subject).and(page.locator('.ticket'));
const waits = async (): Promise<string[]> => {
  const held = (await desk.api('/held-mail')) as HeldMailJson[];
  return held.map(({ subject }) => subject);
};

async function hold(...mails: Partial<HeldMail>[]): Promise<void> {
  const held = dynamoHeldMail(tables.tickets, client);
  for (const changes of mails) await held.add(exampleHeldMail(changes));
}

beforeEach(async () => {
  const held = dynamoHeldMail(tables.tickets, client);
  for (const { id } of (await held.page(100)).mails) await held.remove(id);
});

/** So much time that the page asks for held mail once. */
const HELD_POLL_MS = 120_000;

const byMail: ByMail = {
  id: 'mail-1',
  from: 'customer@example.com',
  isVerified: true,
  isForwarded: false,
  wasHeld: false,
  automatic: null,
  quoted: '',
  remarks: [],
};

const changing = () => ({
  tickets: dynamoTicketStore(tables.tickets, client),
  threads: dynamoThreadStore(tables.tickets, client),
  clock: systemClock,
  newEntryId: entryIdAt,
  pause: async () => {},
});

/** Adds a mail to a ticket, as the desk does when it has received one. */
async function receive(ticketId: string, body: string, changes: Partial<ByMail> = {}): Promise<void> {
  await addMail(changing(), ticketId, body, { ...byMail, id: `mail ${body}`, ...changes });
}

const said = (page: Page, text: string) =>
  page.getByRole('region', { name: 'Conversation' }).getByRole('listitem').filter({ hasText: text });

describe('a message that came by mail', () => {
  async function conversation(options = {}) {
    const [id = ''] = await desk.submit({ subject: 'By mail', message: 'From the website.' });
    await receive(id, 'Plainly by mail.', {
      quoted: 'On Tuesday Dana wrote:\n> Try again.',
      remarks: ['An attachment couldn’t be read.'],
    });
    await receive(id, 'From elsewhere.', { from: 'sam@elsewhere.example', isForwarded: true });
    await receive(id, 'Accepted later.', { wasHeld: true, isVerified: false });
    await receive(id, 'I am out of office.', { automatic: 'auto_reply' });
    await receive(id, 'Your mail was not delivered.', { automatic: 'bounce', from: 'mailer@example.com' });
    const page = await desk.signedIn(`?status=open&ticket=${id}`, options);
    await reading(page, 'By mail').waitFor();
    await said(page, 'Accepted later.').waitFor();
    return page;
  }

  test('says how it came, and whether its sender is verified', async () => {
    const page = await conversation();
    const plain = said(page, 'Plainly by mail.');
    await plain.getByText('by email', { exact: true }).waitFor();
    expect(await said(page, 'From the website.').textContent()).not.toContain('by email');
    expect(await plain.textContent()).not.toContain('verified');
    const elsewhere = said(page, 'From elsewhere.');
    expect(await elsewhere.textContent()).toContain('from sam@elsewhere.example, forwarded by the customer');
    const accepted = said(page, 'Accepted later.');
    expect(await accepted.textContent()).toContain('held, accepted by an agent');
    const mark = accepted.getByTitle('Nothing proves that this email comes from the address it names.');
    expect(await mark.textContent()).toContain('sender not verified');
    expect(await axeViolations(page)).toEqual([]);
    await picture(page, 'conversation');
  });

  test('folds what it quotes, and says what could not be read', async () => {
    const page = await conversation({ colorScheme: 'dark' });
    const plain = said(page, 'Plainly by mail.');
    await plain.getByText('An attachment couldn’t be read.').waitFor();
    await plain.getByText('> Try again.').waitFor({ state: 'hidden' });
    await plain.getByText('Show quoted text').click();
    await plain.getByText('> Try again.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await picture(page, 'conversation-dark');
  });

  test('is a folded line if no person wrote it', async () => {
    const page = await conversation({ viewport: { width: 320, height: 640 } });
    const automatic = said(page, 'I am out of office.');
    await page.getByText('Delivery failure notice').waitFor();
    await automatic.getByText('I am out of office.').waitFor({ state: 'hidden' });
    await automatic.getByText('Automatic reply').click();
    await automatic.getByText('I am out of office.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await picture(page, 'conversation-narrow');
  });

  test('was not sent if it is an agent’s in doubt; only its author goes on with it', async () => {
    const [id = ''] = await desk.submit({ subject: 'In doubt' });
    const { agents } = (await desk.api('/agents')) as { agents: { id: string; name: string }[] };
    const [dana = { id: '', name: '' }] = agents;
    const eve = { id: crypto.randomUUID(), name: 'Eve' };
    const mail = { ...byMail, from: 'dana@example.com' };
    await keepUnsent(changing(), id, dana, { body: 'Try it again.', mail, version: 1 }, 'overtaken');
    const other = { ...mail, id: 'mail-2' };
    await keepUnsent(changing(), id, eve, { body: 'Not mine.', mail: other, version: 1 }, 'no_marker');
    const page = await desk.signedIn(`?status=open&ticket=${id}`);
    await page.getByText('Eve replied by email, but it wasn’t sent to the customer').click();
    await page.getByText('Not mine.').waitFor();
    await page.getByText('You replied by email').waitFor();
    await page.getByText('Somebody wrote or changed something').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await picture(page, 'unsent');
    await page.getByRole('button', { name: 'Edit and send' }).click();
    const field = page.getByRole('form', { name: 'Write' }).getByRole('textbox');
    await field.and(page.locator(':focus')).waitFor();
    expect(await field.inputValue()).toBe('Try it again.');
  });

  test('may be the ticket’s own', async () => {
    const [id = ''] = await desk.submit({ subject: 'Other' });
    const { tickets } = { tickets: dynamoTicketStore(tables.tickets, client) };
    const known = await tickets.get(id);
    if (!known) throw new Error('There is no such ticket.');
    const own = crypto.randomUUID();
    await tickets.add({ ...known, id: own, subject: 'Began by mail', mail: { ...byMail, quoted: '-- \nSam' } });
    const page = await desk.signedIn(`?status=open&ticket=${own}`);
    await reading(page, 'Began by mail').getByText('by email', { exact: true }).waitFor();
    await page.getByText('Show quoted text').waitFor();
  });
});

async function opened(options = {}): Promise<Page> {
  const page = await desk.signedIn('', options);
  await link(page).click();
  await page.getByRole('heading', { name: 'Held mail', exact: true }).waitFor();
  return page;
}

describe('held mail', () => {
  test('is counted in the side bar, and shown with its reason, and the day when it is deleted', async () => {
    await hold(
      { subject: 'First' },
      { subject: 'Second', isVerified: false, reason: 'unverified_sender', quoted: '> Old' },
    );
    const page = await desk.signedIn();
    await link(page).getByText('2').waitFor();
    await link(page).focus();
    await page.keyboard.press('Enter');
    await mail(page, 'Second').waitFor();
    await expect.poll(() => focused(page)).toBe('Held mail');
    expect(new URL(page.url()).search).toBe('?view=held-mail');
    expect(await link(page).getAttribute('aria-current')).toBe('page');
    const text = await mail(page, 'Second').textContent();
    expect(text).toContain('Nothing proves that it comes from the address it names.');
    expect(text).toMatch(/Deleted on (24 December|December 24)\./);
    expect(text).toContain('sender not verified');
    expect(await mail(page, 'First').textContent()).toContain('sender verified');
    await page.getByText('> Old').waitFor({ state: 'hidden' });
    expect(await axeViolations(page)).toEqual([]);
    await picture(page, 'held');
    await page.reload();
    await mail(page, 'First').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Open', exact: true }).waitFor();
  });

  test('is closed until it is opened, if it may be dangerous', async () => {
    await hold(
      { subject: 'Win', reason: 'spam', text: 'Click here.' },
      { subject: 'Bad', reason: 'virus', text: 'Run me.' },
    );
    const page = await opened({ colorScheme: 'dark' });
    await mail(page, 'Bad').getByText('The mail service found a virus in it.').waitFor();
    expect(await page.getByText('Run me.').isVisible()).toBe(false);
    await mail(page, 'Win').getByText('Show message').click();
    await page.getByText('Click here.').waitFor();
    expect(await page.getByText('Run me.').isVisible()).toBe(false);
    expect(await axeViolations(page)).toEqual([]);
    await picture(page, 'held-dark');
  });

  test('is accepted onto the ticket that it names, by a key, which leads there', async () => {
    const [ticketId = ''] = await desk.submit({ subject: 'Named' });
    await hold({
      subject: 'Re: Named',
      reason: 'unverified_sender',
      ticketId,
      text: 'It works now.',
      isVerified: false,
    });
    const page = await opened();
    await button(page, `Accept to #${ticketId.slice(0, 8)}`).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Block or unblock sender').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await ticket(page, 'Named').getByText('It works now.').waitFor();
    await page.getByText('held, accepted by an agent').waitFor();
    await expect.poll(() => focused(page)).toBe('Named');
    expect(await waits()).toEqual([]);
    await link(page).getByText('0').waitFor();
  });

  test('is accepted onto a ticket by its number or its id', async () => {
    const [one = '', other = ''] = await desk.submit({ subject: 'By number' }, { subject: 'By id' });
    await hold({ subject: 'For one', text: 'One.' }, { subject: 'For the other', text: 'Other.' });
    const page = await opened();
    await mail(page, 'For one').focus();
    await page.keyboard.press('a');
    const field = page.getByLabel('Ticket number or ID');
    await field.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Enter a ticket number or ID.').waitFor();
    await field.fill('#00000000');
    await page.keyboard.press('Enter');
    await page.getByText('No loaded ticket has this number.').waitFor();
    await field.fill('00000000-0000-4000-8000-000000000000');
    await page.keyboard.press('Enter');
    await page.getByText('There’s no ticket with this ID.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await picture(page, 'held-form');
    await field.fill(` #${one.slice(0, 8)} `);
    await page.keyboard.press('Enter');
    await ticket(page, 'By number').getByText('One.').waitFor();

    await link(page).click();
    await button(page, 'Accept…').click();
    await page.getByLabel('Ticket number or ID').fill(desk.address(`?status=open&ticket=${other}`));
    await button(page, 'Add to ticket').click();
    await ticket(page, 'By id').getByText('Other.').waitFor();
  });

  test('becomes a new ticket of a customer’s, and the desk says why if it can’t', async () => {
    await desk.submit({ subject: 'Earlier', email: 'known@example.com' });
    await hold({ subject: 'New by mail', from: 'known@example.com', text: 'Hello again.' }, { subject: 'Stranger' });
    const page = await opened();
    await mail(page, 'Stranger').getByRole('button', { name: 'Accept…' }).click();
    await button(page, 'Make a new ticket').click();
    await page.getByText('The ticket ID is required: the sender is no customer who has bought credits').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByLabel('Ticket number or ID').count()).toBe(0);
    await mail(page, 'New by mail').getByRole('button', { name: 'Accept…' }).click();
    await button(page, 'Make a new ticket').click();
    await ticket(page, 'New by mail').getByText('Hello again.').waitFor();
    expect(await waits()).toEqual(['Stranger']);
  });

  test('is deleted only once that can no longer be undone', async () => {
    await hold({ subject: 'Kept' }, { subject: 'Gone' }, { subject: 'Undone' });
    const page = await desk.signedIn('?view=held-mail', {}, (page) => page.clock.install());
    await mail(page, 'Undone').focus();
    await page.keyboard.press('d');
    await mail(page, 'Undone').waitFor({ state: 'detached' });
    await link(page).getByText('2').waitFor();
    await expect.poll(() => focused(page)).toContain('Gone');
    await page.keyboard.press('z');
    await mail(page, 'Undone').waitFor();
    await expect.poll(() => focused(page)).toContain('Undone');
    await mail(page, 'Gone').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('status', { name: 'Notifications' }).getByText('Gone').waitFor();
    await picture(page, 'held-deleted');
    await page.clock.fastForward(9_000);
    expect(await waits()).toEqual(['Undone', 'Gone', 'Kept']);
    await page.clock.fastForward(1_500);
    await expect.poll(waits).toEqual(['Undone', 'Kept']);
  });

  test('of a blocked sender can be unblocked again', async () => {
    await hold({ subject: 'One', from: 'pest@example.com' }, { subject: 'Two', from: 'pest@example.com' });
    const page = await opened();
    await mail(page, 'One').getByRole('button', { name: 'Block sender' }).click();
    await mail(page, 'Two').getByRole('button', { name: 'Unblock sender' }).waitFor();
    const isBlocked = async () => ((await desk.api('/held-mail')) as HeldMailJson[]).map(({ blocked }) => blocked);
    await expect.poll(isBlocked).toEqual([true, true]);
    await mail(page, 'Two').focus();
    await page.keyboard.press('b');
    await mail(page, 'One').getByRole('button', { name: 'Block sender', exact: true }).waitFor();
    await expect.poll(isBlocked).toEqual([false, false]);
  });

  test('stays where it is while new mail arrives, and while others deal with it', async () => {
    await hold({ subject: 'Here' });
    const page = await desk.signedIn('?view=held-mail', {}, (page) => page.clock.install());
    await mail(page, 'Here').waitFor();
    await hold({ subject: 'New' });
    await pollUntil(page, link(page).getByText('2'), HELD_POLL_MS);
    expect(await mail(page, 'New').count()).toBe(0);
    await button(page, 'Show 1 new email').click();
    await mail(page, 'New').waitFor();

    const [newest] = (await desk.api('/held-mail')) as HeldMailJson[];
    await dynamoHeldMail(tables.tickets, client).remove(newest?.id ?? '');
    await mail(page, 'New').getByRole('button', { name: 'Accept…' }).click();
    await button(page, 'Make a new ticket').click();
    await page.getByText('Someone else dealt with it, or it has expired.').waitFor();
    await mail(page, 'New').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toContain('Here');
  });

  test('says so if there is none, or if it can’t be loaded', async () => {
    const empty = await opened();
    await empty.getByRole('heading', { name: 'No held mail' }).waitFor();
    expect(await axeViolations(empty)).toEqual([]);
    await picture(empty, 'held-none');

    await hold({ subject: 'Late' });
    const page = await desk.signedIn('?view=held-mail', {}, (page) =>
      page.route('**/api/admin/held-mail', (route) => route.fulfill(problem(503, 'The desk is tired.'))),
    );
    await page.getByText('Couldn’t load held mail: The desk is tired.').waitFor();
    await page.unroute('**/api/admin/held-mail');
    await button(page, 'Try again').click();
    await mail(page, 'Late').waitFor();
    await page.context().setOffline(true);
    await mail(page, 'Late').getByRole('button', { name: 'Accept…' }).click();
    await button(page, 'Make a new ticket').click();
    await page.getByText('The desk didn’t respond. Try again: nothing is done twice.').waitFor();
    await page.context().setOffline(false);
  });

  test('fits on a phone, and is dealt with by touch', async () => {
    await hold({ subject: `A long subject ${'without end '.repeat(9)}`, remarks: ['An attachment couldn’t be read.'] });
    for (const options of [phone, { ...phone, viewport: { width: 320, height: 568 }, colorScheme: 'dark' as const }]) {
      const page = await desk.signedIn('', options);
      await link(page).tap();
      await button(page, 'Accept…').tap();
      await page.getByLabel('Ticket number or ID').waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      expect(await axeViolations(page)).toEqual([]);
      await picture(page, `held-${options.viewport.width}`);
    }
  });

  test('leaves room on a low screen', async () => {
    await hold({ subject: 'Low' });
    const page = await opened({ viewport: { width: 667, height: 375 } });
    await mail(page, 'Low').waitFor();
    const height = await page.locator('.held').evaluate((element) => element.clientHeight);
    expect(height).toBeGreaterThan(375 / 3);
    await picture(page, 'held-low');
  });
});

test('a desk that receives no mail shows no held mail', async () => {
  const page = await desk.signedIn('', {}, (page) =>
    page.route('**/api/admin/me', async (route) => {
      const me = (await (await route.fetch()).json()) as { mail: object };
      await route.fulfill({ json: { ...me, mail: { ...me.mail, inbound_domain: null } } });
    }),
  );
  await row(page, 'no such row').waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'Open', exact: true }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(await link(page).count()).toBe(0);
  await hold({ subject: 'Held all the same' });
  await page.reload();
  await link(page).getByText('1').waitFor();
});
