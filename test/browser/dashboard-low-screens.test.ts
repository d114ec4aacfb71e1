import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { dashboardPages, phone, reading, row } from './dashboard-pages.ts';
import { tap } from './touch.ts';

const desk = dashboardPages({ mailPort: 0 });
const words = 'The export stops at 99% and nothing happens after that, whatever browser I take. ';

/** Width and height in CSS pixels. */
const screens = [
  ['a small window', 480, 300],
  ['a phone on its side', 667, 375],
  ['a phone whose keyboard is open', 360, 380],
  ['1280×720 at 200 %', 640, 360],
  ['1280×720 at 300 %', 427, 240],
  ['1280×720 at 400 %', 320, 180],
  ['1280×1024 at 400 %', 320, 256],
  ['a tablet', 768, 1024],
  ['a netbook', 1024, 600],
  ['a netbook with bars', 1024, 500],
  ['1600×900 at 200 %', 800, 450],
  ['a wide and low window', 1280, 400],
  ['a window of two columns', 960, 700],
  ['the widest window of two columns', 1099, 700],
  ['a usual screen', 1280, 720],
] as const;

/** A ticket whose conversation is longer than any of these screens. */
async function conversation(): Promise<string> {
  const [id = ''] = await desk.submit({ subject: 'Export stuck at 99%', message: words.repeat(6) });
  for (const body of ['Which browser?', words.repeat(3), 'Please try again.', words.repeat(2), 'It is mended.']) {
    await desk.api(`/support-tickets/${id}/replies`, { method: 'POST', body: JSON.stringify({ body, kind: 'reply' }) });
  }
  return id;
}

async function openedAt(width: number, height: number, id: string): Promise<Page> {
  const page = await desk.signedIn(`?status=in_progress&ticket=${id}`, { viewport: { width, height } });
  await conversationIsThere(page);
  return page;
}

async function conversationIsThere(page: Page): Promise<void> {
  await reading(page, 'Export stuck at 99%').waitFor();
  await page.getByRole('region', { name: 'Conversation' }).getByText('It is mended.').waitFor();
}

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** Which part of the screen's height shows the conversation. */
const shareOfThread = (page: Page) =>
  page.locator('.thread').evaluate((thread) => {
    let { top, bottom } = thread.getBoundingClientRect();
    const head = document.querySelector('.head');
    if (head && getComputedStyle(head).position === 'sticky') top = Math.max(top, head.getBoundingClientRect().bottom);
    for (let box = thread.parentElement; box; box = box.parentElement) {
      if (getComputedStyle(box).overflowY === 'visible') continue;
      const clip = box.getBoundingClientRect();
      top = Math.max(top, clip.top);
      bottom = Math.min(bottom, clip.bottom);
    }
    return (Math.min(bottom, innerHeight) - Math.max(top, 0)) / innerHeight;
  });

/** The controls that cannot be seen whole, or not be clicked because something covers them, however one scrolls. */
const outOfReach = (page: Page, within: string) =>
  page.locator(`${within} :is(a, button, textarea, input)`).evaluateAll((controls) =>
    controls
      .filter((control) => control.checkVisibility({ visibilityProperty: true }))
      .filter((control) => {
        control.scrollIntoView({ block: 'nearest' });
        const { left, right, top, bottom } = control.getBoundingClientRect();
        const at = document.elementFromPoint(
          (left + right) / 2,
          (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2,
        );
        const isWhole = left >= 0 && right <= innerWidth && top >= -0.5 && bottom <= innerHeight + 0.5;
        const isClipped = control.tagName === 'BUTTON' && control.scrollWidth > control.clientWidth + 1;
        return !control.contains(at) || !isWhole || isClipped;
      })
      .map((control) => control.outerHTML),
  );

/** Returns by how much the line with status and buttons is wider than its room. */
const crowded = (page: Page) =>
  page
    .locator(':is(.toolbar, .buttons, .byline, .composer-foot)')
    .evaluateAll((lines) => Math.max(...lines.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)));

/** Gives the page each size, one after the other, and looks at it. */
async function onEveryScreen(page: Page, look: (size: string) => Promise<void>) {
  for (const [name, width, height] of screens) {
    await page.setViewportSize({ width, height });
    await look(`${name}: ${width}×${height}`);
  }
}

describe('on every screen', () => {
  test('a conversation has its third of the height, and everything beside it can be reached', async () => {
    const page = await openedAt(480, 300, await conversation());
    await onEveryScreen(page, async (size) => {
      // Its composer is closed again, and its end is read.
      await page.reload();
      await conversationIsThere(page);
      await expect.poll(() => shareOfThread(page), { message: size }).toBeGreaterThanOrEqual(1 / 3);
      expect(await sideways(page), size).toBe(0);
      expect(await outOfReach(page, '.ticket'), size).toEqual([]);
      expect(await outOfReach(page, '.side'), size).toEqual([]);
      expect(await crowded(page), size).toBe(0);

      await page.getByRole('textbox', { name: 'Reply to the customer' }).click();
      for (const name of ['Send', 'Send & close', 'Note']) {
        await page.getByRole('button', { name, exact: true }).waitFor();
      }
      expect(await outOfReach(page, '.ticket'), size).toEqual([]);
      expect(await sideways(page), size).toBe(0);
    });
  });

  test('a list has room', async () => {
    await desk.submit(...Array.from({ length: 12 }, (_, index) => ({ subject: `Ticket ${index}` })));
    const page = await desk.signedIn();
    await row(page, 'Ticket 11').waitFor();
    await onEveryScreen(page, async (size) => {
      expect(await sideways(page), size).toBe(0);
      expect(await outOfReach(page, '.list'), size).toEqual([]);
      expect(await outOfReach(page, '.side'), size).toEqual([]);
    });
  });
});

describe('on a low screen', () => {
  const low = { viewport: { width: 667, height: 375 } };

  test('the composer is one line until it is written in, and stays open then', async () => {
    const page = await openedAt(667, 375, await conversation());
    const field = page.getByRole('textbox', { name: 'Reply to the customer' });
    const composer = page.getByRole('form', { name: 'Write' });
    const heightOf = async () => (await composer.boundingBox())?.height ?? expect.fail('There is no composer');
    expect(await heightOf()).toBeLessThan(70);
    await page.keyboard.press('r');
    await page.keyboard.type('Hello');
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
    expect(await field.evaluate((it) => it.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
    const open = await heightOf();
    await field.blur();
    expect(await heightOf()).toBe(open);
  });

  test('the thread is read from its end, which what is sent and what comes in stay at', async () => {
    const id = await conversation();
    const page = await openedAt(667, 375, id);
    const isSeen = (text: string) =>
      page
        .getByRole('region', { name: 'Conversation' })
        .getByText(text, { exact: true })
        .evaluate((it) => it.getBoundingClientRect().bottom <= innerHeight && it.getBoundingClientRect().top >= 0);
    await expect.poll(() => isSeen('It is mended.')).toBe(true);
    await page.getByRole('textbox', { name: 'Reply to the customer' }).fill('One more thing.');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => isSeen('One more thing.')).toBe(true);
  });

  test('a list scrolls under a finger to its last row', async () => {
    await desk.submit(...Array.from({ length: 12 }, (_, index) => ({ subject: `Ticket ${index}` })));
    const page = await desk.signedIn('', { ...phone, ...low });
    await tap(row(page, 'Ticket 0'));
    await reading(page, 'Ticket 0').waitFor();
  });
});

describe('on a screen of 1920×1080', () => {
  test('the conversation keeps its measure, in the middle of its room, with title and composer above and below it', async () => {
    const page = await openedAt(1920, 1080, await conversation());
    const boxOf = async (selector: string) =>
      (await page.locator(selector).boundingBox()) ?? expect.fail(`There is no ${selector}`);
    const thread = await boxOf('.thread');
    const [room, snapshot] = [await boxOf('.letter'), await boxOf('.snapshot')];
    expect(thread.width).toBeLessThan(720);
    expect(thread.x + thread.width / 2).toBeCloseTo((room.x + snapshot.x) / 2, -1);
    const [title, field] = [await boxOf('.head h2'), await boxOf('.composer textarea')];
    const entry = await boxOf('.thread ol');
    expect(title.x).toBeCloseTo(entry.x, 0);
    expect([field.x, field.width]).toEqual([expect.closeTo(entry.x, 0), expect.closeTo(entry.width, 0)]);
  });
});
