import type { ServerResponse } from 'node:http';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { answered } from './answered.ts';
import { taken } from './browser.ts';
import { shop } from './shop.ts';
import { confirmation, send } from './support-pages.ts';

const website = shop();
const FORM = '<support-form></support-form>';
const TICKETS = '<support-tickets></support-tickets>';

let people = 0;
/** A new customer with a ticket. */
async function somebody(name: string) {
  people += 1;
  const claims = { sub: `${name}-${people}`, email: `${name}-${people}@example.com` };
  const desk = website.desk();
  const token = await desk.token(claims);
  const response = await fetch(`${desk.url}/api/support/contact`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ subject: `${name}’s ticket`, message: `${name}’s secret` }),
  });
  const { ticket_id: ticket } = (await response.json()) as { ticket_id: string };
  return { ...claims, token, ticket, renewed: () => desk.token({ ...claims, name: 'Renewed' }) };
}

/** Everything readable in the page or its storage: text, fields and drafts. */
const everything = (page: Page) =>
  page.evaluate(() => {
    const shadows = [...document.querySelectorAll('support-form, support-tickets')].map(({ shadowRoot }) => shadowRoot);
    const fields = shadows.flatMap((shadow) => [
      ...(shadow?.querySelectorAll<HTMLInputElement>('input, textarea') ?? []),
    ]);
    return JSON.stringify([
      ...shadows.map((shadow) => shadow?.textContent),
      ...fields.map(({ value }) => value),
      { ...sessionStorage },
      { ...localStorage },
    ]);
  });

/** The console's warnings for the developer. */
const KEEP_WARNINGS = 'const warned = []; console.warn = (text) => warned.push(text);';

const evaluate = (page: Page, script: string) => page.evaluate(script);

describe('another customer, or none,', () => {
  /** A page in which Ann has begun a message, and a reply in an open conversation. */
  async function annIsWriting(how: (token: string) => string) {
    const ann = await somebody('Ann');
    const page = await website.visitShop(FORM + TICKETS, `${how(ann.token)}; tickets.ticket = '${ann.ticket}';`);
    await page.locator('support-form').getByLabel('Message').fill('Ann’s draft');
    await page.locator('support-tickets').getByLabel('Your reply').fill('Ann’s reply');
    expect(await everything(page)).toContain('Ann’s secret');
    return { ann, page };
  }
  const byProperty = (token: string) => `form.token = tickets.token = '${token}'`;
  const byCallback = (token: string) => `form.getToken = tickets.getToken = async () => '${token}'`;

  test.each([
    ['by another token', byProperty, byProperty],
    ['by another callback', byCallback, byCallback],
    ['by a token instead of the callback', byCallback, byProperty],
    [
      'by a callback after the elements were away',
      byCallback,
      (token: string) => `form.remove(); tickets.remove(); ${byCallback(token)}; document.body.append(form, tickets)`,
    ],
  ])('sees nothing of the previous one: %s', async (_, before, after) => {
    const { page } = await annIsWriting(before);
    const bob = await somebody('Bob');
    await evaluate(page, `${after(bob.token)}; 0`);
    await page.locator('support-form').getByText(bob.email).waitFor();
    await page.locator('support-tickets').getByRole('button', { name: 'Bob’s ticket' }).waitFor();
    expect(await everything(page)).not.toContain('Ann');
    await send(page, bob.sub, 'Bob’s own words.');
    await confirmation(page).waitFor();
    expect(await website.ticketsAbout(bob.sub)).toMatchObject([{ user_email: bob.email, message: 'Bob’s own words.' }]);
  });

  test.each([
    ['the token is cleared', byProperty, 'form.token = tickets.token = undefined'],
    ['the callback is cleared', byCallback, 'form.getToken = tickets.getToken = undefined'],
    ['the callback has none', byCallback, 'form.getToken = tickets.getToken = async () => null'],
    ['signOut() is called', byCallback, 'form.signOut(); tickets.signOut()'],
  ])('sees nothing of the previous one: %s', async (_, before, after) => {
    const { page } = await annIsWriting(before);
    await evaluate(page, `${after}; 0`);
    for (const element of ['support-form', 'support-tickets'])
      await page.locator(element).getByText('Please sign in first', { exact: true }).waitFor();
    expect(await everything(page)).not.toContain('Ann');
    expect(await evaluate(page, 'sessionStorage.length')).toBe(0);
  });
});

test('a message that was being sent when the session expired is hidden until its author signs in again', async () => {
  const ann = await somebody('Ann');
  const page = await website.visitShop(FORM, `let now = '${ann.token}'; form.getToken = async () => now;`);
  await page.getByLabel('Subject').waitFor();
  const refusal = { status: 401, headers: { 'access-control-allow-origin': '*' } };
  await page.route('**/api/support/contact', (route) => route.fulfill(refusal), { times: 1 });
  await evaluate(page, 'now = null');
  await send(page, 'Sent too late', 'Every word of it.');
  await page.getByText('Please sign in again', { exact: true }).waitFor();
  expect(await page.getByLabel('Message').count()).toBe(0);
  await evaluate(page, `now = '${await ann.renewed()}'`);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => page.getByLabel('Message').inputValue()).toBe('Every word of it.');
  expect((await website.heard(page)).map(([name]) => name)).toEqual(['ready', 'token-needed', 'ready']);
});

test('late responses for the previous customer change nothing', async () => {
  const [ann, bob] = [await somebody('Ann'), await somebody('Bob')];
  const page = await website.visitShop(FORM + TICKETS, `form.token = tickets.token = '${ann.token}'`);
  const held: (() => Promise<void>)[] = [];
  await page.locator('support-tickets').getByRole('button', { name: 'Ann’s ticket' }).waitFor();
  await page.route('**/api/support/**', async (route) => {
    if (route.request().headers().authorization !== `Bearer ${ann.token}`) return route.continue();
    const response = await answered(route);
    held.push(() => route.fulfill({ response }).catch(() => {}));
  });
  await send(page, 'Sent late', 'Ann’s words.');
  await page.locator('support-tickets').getByRole('button', { name: 'Ann’s ticket' }).click();
  await expect.poll(() => held.length).toBe(2);
  await evaluate(page, `form.token = tickets.token = '${bob.token}'`);
  await page.locator('support-form').getByText(bob.email).waitFor();
  await page.locator('support-tickets').getByRole('button', { name: 'Bob’s ticket' }).waitFor();
  await Promise.all(held.map((release) => release()));
  await evaluate(page, 'new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))');
  expect(await everything(page)).not.toContain('Ann');
  expect((await website.heard(page)).map(([name]) => name)).not.toContain('accepted');
});

test('the same customer with a renewed token keeps the form, the conversation and both drafts', async () => {
  const ann = await somebody('Ann');
  const page = await website.visitShop(
    FORM + TICKETS,
    `form.token = tickets.token = '${ann.token}'; tickets.ticket = '${ann.ticket}'`,
  );
  await page.getByLabel('Your reply').fill('Half a reply');
  await page.getByLabel('Message').pressSequentially('Half a w');
  const reads = ['access', `tickets/${ann.ticket}`].map((path) =>
    taken(page.waitForResponse(`**/api/support/${path}`)),
  );
  await evaluate(page, `form.token = tickets.token = '${await ann.renewed()}'`);
  await Promise.all(reads);
  await page.keyboard.type('ord');
  expect(await page.getByLabel('Message').inputValue()).toBe('Half a word');
  expect(await page.getByLabel('Your reply').inputValue()).toBe('Half a reply');
});

test('a link with a token to one of the website’s own pages signs nobody in, and its address stays the same', async () => {
  const [ann, mallory] = [await somebody('Ann'), await somebody('Mallory')];
  const sent: string[] = [];
  const page = await website.visitShop(
    FORM,
    `form.getToken = async () => '${ann.token}'`,
    undefined,
    `/#token=${mallory.token}`,
  );
  page.on('request', (request) => sent.push(request.headers().authorization ?? ''));
  await page.getByText(ann.email).waitFor();
  await evaluate(page, `location.hash = 'token=${mallory.token}&reset'`);
  await send(page, 'Written by Ann', 'Mine.');
  await confirmation(page).waitFor();
  expect(await website.ticketsAbout('Written by Ann')).toMatchObject([{ user_email: ann.email }]);
  expect(sent.join()).not.toContain(mallory.token);
  expect(page.url()).toContain(`#token=${mallory.token}&reset`);
});

describe('the token', () => {
  test('that a framework sets before the scripts have loaded is read, and removed from the page', async () => {
    const [ann, bob] = [await somebody('Ann'), await somebody('Bob')];
    const page = await website.visitShop(
      `<support-form token="${ann.token}"></support-form><support-tickets gettoken="async () => 'source'"></support-tickets>`,
      `tickets.getToken = async () => '${bob.token}'`,
    );
    await page.getByText(ann.email).waitFor();
    await page.getByRole('button', { name: 'Bob’s ticket' }).waitFor();
    const markup = await evaluate(page, '[form, tickets].map(({ outerHTML }) => outerHTML).join()');
    expect(markup).toBe('<support-form></support-form>,<support-tickets></support-tickets>');
  });

  test('is requested from a callback only when needed, however often the callback is set', async () => {
    const ann = await somebody('Ann');
    const page = await website.visitShop(
      FORM,
      `
      let asked = 0;
      const render = () => { form.getToken = async () => { asked += 1; return '${ann.token}'; }; };
      render();`,
    );
    await page.getByLabel('Subject').waitFor();
    await evaluate(page, 'for (let i = 0; i < 50; i += 1) render()');
    await evaluate(page, 'new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))');
    expect(await evaluate(page, 'asked')).toBe(1);
    await send(page, 'After many renders', 'Once.');
    await confirmation(page).waitFor();
    expect(await evaluate(page, 'asked')).toBe(2);
  });

  test('is requested again, before anything is written or sent, if a framework sets the same callback for somebody else', async () => {
    const [ann, bob] = [await somebody('Ann'), await somebody('Bob')];
    const page = await website.visitShop(
      FORM,
      `
      const render = (token) => { form.getToken = async () => token; };
      render('${ann.token}');`,
    );
    await page.getByLabel('Message').fill('Ann’s draft');
    await evaluate(page, `form.shadowRoot.activeElement.blur(); render('${bob.token}')`);
    await page.getByLabel('Message').focus();
    await page.getByText(bob.email).waitFor();
    expect(await everything(page)).not.toContain('Ann');
  });

  test('comes from an endpoint of the website, without any script', async () => {
    const ann = await somebody('Ann');
    const page = await website.visitShop(
      '<support-form token-url="/my/support-token"></support-form>',
      '',
      (response) => response.end(JSON.stringify({ token: ann.token })),
    );
    await page.getByText(ann.email).waitFor();
    expect((await website.heard(page)).map(([name]) => name)).toEqual(['ready']);
  });

  test('shows a skeleton while it is requested; if nobody is signed in, the customer reads so, and only then the website gets an event', async () => {
    let end = () => {};
    const page = await website.visitShop(
      '<support-form token-url="/my/support-token"></support-form><support-tickets></support-tickets>',
      '',
      (response) => {
        end = () => response.end('null');
      },
    );
    await page.locator('support-form .outline').waitFor();
    await page.locator('support-tickets .outline').waitFor();
    await expect.poll(() => end.name).toBe('end');
    expect(await page.getByText('Please sign in first').filter({ visible: true }).count()).toBe(0);
    expect(await website.heard(page)).toEqual([]);
    end();
    await page.locator('support-form').getByText('Please sign in first', { exact: true }).waitFor();
    expect(await website.heard(page)).toEqual([['token-needed', {}]]);
  });

  test('is requested again after a pause if its endpoint fails: support is unavailable, and nobody has to sign in', async () => {
    const ann = await somebody('Ann');
    const answers = [
      (response: ServerResponse) => response.writeHead(500).end('{"token":"no"}'),
      (response: ServerResponse) => response.end('<!doctype html><title>Sign in</title>'),
      (response: ServerResponse) => response.end(`"${ann.token}"\r\n`),
    ];
    const page = await website.visitShop(
      '<support-form token-url="/my/support-token"></support-form>',
      KEEP_WARNINGS,
      (response) => answers.shift()?.(response),
    );
    await page.getByText('Support is temporarily unavailable', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Try now' }).click();
    await expect.poll(() => answers.length).toBe(1);
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByText(ann.email).waitFor();
    expect((await website.heard(page)).map(([name]) => name)).toEqual(['error', 'ready']);
    expect(await evaluate(page, 'warned')).toEqual([
      expect.stringMatching(/my.support-token.*500/),
      expect.stringMatching(/my.support-token.*not a token/),
    ]);
  });

  test('that the desk refuses is explained plainly to the customer, and with the desk’s own reason to the developer', async () => {
    const token = await website.desk().token({ aud: 'another-audience' });
    const page = await website.visitShop(FORM, `${KEEP_WARNINGS}; form.getToken = async () => '${token}';`);
    await page.getByText('We couldn’t confirm your sign-in', { exact: true }).waitFor();
    const refusal = await fetch(`${website.desk().url}/api/support/access`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { detail } = (await refusal.json()) as { detail: string };
    expect(await evaluate(page, 'warned')).toEqual([expect.stringContaining(detail)]);
    expect(await website.heard(page)).toEqual([['error', { reason: 'token_refused', detail }]]);
  });
});

describe('the host page', () => {
  test('gets an event under both names when the customer opens or leaves a ticket, but not when it sets one itself', async () => {
    const ann = await somebody('Ann');
    const page = await website.visitShop(
      TICKETS,
      `tickets.token = '${ann.token}';
       const plain = [];
       for (const name of ['opened', 'listed', 'ready'])
         document.addEventListener('support' + name, ({ detail }) => plain.push([name, detail]));`,
    );
    const element = page.locator('support-tickets');
    const list = element.getByRole('heading', { name: 'Your tickets' });
    await list.waitFor();
    await evaluate(page, `tickets.ticket = '${ann.ticket}'`);
    await element.getByLabel('Your reply').waitFor();
    for (const none of ['null', 'undefined', "''"]) {
      await evaluate(page, `tickets.ticket = ${none}`);
      await list.waitFor();
      await evaluate(page, `tickets.ticket = '${ann.ticket}'`);
      await element.getByLabel('Your reply').waitFor();
    }
    expect(await website.heard(page)).toEqual([['ready', {}]]);
    await element.getByRole('button', { name: 'Your tickets' }).click();
    await element.getByRole('button', { name: 'Ann’s ticket' }).click();
    await element.getByLabel('Your reply').waitFor();
    const byCustomer = [
      ['listed', {}],
      ['opened', { ticketId: ann.ticket }],
    ];
    expect(await website.heard(page)).toEqual([['ready', {}], ...byCustomer]);
    expect(await evaluate(page, 'plain')).toEqual([['ready', {}], ...byCustomer]);
    expect(await evaluate(page, 'tickets.ticket')).toBe(ann.ticket);
  });

  test('gets the list, and an error event, if it sets an id that isn’t a ticket’s', async () => {
    const [ann, bob] = [await somebody('Ann'), await somebody('Bob')];
    const page = await website.visitShop(TICKETS, `tickets.token = '${ann.token}'; tickets.ticket = '${bob.ticket}';`);
    await page.getByRole('button', { name: 'Ann’s ticket' }).waitFor();
    expect(await evaluate(page, 'tickets.ticket ?? null')).toBeNull();
    expect(await website.heard(page)).toEqual([
      ['error', { reason: 'no_such_ticket', detail: expect.any(String), ticketId: bob.ticket }],
      ['ready', {}],
    ]);
  });
});
