import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confirmation, send, supportPages } from './support-pages.ts';

/** The website: another origin, with a very strict script policy, and the script tag that the README shows. */
let script = '';
const website = createServer(async (request, response) => {
  const desk = pages.desk().url;
  if (request.url === '/website.js') return response.setHeader('content-type', 'text/javascript').end(script);
  response.setHeader('content-type', 'text/html');
  response.setHeader(
    'content-security-policy',
    `default-src 'none'; script-src 'self' ${desk}; connect-src 'self' ${desk}; require-trusted-types-for 'script'; trusted-types 'none'`,
  );
  return response.end(
    `<!doctype html><html lang="en"><title>Shop</title><script src="/website.js" defer></script>
     <script src="${desk}/static/support-form.js" async></script><support-form></support-form>`,
  );
});
const origin = () => `http://127.0.0.1:${(website.address() as AddressInfo).port}`;

/** A deployed desk already has its settings: `DESK_WEBSITE_PORT` is the port of the origin that they allow. */
const port = Number(process.env.DESK_WEBSITE_PORT ?? 0);
beforeAll(() => new Promise<void>((resolve) => website.listen(port, '127.0.0.1', resolve)));
const pages = supportPages(() => ({ settings: { allowedOrigins: [origin()] } }));
afterAll(() => {
  website.closeAllConnections();
  website.close();
});

/** The website's page, in which `body` runs with the form as `form`, and `heard` records the events. */
async function visitWebsite(body: string) {
  script = `
    const form = document.querySelector('support-form');
    globalThis.heard = [];
    for (const name of ['accepted', 'token-needed', 'credits-required'])
      document.addEventListener('support-form:' + name, (event) => heard.push([name, event.detail]));
    ${body}`;
  const page = await pages.visit(origin());
  return { page, heard: () => page.evaluate(() => (globalThis as unknown as { heard: [string, object][] }).heard) };
}

describe('the form on a website of another origin', () => {
  test('takes the token from the callback, and fires an event with the ticket', async () => {
    const { page, heard } = await visitWebsite(`form.getToken = async () => '${await pages.desk().token()}';`);
    await send(page, 'From the shop', 'Hello.');
    await confirmation(page).waitFor();
    const [ticket] = await pages.ticketsAbout('From the shop');
    expect(await heard()).toEqual([['accepted', { ticketId: ticket?.id }]]);
  });

  test('takes the token from the property, whichever script runs first', async () => {
    const token = await pages.desk().token({ email: 'property@example.com' });
    const { page } = await visitWebsite(`form.token = '${token}';`);
    await page.getByText('property@example.com').waitFor();
    await page.evaluate((value) => {
      const later = Object.assign(document.createElement('support-form'), { token: value });
      document.body.replaceChildren(later);
    }, token);
    await page.getByText('property@example.com').waitFor();
    expect(await page.content()).not.toContain(token);
  });

  test('calls the callback again when a token has expired', async () => {
    const expired = await pages.desk().token({ iat: 1_700_000_000, exp: 1_700_003_600 });
    const fresh = await pages.desk().token({ email: 'fresh@example.com' });
    const { page, heard } = await visitWebsite(`
      const tokens = ['${expired}', '${fresh}'];
      form.getToken = async () => tokens.shift();`);
    await page.getByText('fresh@example.com').waitFor();
    expect(await heard()).toEqual([]);
  });

  test('asks the page for a token when one expires while a message is being written, and sends the message with the next', async () => {
    const { page, heard } = await visitWebsite(`form.token = '${await pages.desk().token()}';`);
    await page.getByLabel('Subject').waitFor();
    await page.route(
      '**/api/support/contact',
      (route) => route.fulfill({ status: 401, headers: { 'access-control-allow-origin': '*' } }),
      { times: 1 },
    );
    await send(page, 'Signed out meanwhile', 'Kept.');
    await page.getByText('Please sign in again', { exact: true }).waitFor();
    expect(await heard()).toEqual([['token-needed', {}]]);
    const token = await pages.desk().token({ name: 'Renewed' });
    await page.locator('support-form').evaluate((form, value) => Object.assign(form, { token: value }), token);
    await confirmation(page).waitFor();
    expect(await pages.ticketsAbout('Signed out meanwhile')).toHaveLength(1);
  });

  test('keeps text and focus when the page renews the token of the same customer', async () => {
    const { page } = await visitWebsite(`form.token = '${await pages.desk().token()}';`);
    await page.getByLabel('Message').pressSequentially('Half a w');
    const renewed = page.waitForResponse('**/api/support/access');
    const token = await pages.desk().token({ name: 'Renewed' });
    await page.locator('support-form').evaluate((form, value) => Object.assign(form, { token: value }), token);
    await (await renewed).finished();
    await page.keyboard.type('ord');
    expect(await page.getByLabel('Message').inputValue()).toBe('Half a word');
  });

  test('lets the page decide where a customer without credits goes, if the page prevents the default', async () => {
    const { page, heard } = await visitWebsite(`
      form.token = '${await pages.desk().token({ credits_purchased: 0 })}';
      form.addEventListener('support-form:credits-required', (event) => event.preventDefault());`);
    await page.getByRole('link', { name: 'See pricing' }).waitFor();
    expect(await page.getByText('Taking you to').count()).toBe(0);
    expect(await heard()).toEqual([
      ['credits-required', { message: expect.any(String), pricingUrl: `${pages.desk().url}/pricing` }],
    ]);
  });

  test('does not redirect a customer again who returns from the pricing page', async () => {
    const { page } = await visitWebsite(`form.token = '${await pages.desk().token({ credits_purchased: 0 })}';`);
    await page.getByRole('link', { name: 'See pricing' }).click();
    await page.waitForURL(/\/pricing\?message=/);
    await page.goBack();
    await page.getByRole('link', { name: 'See pricing' }).waitFor();
    expect(await page.getByText('Taking you to').count()).toBe(0);
  });

  test('nor one who comes back to the page as the browser had kept it', async () => {
    const { page } = await visitWebsite(`form.token = '${await pages.desk().token({ credits_purchased: 0 })}';`);
    await page.clock.install();
    await page.reload();
    await page.getByText('Taking you to our pricing page in 5 s.').waitFor();
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
    await page.clock.runFor(60_000);
    expect(page.url()).toBe(`${origin()}/`);
    expect(await page.getByRole('link', { name: 'See pricing' }).isVisible()).toBe(true);
    expect(await page.getByText('Taking you to').count()).toBe(0);
  });

  test('is light on a light-only page, whatever the system prefers', async () => {
    const { page } = await visitWebsite(`form.token = '${await pages.desk().token()}';`);
    await page.emulateMedia({ colorScheme: 'dark' });
    const card = page.locator('support-form').locator('[part=card]');
    expect(await card.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(255, 255, 255)');
  });
});
