import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listenOnLoopback } from '../local/loopback.ts';
import { supportPages } from './support-pages.ts';

/** A website whose origin the desk allows by its number and refuses by its name, and what its page has in it. */
let content = '';
let website: Awaited<ReturnType<typeof listenOnLoopback>>;
const allowed = () => `http://127.0.0.1:${website.port}`;
const refused = () => `http://localhost:${website.port}`;

beforeAll(async () => {
  website = await listenOnLoopback(
    ({ url }, response) => {
      const body = url === '/framed' ? '<iframe sandbox="allow-scripts" src="/"></iframe>' : content;
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><html lang="en"><title>Shop</title>${body}`);
    },
    Number(process.env.DESK_WEBSITE_PORT ?? 0),
  );
});
const pages = supportPages(() => ({ settings: { allowedOrigins: [allowed()] } }));
afterAll(() => website.close());

const elements = async () => {
  const token = await pages.desk().token();
  return ['support-form', 'support-tickets']
    .map((name) => `<${name}></${name}><script src="${pages.desk().url}/static/${name}.js"></script>`)
    .concat(
      `<script>for (const one of document.querySelectorAll('support-form,support-tickets')) one.token = '${token}'</script>`,
    )
    .join('');
};

/** The elements on a page at `url`, and what the console says about the desk there. */
async function visitElements(url: string, before: (page: Page) => Promise<unknown> = async () => {}) {
  content = await elements();
  const page = await pages.visit('about:blank', {}, /blocked by CORS policy/);
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning' && message.text().includes('support desk')) warnings.push(message.text());
  });
  await before(page);
  await page.goto(url);
  return { form: page.locator('support-form'), tickets: page.locator('support-tickets'), warnings };
}

describe('a desk that refuses the origin of a website', () => {
  test('is unavailable to the customer, and the console says what to add to the settings, once for each script', async () => {
    const { form, tickets, warnings } = await visitElements(refused());
    await tickets.getByText('Support is briefly unavailable', { exact: true }).waitFor();
    await form.getByText('Support is briefly unavailable', { exact: true }).waitFor();
    await form.getByRole('button', { name: 'Try now' }).click();
    await form.getByText('Trying again in').waitFor();
    const warning = `The support desk at ${pages.desk().url} refuses requests from this page. Add "${refused()}" to \`allowedOrigins\` in the desk's settings (cdk.json) and deploy it again.`;
    expect(warnings).toEqual([warning, warning]);
  });

  test('says how a sandboxed frame gets an origin', async () => {
    const { warnings } = await visitElements(`${allowed()}/framed`);
    await expect.poll(() => warnings, { timeout: 10_000 }).toHaveLength(2);
    expect(warnings[0]).toContain('add allow-same-origin to the frame');
  });

  test('is told from one that cannot be reached', async () => {
    const { form, warnings } = await visitElements(allowed(), (page) =>
      page.route('**/api/**', (route) => route.abort()),
    );
    await form.getByText('No connection to support', { exact: true }).waitFor();
    expect(warnings).toEqual([]);
  });

  test('is told from one that allows the origin and loses a request', async () => {
    const { form, warnings } = await visitElements(allowed(), (page) =>
      page.route('**/api/support/**', (route) => route.abort(), { times: 2 }),
    );
    await form.getByText('No connection to support', { exact: true }).waitFor();
    await form.getByRole('button', { name: 'Try now' }).click();
    await form.getByLabel('Subject').waitFor();
    expect(warnings).toEqual([]);
  });
});
