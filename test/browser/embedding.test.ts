import type { RequestListener } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listenOnLoopback } from '#test/local/loopback.ts';
import { confirmation, send, supportPages } from './support-pages.ts';

/** The website's content by path, with the headers of its pages. */
let content: Readonly<Record<string, string>> = {};
let headers: Readonly<Record<string, string>> = {};
let website: Awaited<ReturnType<typeof listenOnLoopback>>;
/** The desk allows the website's origin with its IP address, and refuses the one with its name. */
const allowed = () => `http://127.0.0.1:${website.port}`;
const refused = () => `http://localhost:${website.port}`;

beforeAll(async () => {
  const listener: RequestListener = ({ url = '/' }, response) => {
    const isScript = url.endsWith('.js');
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? content[url] : `<!doctype html><html lang="en"><title>Shop</title>${content[url]}`);
  };
  website = await listenOnLoopback(listener, Number(process.env.DESK_WEBSITE_PORT ?? 0));
});
const pages = supportPages(() => ({ settings: { allowedOrigins: [allowed()] } }));
afterAll(() => website.close());

/** Both elements, with their script tags. */
async function embedded(tag: (name: string) => string, attributes = ''): Promise<string> {
  const token = await pages.desk().token();
  const names = ['support-form', 'support-tickets'];
  const tags = names.map((name) => `<${name} ${attributes}></${name}>${tag(name)}`);
  return `${tags.join('')}<script nonce="shop">for (const it of document.querySelectorAll('${names}')) it.token = '${token}'</script>`;
}

/** Opens a page at `url`; returns its elements, and what the console says about the desk. */
async function visitElements(url: string, before: (page: Page) => Promise<unknown> = async () => {}) {
  headers = {};
  content = {
    '/': await embedded((name) => `<script src="${pages.desk().url}/static/${name}.js"></script>`),
    '/framed': '<iframe sandbox="allow-scripts" src="/"></iframe>',
  };
  const page = await pages.visit('about:blank', {}, /blocked by CORS policy/);
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning' && message.text().startsWith('Support: http')) warnings.push(message.text());
  });
  await before(page);
  await page.goto(url);
  return { form: page.locator('support-form'), tickets: page.locator('support-tickets'), warnings };
}

describe('a desk that refuses the origin of a website', () => {
  test('is unavailable to the customer, and the console says what to add to the settings, once for each script', async () => {
    const { form, tickets, warnings } = await visitElements(refused());
    await tickets.getByText('Support is temporarily unavailable', { exact: true }).waitFor();
    await form.getByText('Support is temporarily unavailable', { exact: true }).waitFor();
    await form.getByRole('button', { name: 'Try now' }).click();
    await form.getByText('Trying again in').waitFor();
    const warning = `Support: ${pages.desk().url} refuses requests from this page. Add "${refused()}" to \`allowedOrigins\` in the desk's settings (cdk.json) and deploy it again.`;
    expect(warnings).toEqual([warning, warning]);
  });

  test('says how a sandboxed frame gets an origin', async () => {
    const { warnings } = await visitElements(`${allowed()}/framed`);
    await expect.poll(() => warnings, { timeout: 30_000 }).toHaveLength(2);
    expect(warnings[0]).toContain('add allow-same-origin to the frame');
  });

  test('is distinguished from one that can’t be reached', async () => {
    const { form, warnings } = await visitElements(allowed(), (page) =>
      page.route('**/api/**', (route) => route.abort()),
    );
    await form.getByText('Can’t connect to support', { exact: true }).waitFor();
    expect(warnings).toEqual([]);
  });

  test('is distinguished from one that allows the origin but loses a request', async () => {
    const { form, warnings } = await visitElements(allowed(), (page) =>
      page.route('**/api/support/**', (route) => route.abort(), { times: 2 }),
    );
    await form.getByText('Can’t connect to support', { exact: true }).waitFor();
    await form.getByRole('button', { name: 'Try now' }).click();
    await form.getByLabel('Subject').waitFor();
    expect(warnings).toEqual([]);
  });
});

describe('a website with a strict content security policy', () => {
  /** Forbids scripts without a hash (https://w3c.github.io/webappsec-subresource-integrity/#integrity-policy-section), and from other hosts. */
  const strict = (scripts: string, connections = pages.desk().url) => ({
    'content-security-policy': `default-src 'none'; script-src 'nonce-shop' ${scripts}; connect-src ${connections}; require-trusted-types-for 'script'; trusted-types 'none'`,
    'integrity-policy': 'blocked-destinations=(script)',
  });

  async function listedVersions() {
    const response = await fetch(`${pages.desk().url}/static/support-elements.json`);
    return (await response.json()) as Record<string, { src: string; integrity: string }>;
  }

  /** Submits a ticket with the form, and waits for it in the list. */
  async function sendAndFollow(subject: string) {
    const page = await pages.visit(allowed());
    await send(page, subject, 'Hello.');
    await confirmation(page).waitFor();
    await page.reload();
    await page.locator('support-tickets').getByText(subject).waitFor();
    expect(await pages.ticketsAbout(subject)).toHaveLength(1);
  }

  test('embeds the elements by their versions, with the hashes that the desk lists', async () => {
    const { url } = pages.desk();
    const versions = await listedVersions();
    headers = strict(url);
    const tag = (name: string) =>
      `<script src="${url}${versions[name]?.src}" integrity="${versions[name]?.integrity}" crossorigin async></script>`;
    content = { '/': await embedded(tag) };
    await sendAndFollow('By a version');
    const { headers: kept } = await fetch(`${url}${versions['support-form']?.src}`);
    expect(kept.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  test('serves its own copies, which find the desk by the attribute `api`', async () => {
    const { url } = pages.desk();
    const versions = await listedVersions();
    headers = strict("'self'");
    const tag = (name: string) =>
      `<script src="/${name}.js" integrity="${versions[name]?.integrity}" crossorigin async></script>`;
    const copy = async (name: string) => (await fetch(`${url}/static/${name}.js`)).text();
    content = {
      '/': await embedded(tag, `api="${url}"`),
      '/support-form.js': await copy('support-form'),
      '/support-tickets.js': await copy('support-tickets'),
    };
    await sendAndFollow('By a copy');
  });

  test('takes files if it lists their script’s hash and allows their origin; otherwise a message is sent without them', async () => {
    const { url } = pages.desk();
    const versions = await listedVersions();
    const tag = (name: string) =>
      `<script src="${url}${versions[name]?.src}" integrity="${versions[name]?.integrity}" crossorigin async></script>`;
    const elements = await embedded(tag);
    const hashes = { [`${url}${versions['support-files']?.src}`]: versions['support-files']?.integrity };
    const map = `<script type="importmap" nonce="shop">${JSON.stringify({ integrity: hashes })}</script>`;
    const attach = async (page: Page) => {
      const files = [{ name: 'log.txt', mimeType: 'text/plain', buffer: Buffer.from('log') }];
      await page.locator('support-form input[type=file]').setInputFiles(files);
    };

    headers = strict(url);
    content = { '/': elements };
    const unlisted = await pages.visit(allowed(), {}, /integrity|Integrity/);
    await attach(unlisted);
    await unlisted.getByText('We can’t take files right now.').waitFor();

    content = { '/': map + elements };
    const page = await pages.visit(allowed(), {}, /connect-src/);
    await attach(page);
    await page.locator('.upload').getByText('send your message without it').waitFor();
    await page.getByRole('button', { name: 'Remove log.txt' }).click();
    await send(page, 'Without its file', 'Hello.');
    await confirmation(page).waitFor();

    const { headers: ofPage } = await fetch(`${url}/static/support.html`);
    const bucket = /connect-src 'self' ([^;]+)/.exec(ofPage.get('content-security-policy') ?? '')?.[1];
    headers = strict(url, `${url} ${bucket}`);
    const allowing = await pages.visit(allowed());
    await attach(allowing);
    await allowing.getByRole('status').getByText('log.txt is attached.').waitFor({ state: 'attached' });
  });

  test('runs no script with a different hash', async () => {
    const { url } = pages.desk();
    const versions = await listedVersions();
    headers = strict(url);
    const [form, tickets] = ['support-form', 'support-tickets'].map((name) => versions[name]);
    content = {
      '/': `<script src="${url}${form?.src}" integrity="${tickets?.integrity}" crossorigin></script><support-form></support-form>`,
    };
    const page = await pages.visit(allowed(), {}, /integrity/);
    expect(await page.locator('support-form:not(:defined)').count()).toBe(1);
  });
});
