import { join } from 'node:path';
import type { Page, Request } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { FrameNote, ShownMail } from '#site/mail-frame/notes.ts';
import { sendMail, type Written } from '#test/mail/mail-program.ts';
import { axeViolations } from './browser.ts';
import { dashboardPages, reading } from './dashboard-pages.ts';
import { hostileHtml } from './hostile-html.ts';
import { saved } from './saved-file.ts';

const desk = dashboardPages({ mailPort: 0, smtpPort: 0 });

const pictures = process.env.PICTURES;
const picture = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
};

/** A red square. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAF0lEQVR4nGP4z8BAEmJgGNUwqmH4agAA9mP/AYbRjtEAAAAASUVORK5CYII=',
  'base64',
);
const tracker = 'https://tracker.example/';

/** Returns the addresses outside this machine that are asked for from now on, in any frame; the browser names those that a policy refuses, too. */
function watch(page: Page): { readonly asked: string[]; readonly refused: string[] } {
  const asked: string[] = [];
  const refused: string[] = [];
  const note = (request: Request, list: string[]) => {
    const { hostname, href } = new URL(request.url());
    if (!['localhost', '127.0.0.1', ''].includes(hostname)) list.push(href);
  };
  page.on('requestfinished', (request) => note(request, asked));
  page.on('requestfailed', (request) =>
    note(request, /csp|BLOCKED/.test(request.failure()?.errorText ?? '') ? refused : asked),
  );
  return { asked, refused };
}

/** Sends a customer's mail, which becomes a ticket. Returns its ID. */
async function receive(mail: Partial<Written> & { readonly subject: string }): Promise<string> {
  await desk.submit({ subject: 'Before' });
  await sendMail(desk.desk().smtp ?? '', { from: 'customer@example.com', to: 'hello@reply.localhost.test', ...mail });
  await desk.desk().settled();
  const found = (await desk.tickets('open')).find(({ subject }) => subject === mail.subject);
  return found?.id ?? '';
}

const newsletter = {
  html: `<html lang="de"><head><style>h1 { color: #0a5 } @media (prefers-color-scheme: dark) { h1 { color: #fff } } body { padding: 24px }</style></head>
    <body><h1>Rechnung</h1><p>See the <img src="cid:one@x" alt="red square" width="64" height="64"> here.</p>
    <table width="100%" border="1" cellpadding="6"><tr><td>Item</td><td>Price</td></tr><tr><td>Credits</td><td>€ 10</td></tr></table>
    <p><a href="https://shop.example/order">Your order</a><img src="${tracker}pixel.gif" width="1" height="1"></p></body></html>`,
  text: 'Rechnung: see the picture.',
  attachments: [{ filename: 'square.png', content: png, cid: 'one@x' }],
};

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function opened(subject: string, mail: Partial<Written> = newsletter) {
  const id = await receive({ subject, ...mail });
  const page = await desk.signedIn(`?status=open&ticket=${id}`);
  const { asked, refused } = watch(page);
  await reading(page, subject).waitFor();
  return { page, asked, refused, frame: page.frameLocator('iframe[title="Formatted email"]') };
}

describe('a formatted email', () => {
  test('is shown in place of its text, with its own images, and with remote ones once the agent asks for them', async () => {
    const { page, asked, refused, frame } = await opened('Invoice one');
    await picture(page, 'text');
    await button(page, 'Show formatted email').click();
    await frame.getByRole('heading', { name: 'Rechnung' }).waitFor();
    const text = reading(page, 'Invoice one').locator('.message');
    await text.waitFor({ state: 'hidden' });
    const square = frame.getByAltText('red square');
    await expect.poll(() => square.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(16);
    const link = frame.getByRole('link', { name: 'Your order' });
    expect([await link.getAttribute('target'), await link.getAttribute('rel')]).toEqual([
      '_blank',
      'noopener noreferrer',
    ]);
    expect(await axeViolations(page)).toEqual([]);
    await picture(page, 'formatted');
    expect([...asked, ...refused]).toEqual([]);

    // No message of another window counts.
    const box = page.locator('iframe');
    await expect.poll(() => box.evaluate((element) => element.clientHeight)).toBeGreaterThan(150);
    const height = await box.evaluate((element) => element.clientHeight);
    await page.evaluate(() => postMessage({ kind: 'shown', height: 9999, hidesImages: false }, '*'));
    await button(page, 'Show remote images').click();
    await expect.poll(() => asked).toEqual([`${tracker}pixel.gif`]);
    await frame.getByRole('heading', { name: 'Rechnung' }).waitFor();
    await button(page, 'Show remote images').waitFor({ state: 'detached' });
    await expect.poll(() => box.evaluate((element) => element === document.activeElement)).toBe(true);
    await expect.poll(() => box.evaluate((element) => element.clientHeight)).toBe(height);

    // Escape leads back to the text, from within as well.
    await link.focus();
    await page.keyboard.press('Escape');
    await text.waitFor();
    await button(page, 'Show formatted email').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await frame.getByRole('heading', { name: 'Rechnung' }).waitFor();
    await page.keyboard.press('Escape');
    await text.waitFor();
    expect(await reading(page, 'Invoice one').isVisible()).toBe(true);
    expect(asked).toHaveLength(1);

    // On white in the dark, and in a narrow window.
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 320, height: 640 });
    await button(page, 'Show formatted email').click();
    const heading = frame.getByRole('heading', { name: 'Rechnung' });
    expect(await heading.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(0, 170, 85)');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await axeViolations(page)).toEqual([]);
    await box.scrollIntoViewIfNeeded();
    await picture(page, 'narrow-dark');
    await page.setViewportSize({ width: 1280, height: 800 });
    await picture(page, 'dark');
  });

  test('is not offered for a mail without HTML; its original can be downloaded, as that of a held one can', async () => {
    const { page } = await opened('Plain one', { text: 'Just text.' });
    expect(await button(page, 'Show formatted email').count()).toBe(0);
    const { name, text } = await saved(page, () => button(page, 'Download original').click());
    expect(name).toBe('Plain one.eml');
    expect(text).toContain('Just text.');
    await reading(page, 'Plain one').waitFor();
    await page.route('**/original', (route) => route.fulfill({ status: 404, json: { detail: 'Gone.' } }));
    await button(page, 'Download original').click();
    await page.getByRole('alert').getByText('The original of this email is gone.').waitFor();
    await page.unroute('**/original');

    const mail = { from: 'sam@example.com', to: 'hello@reply.localhost.test', subject: 'Held' };
    await sendMail(desk.desk().smtp ?? '', mail);
    await desk.desk().settled();
    await page.goto(desk.address('?view=held-mail'));
    const held = page.getByRole('article', { name: 'Held', exact: true }).getByText('Download original');
    expect((await saved(page, () => held.click())).name).toBe('Held.eml');
    await picture(page, 'held');
  });
});

/** Shows a mail in a frame of the dashboard's, and returns what the frame says, once it has had time to load something. */
const shownIn = (page: Page, mail: ShownMail): Promise<FrameNote | undefined> =>
  page.evaluate(async (shown) => {
    document.querySelector('iframe')?.remove();
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox');
    frame.src = '/static/mail-frame.html';
    const note = new Promise<FrameNote>((resolve) => {
      addEventListener('message', function listen({ source, data }) {
        if (source !== frame.contentWindow) return;
        if (data.kind === 'ready') frame.contentWindow?.postMessage(shown, '*');
        if (data.kind !== 'shown') return;
        removeEventListener('message', listen);
        resolve(data);
      });
    });
    document.body.append(frame);
    const said = await note;
    await new Promise((resolve) => setTimeout(resolve, 10));
    return said;
  }, mail);

const frameOf = (page: Page) => {
  const frame = page.frames().find((one) => one !== page.mainFrame());
  if (!frame) throw new Error('There is no frame.');
  return frame;
};

describe('a stranger’s HTML', () => {
  test('gets the room that it needs, and no more because of the room that it has', async () => {
    const page = await desk.open();
    const heightOf = async (html: string) => {
      const said = await shownIn(page, { html, images: [], remote: false });
      return said?.kind === 'shown' ? said.height : undefined;
    };
    expect(await heightOf('<p style="margin: 0; height: 500px">a</p>')).toBe(524);
    expect(await heightOf('<div style="height: 100vh; padding: 50px">a</div>')).toBeLessThan(400);
    // The frame gets more than that, and so does the element.
    const grown = await page.evaluate(async () => {
      const frame = document.querySelector('iframe');
      const heights: number[] = [];
      addEventListener('message', ({ data }) => heights.push(data.height));
      for (const height of [600, 700]) {
        if (frame) frame.style.height = `${height}px`;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return heights;
    });
    expect(grown).toEqual([]);
  });

  test('runs nothing, loads nothing, asks for nothing and leads nowhere by itself', async () => {
    // The parser says that it takes no base.
    const page = await desk.visit(desk.address(), {}, /base.uri/i);
    const { asked, refused } = watch(page);
    for (const [name, html] of Object.entries(hostileHtml)) {
      const said = await shownIn(page, { html, images: [], remote: false });
      expect(said, name).toMatchObject({ kind: 'shown' });
      const found = await frameOf(page).evaluate(() => ({
        ran: 'pwned' in window,
        elements: document.body.querySelectorAll(
          'script, svg, math, link, meta, base, form, input, button, iframe, object, embed, video, audio, template, [onerror]',
        ).length,
        loads: [...document.images].filter(({ src }) => src !== '').length,
        links: [...document.links].map(({ protocol, target }) => `${protocol} ${target}`),
        url: location.pathname,
      }));
      expect(found, name).toMatchObject({
        ran: false,
        elements: 0,
        loads: 0,
        links: [],
        url: '/static/mail-frame.html',
      });
    }
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
    expect([...asked, ...refused]).toEqual([]);
    expect(page.context().pages()).toHaveLength(1);
  });

  test('loads images over HTTPS and nothing else, even if the agent wants to see remote images', async () => {
    // What is left in style sheets is refused by the policy.
    const page = await desk.visit(desk.address(), {}, /content security policy|Content.Security.Policy/);
    const { asked } = watch(page);
    for (const name of [
      'images',
      'srcset',
      'background',
      'style attributes',
      'style sheets',
      'links',
      'media',
      'base',
    ]) {
      await shownIn(page, { html: hostileHtml[name] ?? '', images: [], remote: true });
    }
    await expect.poll(() => asked.length).toBeGreaterThan(10);
    expect(asked.filter((url) => !/^https:\/\/tracker\.example\/\d+\.png$/.test(url))).toEqual([]);
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  });

  test('is held by the policy alone, whatever gets past the sanitizer', async () => {
    const page = await desk.visit(desk.address(), {}, /content security policy|Content.Security.Policy|Trusted/);
    const { asked } = watch(page);
    await shownIn(page, { html: '<p>a</p>', images: [], remote: false });
    const { outcomes, blocked } = await frameOf(page).evaluate(async (url) => {
      const blocked: string[] = [];
      addEventListener('securitypolicyviolation', ({ blockedURI }) => blocked.push(blockedURI));
      const loading = (image: HTMLImageElement) =>
        new Promise((resolve) => {
          image.onload = () => resolve('loaded');
          image.onerror = () => resolve('refused');
        });
      const image = document.createElement('img');
      image.src = `${url}image.png`;
      document.body.style.backgroundImage = `url(${url}background.png)`;
      const fetched = await fetch(url).then(
        () => 'loaded',
        () => 'refused',
      );
      const scripted = await new Promise((resolve) => {
        const script = document.createElement('script');
        script.onload = () => resolve('loaded');
        script.onerror = () => resolve('refused');
        try {
          script.src = '/static/mail-frame.js';
          document.head.append(script);
        } catch {
          resolve('refused');
        }
      });
      let markup = 'taken';
      try {
        document.body.innerHTML = '<b>a</b>';
      } catch {
        markup = 'refused';
      }
      let storage = 'open';
      try {
        localStorage.setItem('a', 'b');
      } catch {
        storage = 'refused';
      }
      return { outcomes: [await loading(image), fetched, scripted, markup, storage, origin], blocked };
    }, tracker);
    expect(outcomes).toEqual([...Array(5).fill('refused'), 'null']);
    expect(blocked).toEqual(expect.arrayContaining([`${tracker}image.png`, tracker]));
    expect(asked).toEqual([]);
  });
});
