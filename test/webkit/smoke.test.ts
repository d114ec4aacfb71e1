import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sideOf } from '#test/browser/text-side.ts';
import { type OpenDesk, openDesk } from '#test/open-desk.ts';
import { find } from './in-page.ts';
import { WebKit } from './webkit.ts';

let desk: OpenDesk;
let tab: WebKit;
let elements = '';

/** A website that runs no script but its own by nonce and the desk's, and keeps what its policy blocked in `blocked`. */
const website = createServer((_, response) => {
  const policy = `default-src 'none'; script-src 'nonce-shop' ${desk.url}; connect-src ${desk.url}; require-trusted-types-for 'script'; trusted-types 'none'`;
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
  response.end(`<!doctype html><html lang="en"><title>Shop</title>${elements}`);
});
const origin = () => `http://127.0.0.1:${(website.address() as AddressInfo).port}`;

beforeAll(async () => {
  await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', resolve));
  [desk, tab] = await Promise.all([openDesk({ settings: { allowedOrigins: [origin()] } }), WebKit.open()]);
});
afterAll(async () => {
  await tab?.close();
  website.closeAllConnections();
  website.close();
  await desk?.close();
});

async function submit(subject: string, message = 'Hello.', claims = {}): Promise<string> {
  const response = await fetch(`${desk.url}/api/support/contact`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await desk.token(claims)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ subject, message }),
  });
  await desk.settled();
  return ((await response.json()) as { ticket_id: string }).ticket_id;
}

/** Returns the stored ticket with its conversation. */
async function conversation(id: string): Promise<string> {
  const headers = { 'x-admin-key': desk.adminKey };
  return (await fetch(`${desk.url}/api/admin/support-tickets/${id}`, { headers })).text();
}

/** Returns the focused element, and whether its focus is visible. */
const focus = () =>
  tab.evaluate(() => {
    const { activeElement: it } = document;
    return `${it?.tagName} ${it?.matches(':focus-visible') ? getComputedStyle(it).outlineStyle : 'unseen'}`;
  });

const side = async (selector: string, text: string) => tab.evaluate(sideOf, await tab.waitFor(selector, text));

describe('the dashboard', () => {
  test('signs an agent in, who walks by keys and always sees where, replies, and takes it back', async () => {
    const ids = [await submit('Oldest'), await submit('Middle'), await submit('Newest')];
    await tab.goto(`${desk.url}/static/admin-support.html`);
    await tab.fill('input[name=key]', desk.adminKey);
    await tab.press('Enter');
    await tab.click('a.row', 'Newest');
    await tab.waitFor('h2', 'Newest');
    await tab.press('j');
    await tab.waitFor('h2', 'Middle');
    expect(await focus()).toBe('A solid');
    await tab.press('Enter');
    expect(await focus()).toBe('H2 solid');
    await tab.press('Escape');
    expect(await focus()).toBe('A solid');

    await tab.press('r', ...'Try again.', 'Control+Enter');
    await tab.click('button', 'Undo');
    await vi.waitFor(async () => {
      expect(await tab.evaluate(() => document.querySelector('textarea')?.value)).toBe('Try again.');
    });
    await tab.press('Control+Enter');
    await tab.waitFor('.said', 'Try again.');
    expect(await conversation(ids[1] ?? '')).not.toContain('Try again.');
    // Another page: the reply is sent now, or by the next dashboard.
    await tab.goto(`${desk.url}/static/support.html`);
    await tab.goto(`${desk.url}/static/admin-support.html`);
    await expect.poll(() => conversation(ids[1] ?? '')).toContain('Try again.');
  });

  test('begins an Arabic message at the right, and is no wider than its window', async () => {
    const id = await submit('عنوان', 'مرحبا بالعالم');
    await tab.resize(320, 640);
    await tab.goto(`${desk.url}/static/admin-support.html?ticket=${id}`);
    expect(await side('article h2', 'عنوان')).toBe('right');
    expect(await side('.message', 'مرحبا')).toBe('right');
    expect(await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await tab.resize(1280, 900);
  });
});

describe('on a website with a strict policy', () => {
  const customer = { sub: 'webkit', email: 'webkit@example.com' };

  async function visit(body: string, claims: object = customer): Promise<void> {
    const tags = ['support-form', 'support-tickets'].map(
      (name) => `<script src="${desk.url}/static/${name}.js"></script>`,
    );
    elements = `<script nonce="shop">globalThis.blocked = []; document.addEventListener('securitypolicyviolation',
      ({ effectiveDirective, blockedURI }) => blockedURI.endsWith('/favicon.ico') || blocked.push(effectiveDirective));</script>${body}
      <script nonce="shop">for (const it of document.querySelectorAll('support-form, support-tickets'))
        it.token = '${await desk.token({ ...claims })}'</script>${tags.join('')}`;
    await tab.goto(origin());
  }

  test('the form sends a message, and the tickets show it and take another', async () => {
    await visit('<support-form></support-form><support-tickets></support-tickets>');
    await tab.fill('#subject', 'From WebKit');
    await tab.fill('textarea', 'It hangs.');
    await tab.click('button', 'Send message');
    await tab.waitFor('h2', 'We’ve received your message');
    await visit('<support-tickets></support-tickets>');
    await tab.click('button', 'From WebKit');
    await tab.fill('textarea', 'Still hangs.');
    await tab.click('button', 'Send');
    await tab.waitFor('.said', 'Still hangs.');
    expect(await tab.evaluate(() => (globalThis as unknown as { blocked: string[] }).blocked)).toEqual([]);
  });

  test('an Arabic message begins at the right, and so does what is typed', async () => {
    await submit('عنوان', 'مرحبا بالعالم', customer);
    await visit('<support-tickets></support-tickets>');
    await tab.click('button', 'عنوان');
    expect(await side('h2', 'عنوان')).toBe('right');
    expect(await side('.said', 'مرحبا')).toBe('right');
    await tab.fill('textarea', 'شكرا');
    const field = await tab.waitFor('textarea');
    expect(await tab.evaluate((element) => getComputedStyle(element).direction, field)).toBe('rtl');
  });

  test('a customer without credits who comes back from the prices is not sent away again', async () => {
    await visit('<support-form></support-form>', { credits_purchased: 0 });
    await tab.click('a', 'See pricing');
    await tab.waitForUrl(/\/pricing\?message=/);
    await tab.back();
    await tab.waitFor('a', 'See pricing');
    expect(await tab.evaluate(find, 'strong', 'Taking you')).toBe(null);
  });
});

test('the frame shows the HTML of a mail, in an origin of its own', async () => {
  await tab.goto(`${desk.url}/static/admin-support.html`);
  await tab.evaluate((html) => {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox');
    frame.src = '/static/mail-frame.html';
    addEventListener('message', ({ source, origin, data }) => {
      if (data.kind === 'ready') (source as Window).postMessage({ html, images: [], remote: false }, '*');
      if (data.kind === 'shown') document.title = `${origin} ${data.height} ${data.hidesImages}`;
    });
    document.body.append(frame);
  }, '<p style="margin: 0; height: 500px">Hello<img src="https://tracker.example/1.png"></p>');
  await vi.waitFor(async () => expect(await tab.evaluate(() => document.title)).toBe('null 524 true'), 10_000);
});
