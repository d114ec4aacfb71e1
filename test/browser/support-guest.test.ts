import fc from 'fast-check';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { readDocument } from '#test/docs/document.ts';
import { taken } from './browser.ts';
import { skipInFirefox } from './firefox-lacks.ts';
import { FORM, shop, TICKETS } from './shop.ts';

const website = shop();
const embedding = readDocument('docs/embedding.md');

const free = { credits_purchased: 0 };
const evaluate = <T>(page: Page, script: string) => page.evaluate(script) as Promise<T>;
const field = (scope: Locator, name = 'Subject') => scope.getByLabel(name, { exact: true });

describe('in somebody’s layout', () => {
  const layouts = {
    'a flex row': (element: string) =>
      `<div style="display: flex; inline-size: min(700px, 100%)"><nav style="flex: none; width: 20px"></nav>${element}</div>`,
    'a flex row beside something wide': (element: string) =>
      `<div style="display: flex; inline-size: min(700px, 100%)">${element}<p style="flex: 1 1 600px; min-width: 0">Shop</p></div>`,
    'a flex column that centres': (element: string) =>
      `<div style="display: flex; flex-direction: column; align-items: center">${element}</div>`,
    'a column of a grid': (element: string) =>
      `<div style="display: grid; grid-template-columns: auto 1fr">${element}<p></p></div>`,
    'a popover': (element: string) => `<div popover="manual">${element}</div>`,
    'a dialog': (element: string) => `<dialog>${element}</dialog>`,
    'a table': (element: string) => `<table><tr><td>${element}</td></tr></table>`,
    'an inline-block': (element: string) => `<div style="display: inline-block">${element}</div>`,
    'an inline-block of its own': (element: string) => element.replace(' ', ' style="display: inline-block" '),
    'a float': (element: string) => `<div style="float: inline-start">${element}</div><br style="clear: both">`,
    'a block': (element: string) => `<div>${element}</div>`,
  };
  const all = Object.values(layouts).map((layout) => layout(FORM) + layout(TICKETS));

  test('both are as wide as they need to be, whatever they contain', async () => {
    const { answer } = await website.somebody(['Width']);
    const page = await website.visitShop('', '', answer);
    await page.evaluate((markup) => {
      document.body.innerHTML = markup;
      for (const popover of document.querySelectorAll<HTMLElement>('[popover]')) popover.showPopover();
      for (const dialog of document.querySelectorAll('dialog')) dialog.show();
    }, all.join(''));
    const widths = () =>
      page.locator('support-form, support-tickets').evaluateAll((elements) => elements.map((one) => one.clientWidth));
    const before = await widths();
    for (const form of await page.locator('support-form').all()) await field(form).waitFor();
    for (const tickets of await page.locator('support-tickets').all())
      await tickets.getByRole('button', { name: 'Width' }).waitFor();
    const names = Object.keys(layouts).flatMap((name) => [`the form in ${name}`, `the tickets in ${name}`]);
    for (const wide of [1280, 320]) {
      await page.setViewportSize({ width: wide, height: 900 });
      const now = await widths();
      if (wide === 1280) expect(now).toEqual(before);
      expect(names.filter((_, index) => (now[index] ?? 0) < 240 || (now[index] ?? 0) > wide)).toEqual([]);
    }
  });

  test('nothing moves when the form appears, before or after its script has loaded', async () => {
    const { answer } = await website.somebody();
    const held: (() => void)[] = [];
    const page = await website.visitShop('', '', (response) => held.push(() => answer(response)));
    const reserved = Number(/support-form:not\(:defined\) \{[^}]*min-height: (\d+)px/.exec(embedding)?.[1]);
    for (const wide of [1280, 460, 375]) {
      await page.setViewportSize({ width: wide, height: 900 });
      await page.evaluate((form) => {
        document.body.innerHTML = `<div>${form}</div><p>Below</p>`;
      }, FORM);
      const height = () => page.locator('support-form').evaluate((form) => form.getBoundingClientRect().height);
      await expect.poll(() => held.length).toBe(1);
      const skeleton = await height();
      held.pop()?.();
      await field(page.locator('support-form')).waitFor();
      expect([wide, await height()]).toEqual([wide, skeleton]);
      if (wide === 1280) expect(reserved).toBe(skeleton);
    }
  });
});

describe('while the website hides it', () => {
  const ways = ['hidden', 'style="visibility: hidden"', 'style="opacity: 0"'];
  const boxes = [
    ...ways.map((way) => `<div id="box" ${way}>${FORM}${TICKETS}</div>`),
    `<details><summary>Help</summary>${FORM}${TICKETS}</details>`,
  ];
  const dialog = `<dialog>${FORM}${TICKETS}</dialog>`;

  test('it requests nothing, and starts once it is shown', async () => {
    const { answer } = await website.somebody(['Hidden']);
    let asked = 0;
    const page = await website.visitShop(`${dialog}${boxes.join('')}<div id="shown">${FORM}</div>`, '', (response) => {
      asked += 1;
      answer(response);
    });
    await field(page.locator('#shown')).waitFor();
    expect(asked).toBe(1);
    await evaluate(page, "document.querySelector('dialog').show()");
    await field(page.locator('dialog')).waitFor();
    await page.locator('dialog').getByRole('button', { name: 'Hidden' }).waitFor();
    expect(asked).toBe(3);
    await evaluate(page, "document.querySelector('details').open = true");
    await field(page.locator('details')).waitFor();
    await evaluate(page, "for (const box of document.querySelectorAll('#box')) box.hidden = box.style = ''");
    for (const box of await page.locator('#box').all()) await field(box).waitFor();
  });

  test('a customer without credits is not redirected, and later only after having time to read why', async () => {
    const { answer } = await website.somebody([], free);
    const page = await website.visitShop(`<dialog>${FORM}</dialog>`, '', answer);
    await page.clock.install();
    const show = "document.querySelector('dialog').show()";
    await evaluate(page, show);
    await page.getByText('Taking you to our pricing page in 5 s.').waitFor();
    await page.clock.runFor(2000);
    await page.getByText('Taking you to our pricing page in 3 s.').waitFor();
    await evaluate(page, "document.querySelector('dialog').close()");
    await page.clock.runFor(60_000);
    expect(page.url()).toBe(`${website.origin()}/`);
    await evaluate(page, show);
    await page.getByText('Taking you to our pricing page in 5 s.').waitFor();
    await page.clock.runFor(5000);
    await page.waitForURL(/\/pricing\?message=/);
  });

  test('it polls no tickets and retries nothing', async () => {
    const { answer, id, agentReplies } = await website.somebody(['Polled']);
    const page = await website.visitShop(`<div>${TICKETS}</div>`, `tickets.ticket = '${id}'`, answer);
    await page.clock.install();
    await page.getByRole('heading', { name: 'Polled' }).waitFor();
    await agentReplies('While you were away.');
    await page.route('**/api/support/**', (route) => route.abort());
    const failed = page.waitForEvent('requestfailed');
    await evaluate(page, 'tickets.refresh()');
    await failed;
    const asked: string[] = [];
    // The failed request also causes a late request to the health check.
    page.on('request', (request) => request.url().includes('/api/support/') && asked.push(request.url()));
    await evaluate(page, 'tickets.parentNode.hidden = true');
    await page.clock.runFor(600_000);
    expect(asked).toEqual([]);
    await page.unroute('**/api/support/**');
    await evaluate(page, 'tickets.parentNode.hidden = false');
    await page.clock.runFor(2000);
    await page.getByText('While you were away.', { exact: true }).waitFor();
  });
});

describe('in a frame', () => {
  const framed = (sandbox: string) => {
    const script = `<script src="${website.desk().url}/static/support-form.js"></script>`;
    return `<iframe ${sandbox} srcdoc='${FORM}${script}' style="width: 640px; height: 640px"></iframe>`;
  };
  const sandboxed = () => framed('sandbox="allow-scripts allow-same-origin"');

  test('the pricing page opens in the customer’s window', async () => {
    const page = await website.visitShop(framed(''), '', (await website.somebody([], free)).answer);
    await page.frameLocator('iframe').getByRole('link', { name: 'See pricing' }).click();
    await page.waitForURL(/\/pricing\?message=/);
  });

  test('of another website, it waits for the customer’s click', async (context) => {
    skipInFirefox(context, 'frames');
    const { answer } = await website.somebody([], free);
    const alone = `const { port } = location; const frame = document.createElement('iframe'); frame.src = 'http://127.0.0.1:' + port;
      if (location.hostname === 'localhost') document.body.replaceChildren(frame);`;
    const page = await website.visitShop(FORM, alone, answer);
    await page.goto(website.origin().replace('127.0.0.1', 'localhost'));
    const link = page.frameLocator('iframe').getByRole('link', { name: 'See pricing' });
    await link.waitFor();
    expect(await page.frameLocator('iframe').getByText('Taking you').count()).toBe(0);
    await link.click();
    await page.waitForURL(/\/pricing\?message=/);
  });

  test('whose sandbox allows nothing, it is a link inside the frame', async () => {
    const page = await website.visitShop(sandboxed(), '', (await website.somebody([], free)).answer);
    await page.frameLocator('iframe').getByRole('link', { name: 'See pricing' }).click();
    await expect.poll(() => page.frames().at(-1)?.url()).toMatch(/\/pricing\?message=/);
    expect(page.url()).toBe(`${website.origin()}/`);
  });

  test('whose sandbox forbids forms, the button and Enter send a message', async () => {
    const page = await website.visitShop(sandboxed(), '', (await website.somebody()).answer);
    const form = page.frameLocator('iframe');
    for (const [subject, send] of [
      ['By the button', () => form.getByRole('button', { name: 'Send message' }).click()],
      ['By Enter', () => form.getByLabel('Subject').press('Enter')],
    ] as const) {
      await form.getByLabel('Message').fill('Hello.');
      await form.getByLabel('Subject').fill(subject);
      await send();
      await form.getByRole('button', { name: 'Send another message' }).click();
      expect(await website.ticketsAbout(subject)).toHaveLength(1);
    }
  });
});

describe('element and website don’t disturb each other', () => {
  test('typing triggers none of the website’s shortcuts; Escape and Tab reach the website, too', async () => {
    const { answer, id } = await website.somebody(['Keys']);
    const page = await website.visitShop(
      FORM + TICKETS,
      `tickets.ticket = '${id}';
       const pressed = [];
       for (const type of ['keydown', 'keypress', 'keyup'])
         document.addEventListener(type, (event) => {
           if (event.target.matches('input, textarea')) return;
           pressed.push(type + ' ' + event.key);
           if (/^[sth/]$/.test(event.key)) event.preventDefault();
         });`,
      answer,
    );
    const text = 'this is a test / slash';
    for (const control of [page.getByLabel('Subject'), page.getByLabel('Message'), page.getByLabel('Your reply')]) {
      await control.pressSequentially(text);
      expect(await control.inputValue()).toBe(text);
    }
    expect(await evaluate(page, 'pressed')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Tab');
    expect(await evaluate(page, 'pressed')).toEqual(expect.arrayContaining(['keydown Escape', 'keydown Tab']));
  });

  test('the page’s general styles don’t reach inside; hiding and direction do', async () => {
    const { answer, id } = await website.somebody(['Style']);
    const styled = `color: red; cursor: wait; font-style: italic; font-variant: small-caps; font-weight: 900; hyphens: auto; letter-spacing: 3px;
      line-height: 3; list-style: square; quotes: none; tab-size: 1; text-align: right; text-indent: 40px; text-shadow: 1px 1px red;
      text-transform: uppercase; user-select: none; white-space: pre; word-break: break-all; word-spacing: 9px; -webkit-text-fill-color: red`;
    const page = await website.visitShop(
      `<style>#styled, #styled * { ${styled} }</style>
       ${['plain', 'styled'].map((name) => `<div id="${name}">${FORM}${TICKETS}</div>`).join('')}`,
      `for (const one of document.querySelectorAll('support-tickets')) one.ticket = '${id}'`,
      answer,
    );
    for (const box of ['#plain', '#styled']) {
      await field(page.locator(box)).waitFor();
      await page.locator(box).getByRole('heading', { name: 'Style' }).waitFor();
    }
    const looks = (box: string) =>
      page.locator(`${box} :is(support-form, support-tickets)`).evaluateAll((elements) =>
        elements.flatMap(({ shadowRoot }) =>
          [...(shadowRoot?.querySelectorAll('*') ?? [])].map((inner) => {
            const { length, ...style } = getComputedStyle(inner);
            const values = Array.from({ length }, (_, index) => style[index] ?? '').map(
              (name) => `${name}: ${getComputedStyle(inner).getPropertyValue(name)}`,
            );
            return `${inner.tagName} ${values.filter((value) => !value.startsWith('--')).join('; ')}`;
          }),
        ),
      );
    const [plain, inside] = [await looks('#plain'), await looks('#styled')];
    expect(plain.length).toBeGreaterThan(30);
    const controls = ':is(button, a, input, textarea, label, h2, ul, ol, dl, time):not([part], [hidden])';
    expect(await page.locator(`#plain ${controls}`).count()).toBe(0);
    expect(inside.filter((look, index) => look !== plain[index])).toEqual([]);
    await evaluate(
      page,
      "Object.assign(document.querySelector('#styled'), { dir: 'rtl' }).style.visibility = 'hidden'",
    );
    const subject = page.locator('#styled').locator('#subject');
    expect(
      await subject.evaluate((one) => [getComputedStyle(one).visibility, getComputedStyle(one).direction]),
    ).toEqual(['hidden', 'rtl']);
  });

  test('a ticket that the website opens takes neither focus nor scroll position; one that the customer opens takes both', async () => {
    const { answer, id } = await website.somebody(['First', 'Second']);
    const page = await website.visitShop(
      `<input id="search"><div style="height: 3000px"></div>${TICKETS}`,
      `document.querySelector('#search').focus(); tickets.ticket = '${id}'`,
      answer,
    );
    const focused = () =>
      evaluate(page, '[document.activeElement, tickets.shadowRoot.activeElement].map((one) => one?.localName)');
    await page.getByRole('heading', { name: 'First' }).waitFor();
    await evaluate(page, 'tickets.ticket = null');
    await page.getByRole('button', { name: 'Second' }).waitFor();
    expect([await focused(), await evaluate(page, 'scrollY')]).toEqual([['input', undefined], 0]);
    await page.getByRole('button', { name: 'Second' }).click();
    await page.getByRole('heading', { name: 'Second' }).waitFor();
    expect(await focused()).toEqual(['support-tickets', 'h2']);
    // The website's Back button: the focus moves to where the customer was, as it would be lost otherwise.
    await evaluate(page, 'tickets.ticket = null');
    expect(await focused()).toEqual(['support-tickets', 'button']);
  });

  test('polling changes nothing without news, and moves nothing with news: a selection stays', async () => {
    const { answer, id, agentReplies } = await website.somebody(['Selected']);
    const page = await website.visitShop(FORM + TICKETS, '', answer);
    await field(page.locator('support-form')).waitFor();
    await evaluate(
      page,
      `globalThis.touched = [];
       for (const { shadowRoot } of [form, tickets])
         new MutationObserver((changes) => touched.push(...changes.map(({ type, target }) => type + ' ' + target.nodeName)))
           .observe(shadowRoot, { subtree: true, childList: true, characterData: true, attributes: true })`,
    );
    const refreshed = async (path: string) => {
      await evaluate(page, 'touched.length = 0');
      const response = taken(page.waitForResponse((one) => one.url().endsWith(path)));
      await evaluate(page, 'tickets.refresh(), form.dialogue.refresh()');
      await response;
      return evaluate(page, 'touched');
    };
    await page.getByRole('button', { name: 'Selected' }).waitFor();
    expect(await refreshed('/tickets')).toEqual([]);
    await page.getByRole('button', { name: 'Selected' }).click();
    await page.getByRole('heading', { name: 'Selected' }).waitFor();
    expect(await refreshed(id)).toEqual([]);
    const selection =
      "getSelection().getComposedRanges({ shadowRoots: [tickets.shadowRoot] })[0].startContainer.data ?? ''";
    await page.locator('.said').click({ clickCount: 2, position: { x: 20, y: 10 } });
    const before = [await evaluate(page, selection), await evaluate(page, 'scrollY')];
    await agentReplies('News.');
    await evaluate(page, 'tickets.refresh()');
    await page.getByText('News.', { exact: true }).waitFor();
    expect(before[0]).toContain('About Selected.');
    expect([await evaluate(page, selection), await evaluate(page, 'scrollY')]).toEqual(before);
  });
});

test('text on the accent colour, and text in it, is readable for every accent', async () => {
  const markup = ['light', 'dark'].map((theme) => FORM.replace(' ', ` theme="${theme}" `));
  const page = await website.visitShop(markup.join(''), '', (await website.somebody([], free)).answer);
  const accents = [
    ...fc.sample(fc.integer({ min: 0, max: 0xffffff }), 200).map((rgb) => `#${rgb.toString(16).padStart(6, '0')}`),
    ...['white', 'black', '#777', '#e11d48', 'rgb(0 128 0)', 'oklch(0.7 0.3 150)', 'light-dark(#004, #bdf)'],
  ];
  for (const form of await page.locator('support-form').all()) {
    const link = form.getByRole('link', { name: 'See pricing' });
    await link.waitFor();
    for (const act of ['focus', 'hover'] as const) {
      await link[act]();
      expect(await link.evaluate(unreadable, accents)).toEqual([]);
    }
  }
});

test('it is light or dark as the page, its own `color-scheme` or its attribute says', async (context) => {
  skipInFirefox(context, 'colours');
  const { answer } = await website.somebody();
  const styles = ['', 'theme="dark"', 'theme="light"', 'style="color-scheme: dark"', 'style="color-scheme: light"'];
  const boxes = ['light dark', 'light', 'dark'].map(
    (scheme) =>
      `<div style="color-scheme: ${scheme}">${styles.map((style) => FORM.replace(' ', ` ${style} `)).join('')}</div>`,
  );
  const page = await website.visitShop(boxes.join(''), '', answer);
  await page.emulateMedia({ colorScheme: 'dark' });
  const isDark = await page
    .locator('[part~=card]')
    .evaluateAll((cards) => cards.map((card) => getComputedStyle(card).backgroundColor !== 'rgb(255, 255, 255)'));
  expect(isDark).toEqual([
    ...[true, true, false, true, false],
    ...[false, true, false, true, false],
    ...[true, true, false, true, false],
  ]);
});

test('a field has the direction of its text or, while empty, of the page; counters run from left to right', async () => {
  const { answer, id } = await website.somebody(['Direction']);
  const page = await website.visitShop(FORM + TICKETS, `document.dir = 'rtl'; tickets.ticket = '${id}'`, answer);
  for (const name of ['Subject', 'Message', 'Your reply']) {
    const control = page.getByLabel(name);
    const direction = () => control.evaluate((element) => getComputedStyle(element).direction);
    expect([await direction(), await control.getAttribute('dir')]).toEqual(['rtl', 'auto']);
    await control.fill('Hello');
    expect(await direction()).toBe('ltr');
    await control.fill('שלום');
    expect(await direction()).toBe('rtl');
  }
  const places = await page.locator('#subject-count').evaluate(({ firstChild }) =>
    [0, 4].map((from) => {
      const range = document.createRange();
      if (firstChild) range.setStart(firstChild, from);
      if (firstChild) range.setEnd(firstChild, from + 1);
      return [String(range), range.getBoundingClientRect().left] as const;
    }),
  );
  expect(places.map(([text]) => text)).toEqual(['4', '2']);
  expect(places[0]?.[1]).toBeLessThan(places[1]?.[1] ?? 0);
});

/** Returns the accents for which a button, or a link in text next to it, has a contrast of less than 4.5:1 (WCAG 2). */
function unreadable(button: Element, accents: readonly string[]): string[] {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const luminance = (color: string) => {
    if (!context) return 0;
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = [...context.getImageData(0, 0, 1, 1).data].map((value) =>
      value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one: string, other: string) => {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const link = document.createElement('p');
  link.style.cssText = 'color: var(--accent-text); background: var(--selected)';
  button.after(link);
  const found = accents.filter((accent) => {
    const root = button.getRootNode() as ShadowRoot;
    (root.host as HTMLElement).style.setProperty('--accent', accent);
    return [button, link].some((element) => {
      const { color, backgroundColor } = getComputedStyle(element);
      return contrast(color, backgroundColor) < 4.5;
    });
  });
  link.remove();
  return found;
}
