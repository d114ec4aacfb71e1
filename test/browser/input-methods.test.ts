import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { dashboardPages, row } from './dashboard-pages.ts';
import { skipInFirefox } from './firefox-lacks.ts';

beforeEach((context) => skipInFirefox(context, 'composing'));
const desk = dashboardPages();

/** Runs in the page before everything else: notes which listeners learn of a key of an input method. */
function noteListeners(): void {
  const heard: string[] = [];
  Object.assign(globalThis, { heard });
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const wrapped = new WeakMap<object, EventListener>();
  const wrap = (listener: EventListenerOrEventListenerObject): EventListener => {
    const known = wrapped.get(listener);
    if (known) return known;
    const noting = function (this: EventTarget, event: Event) {
      const { isComposing, keyCode } = event as KeyboardEvent;
      if (isComposing || keyCode === 229) heard.push(this.constructor.name);
      return typeof listener === 'function' ? listener.call(this, event) : listener.handleEvent(event);
    };
    wrapped.set(listener, noting);
    return noting;
  };
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    addEventListener.call(this, type, type === 'keydown' && listener ? wrap(listener) : listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    removeEventListener.call(this, type, type === 'keydown' && listener ? wrap(listener) : listener, options);
  };
}

const noting = (page: Page) => page.addInitScript(`(${noteListeners})()`);
const heard = (page: Page) => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.splice(0));

/** The text field that has the focus: undefined if something else has it, else what is in it. */
const written = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement ? focused.value : undefined;
  });

/** A key that an input method takes, as Chromium and Firefox fire it, and as Safari does: when the composition has ended. Returns how often it was fired. */
async function compose(page: Page, key: string, modifiers: number): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  const composes = (await written(page)) !== undefined;
  if (composes) {
    const text = key === 'Enter' ? '\r' : '';
    await cdp.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code: key, modifiers, text });
    await cdp.send('Input.insertText', { text: '日' });
  }
  const safari = { key, code: key, modifiers, windowsVirtualKeyCode: 229 };
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...safari });
  await cdp.detach();
  return composes ? 2 : 1;
}

const CONTROL = 2;

/** A page with something that has the focus, and what of it may not change. */
interface Place {
  readonly name: string;
  readonly open: () => Promise<Page>;
  /** Which listeners may learn of the key: the one that keeps it from all others. */
  readonly gate?: 'Window' | 'ShadowRoot';
}

const signedIn = async (act: (page: Page) => Promise<unknown>): Promise<Page> => {
  await desk.api(`/canned-replies/${randomUUID()}`, {
    method: 'PUT',
    body: JSON.stringify({ name: 'Composed', body: 'Inserted by mistake.' }),
  });
  await desk.submit({ subject: 'Older' }, { subject: 'Composed' });
  const page = await desk.signedIn('', {}, noting);
  await row(page, 'Composed').click();
  await act(page);
  return page;
};

const support = async (label: string, more: (page: Page) => Promise<unknown> = async () => {}): Promise<Page> => {
  const token = await desk.desk().token({ sub: `composer-${randomUUID()}`, credits_purchased: 100 });
  const page = await desk.visit('about:blank');
  await noting(page);
  await page.goto(`${desk.desk().url}/static/support.html#token=${token}`);
  await page.getByLabel('Subject').fill('Composed');
  await page.getByLabel('Message').fill('Composed');
  await more(page);
  await page.getByLabel(label).focus();
  return page;
};

const writing = (page: Page) => page.getByRole('form', { name: 'Write' }).getByRole('textbox');

const places: Place[] = [
  {
    name: 'the name that one signs in with',
    open: async () => {
      const page = await desk.open('', {}, noting);
      await page.getByLabel('Agent key').fill(desk.desk().adminKey);
      await page.getByLabel('Name').focus();
      return page;
    },
  },
  { name: 'the list', open: () => signedIn((page) => row(page, 'Composed').focus()) },
  { name: 'the ticket', open: () => signedIn((page) => page.getByRole('heading', { name: 'Composed' }).focus()) },
  { name: 'the search', open: () => signedIn((page) => page.getByRole('searchbox').fill('Comp')) },
  { name: 'the composer', open: () => signedIn((page) => writing(page).fill('Half a wor')) },
  {
    name: 'the choice of a canned reply',
    open: () =>
      signedIn(async (page) => {
        await writing(page).pressSequentially('#Comp');
        await page.getByRole('listbox').getByRole('option').first().waitFor();
      }),
  },
  {
    name: 'the editor of canned replies',
    open: () =>
      signedIn(async (page) => {
        await page.getByRole('button', { name: 'Canned replies' }).click();
        await page.getByRole('button', { name: 'Add a canned reply' }).click();
        await page.getByLabel('Text').fill('Text');
        await page.getByLabel('Name').fill('Name');
      }),
  },
  {
    name: 'the command palette',
    open: () =>
      signedIn(async (page) => {
        await page.keyboard.press('Control+k');
        await page.getByRole('dialog').getByRole('combobox').fill('Comp');
      }),
  },
  { name: 'the subject of a message', open: () => support('Subject'), gate: 'ShadowRoot' },
  { name: 'the text of a message', open: () => support('Message'), gate: 'ShadowRoot' },
  {
    name: 'a reply of the customer’s',
    open: () =>
      support('Your reply', async (page) => {
        await page.getByRole('button', { name: 'Send message' }).click();
        await page.locator('support-tickets').getByRole('button', { name: 'Composed' }).click();
        await page.getByLabel('Your reply').fill('Half a wor');
      }),
    gate: 'ShadowRoot',
  },
];

describe.each(places)('an input method’s key in $name', ({ open, gate = 'Window' }) => {
  test('is heard by nobody else: nothing is sent, inserted, opened or closed', async () => {
    const page = await open();
    const seen = async () => ({ url: page.url(), dialogs: await page.getByRole('dialog').count() });
    const [before, text] = [await seen(), await written(page)];
    const sent: string[] = [];
    page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()));
    await heard(page);
    let fired = await compose(page, 'j', 0);
    for (const key of ['Enter', 'Escape', 'ArrowDown']) {
      for (const modifiers of [0, CONTROL]) fired += await compose(page, key, modifiers);
    }
    expect(await heard(page)).toEqual(Array.from({ length: fired }, () => gate));
    // Whatever a key began is seen in the next frame.
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(sent).toEqual([]);
    expect(await seen()).toEqual(before);
    expect((await written(page))?.replaceAll(/[日\n]/g, '')).toBe(text);
  });
});
