import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeViolations } from './browser.ts';
import { dashboardPages, focused, reading, row } from './dashboard-pages.ts';
import { sides } from './text-side.ts';

const desk = dashboardPages();

const links = (page: Page) =>
  page
    .locator('.thread a')
    .evaluateAll((all) => all.map((link) => [link.textContent, link.getAttribute('href')] as const));

const agentWrites = (id: string, body: string) =>
  desk.api(`/support-tickets/${id}/replies`, { method: 'POST', body: JSON.stringify({ body, kind: 'reply' }) });

/** The code that finds links is loaded after the desk. */
async function linksAreFound(page: Page): Promise<void> {
  const file = await page.waitForFunction(
    () =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .find((name) => /\/links-\w+\.js$/.test(name)) ?? '',
  );
  await page.evaluate(`import(${JSON.stringify(await file.jsonValue())}).then(() => {})`);
}

async function opened(subject: string, options = {}): Promise<Page> {
  const page = await desk.signedIn('?status=all', options);
  await linksAreFound(page);
  await row(page, subject).first().click();
  await reading(page, subject).waitFor();
  return page;
}

describe('in a message', () => {
  test('pages and addresses are links, which open beside the desk and are told nothing of it', async () => {
    const [id = ''] = await desk.submit({
      subject: 'Linked',
      message: 'See https://example.com/a?b=1&c="2" or www.example.org.\nMail ann@example.com!',
    });
    await agentWrites(id, 'I saw (http://example.net/x).');
    for (const options of [{}, { colorScheme: 'dark' }]) {
      const page = await opened('Linked', options);
      await expect
        .poll(() => links(page))
        .toEqual([
          ['https://example.com/a?b=1&c="2"', 'https://example.com/a?b=1&c=%222%22'],
          ['www.example.org', 'https://www.example.org/'],
          ['ann@example.com', 'mailto:ann@example.com'],
          ['http://example.net/x', 'http://example.net/x'],
        ]);
      const ways = await page
        .locator('.thread a')
        .evaluateAll((all) => all.map((link) => `${link.getAttribute('target')} ${link.getAttribute('rel')}`));
      expect(new Set(ways)).toEqual(new Set(['_blank noopener noreferrer']));
      expect(await axeViolations(page)).toEqual([]);
    }
  });

  test('the number of another ticket that is known leads to it; an unknown one, and its own, are text', async () => {
    const [id = ''] = await desk.submit({ subject: 'The first one' });
    const number = id.slice(0, 8);
    const [own = ''] = await desk.submit({
      subject: 'About the one before',
      message: `As in #${number.toUpperCase()}, not #00000000.`,
    });
    await agentWrites(own, `This is #${own.slice(0, 8)}.`);
    const page = await opened('About the one before');
    await page.locator('.said').getByText('This is').waitFor();
    await page.getByRole('link', { name: `#${number.toUpperCase()}` }).click();
    await reading(page, 'The first one').waitFor();
    expect(await focused(page)).toBe('The first one');
    expect(new URL(page.url()).searchParams.get('ticket')).toBe(id);
    await row(page, 'About the one before').click();
    await reading(page, 'About the one before').waitFor();
    expect(await page.locator('.thread a').count()).toBe(1);
  });

  test('no link appears for what is hostile, and nothing of the text is lost', async () => {
    const text =
      'javascript:alert(1) data:text/html,x <a href="javascript:alert(2)">y</a>\n\u202Ehttps://example.com/?moc.elpmaxe//:sptth\u202C';
    await desk.submit({ subject: 'Hostile', message: text });
    const page = await opened('Hostile');
    await expect.poll(async () => (await links(page)).length).toBe(1);
    expect(await links(page)).toEqual([
      ['https://example.com/?moc.elpmaxe//:sptth', 'https://example.com/?moc.elpmaxe//:sptth'],
    ]);
    expect(await page.locator('.message').textContent()).toBe(text);
    // The override before it does not turn it around.
    const link = page.locator('.thread a');
    expect(await link.evaluate((element) => getComputedStyle(element).unicodeBidi)).toBe('isolate');
  });
});

describe('what finds links comes after the desk', () => {
  const message = 'See https://example.com/a or ann@example.com please.\nשלום https://example.com/ib';
  const file = /links-\w+\.js/;

  /** A dashboard that shows a ticket, and has what finds links only when `come` is called. */
  async function withoutLinks(subject: string) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const page = await desk.signedIn('', {}, (tab) =>
      tab.route(file, async (route) => {
        await promise;
        await route.continue();
      }),
    );
    await row(page, subject).click();
    await reading(page, subject).waitFor();
    const come = async () => {
      const response = page.waitForResponse(file);
      resolve();
      // The page's own import of it is done before this one.
      await page.evaluate(`import(${JSON.stringify((await response).url())}).then(() => {})`);
    };
    return { page, come };
  }

  const places = (page: Page) =>
    page.locator('.message').evaluate((element) => {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        for (const word of (text.nodeValue ?? '').matchAll(/\S+/g)) {
          const range = document.createRange();
          range.setStart(text, word.index);
          range.setEnd(text, word.index + 3);
          const { x, y } = range.getBoundingClientRect();
          found.push(`${word[0].slice(0, 3)} ${x} ${y}`);
        }
      }
      return found;
    });

  test('nothing that is read moves, and what is selected stays selected until the agent is done', async () => {
    await desk.submit({ subject: 'Late', message: message.split('\n')[0] ?? '' });
    const { page, come } = await withoutLinks('Late');
    const before = await places(page);
    await page.locator('.message').evaluate((element) => getSelection()?.selectAllChildren(element));
    await come();
    expect(await page.evaluate(() => getSelection()?.toString())).toContain('https://example.com/a');
    expect(await links(page)).toEqual([]);
    await page.evaluate(() => getSelection()?.removeAllRanges());
    await expect.poll(async () => (await links(page)).length).toBe(2);
    expect(await places(page)).toEqual(before);
  });

  test('a paragraph that links would move has them when it is read again', async () => {
    await desk.submit({ subject: 'Other', message: 'https://example.com/' }, { subject: 'From the right', message });
    const { page, come } = await withoutLinks('From the right');
    const before = await places(page);
    await come();
    await expect.poll(async () => (await links(page)).length).toBe(2);
    expect(await places(page)).toEqual(before);
    await row(page, 'Other').click();
    await expect.poll(async () => (await links(page)).length).toBe(1);
    await row(page, 'From the right').click();
    await expect.poll(async () => (await links(page)).length).toBe(3);
  });

  test('or never: every text can be read, and nothing is reported', async () => {
    await desk.submit({ subject: 'Never', message });
    const page = await desk.signedIn('', {}, (tab) => tab.route(file, (route) => route.abort()));
    await row(page, 'Never').click();
    await reading(page, 'Never').waitFor();
    expect(await page.locator('.message').textContent()).toBe(message);
  });
});

describe('direction', () => {
  test('is each paragraph’s own, and so it is copied line by line', async () => {
    const message = 'Hello.\nمرحبا بالعالم\n\nBye  now\n\n\nשלום';
    await desk.submit({ subject: 'Both ways', message });
    const page = await opened('Both ways');
    const paragraphs = page.locator('.message > div');
    const directions = () => paragraphs.evaluateAll((all) => all.map((one) => getComputedStyle(one).direction));
    expect(await directions()).toEqual(['ltr', 'rtl', 'ltr', 'rtl']);
    expect(await page.locator('.message').textContent()).toBe(message);
    await page.locator('.message').evaluate((element) => getSelection()?.selectAllChildren(element));
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(message);
  });

  test('decides at which side a text begins', async () => {
    const oneParagraph = await desk.submit({ subject: 'عنوان', message: 'مرحبا' });
    await desk.submit({ subject: 'Both sides', message: 'Hello.\nمرحبا بالعالم' });
    await desk.api(`/support-tickets/${oneParagraph[0]}/replies`, {
      method: 'POST',
      body: JSON.stringify({ body: 'שלום\nBye', kind: 'note' }),
    });
    const page = await opened('Both sides');
    expect(await sides(page.locator('.message > div'))).toEqual(['left', 'right']);
    await row(page, 'عنوان').click();
    await page.getByRole('article').getByText('שלום').waitFor();
    expect(await sides(page.locator('article :is(h2, .message, .said > div)'))).toEqual([
      'right',
      'right',
      'right',
      'left',
    ]);
  });

  test('is each part’s own in a row: the customer, the subject, the beginning of the message', async () => {
    await desk.submit({ subject: 'بدون عنوان', message: 'Hello, (it hangs).', email: 'ann@example.com' });
    const page = await desk.signedIn();
    await row(page, 'بدون عنوان').waitFor();
    const parts = row(page, 'بدون عنوان').locator('.customer, .subject, .preview bdi');
    expect(
      await parts.evaluateAll((all) =>
        all.map((part) => `${getComputedStyle(part).direction} ${getComputedStyle(part).unicodeBidi}`),
      ),
    ).toEqual(['ltr isolate', 'rtl isolate', 'ltr isolate']);
  });
});
