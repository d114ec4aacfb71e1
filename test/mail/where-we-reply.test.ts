import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { confirmation, send, supportPages } from '#test/browser/support-pages.ts';

/** All a customer reads on the page, but what a ticket's level of support is called: that is a setting of its own. */
const read = async (page: Page): Promise<string> =>
  (
    await page.locator('body').evaluate((body) =>
      [body, ...[...body.querySelectorAll('support-form, support-tickets')].map(({ shadowRoot }) => shadowRoot)]
        .flatMap((root) => [...(root?.querySelectorAll('h1, h2, p, dt, dd') ?? [])])
        .filter((part) => part.checkVisibility())
        .map((part) => part.textContent)
        .join('\n'),
    )
  ).replaceAll('Email (48h response)', '');

const form = (page: Page) => page.locator('support-form');

describe('a desk that sends no mail', () => {
  const pages = supportPages();

  test.each(['ann@example.com', 'jürgen@example.com'])(
    'tells %s who is writing and that the reply comes on this page, and promises no mail',
    async (email) => {
      const page = await pages.visitSupport({ sub: email, email });
      await form(page).getByText(`You’re writing as ${email}. We’ll reply on this page.`).waitFor();
      expect(await read(page)).not.toMatch(/mail/i);

      await send(page, 'No mail', 'Hello.');
      await confirmation(page).waitFor();
      await form(page).getByText('Thank you. We’ll reply on this page, under “Your tickets”.').waitFor();
      expect(await read(page)).not.toMatch(/mail(?!\.)/i);
      expect(await form(page).getByText('We’ll reply to', { exact: true }).count()).toBe(0);
    },
  );

  test('sends the customer to the website where the page has no tickets', async () => {
    const page = await pages.visit(`${pages.desk().url}/static/support.html`);
    await page.locator('support-tickets').evaluate((tickets) => tickets.remove());
    const token = await pages.desk().token({ sub: 'elsewhere', email: 'elsewhere@example.com' });
    await form(page).evaluate((element, token) => Object.assign(element, { token }), token);
    await form(page).getByText('You’re writing as elsewhere@example.com. We’ll reply on our website.').waitFor();
    await send(page, 'Elsewhere', 'Hello.');
    await form(page).getByText('Thank you. We’ll reply on our website.').waitFor();
  });
});

describe('a desk that sends mail', () => {
  const pages = supportPages(() => ({ mailPort: 0 }));

  test('says whom it replies to', async () => {
    const page = await pages.visitSupport({ sub: 'ann', email: 'ann@bücher.example' });
    await form(page).getByText('We’ll reply to ann@bücher.example').waitFor();
    await send(page, 'With mail', 'Hello.');
    await form(page).getByText('Thank you. We’ll reply by email.').waitFor();
    await form(page).getByText('We’ll reply to', { exact: true }).waitFor();
  });

  test('says whom it can’t mail, and where the reply comes instead', async () => {
    const email = 'jürgen@example.com';
    const page = await pages.visitSupport({ sub: email, email });
    await form(page).getByText(`We can’t email ${email}. We’ll reply on this page.`).waitFor();
    expect(await read(page)).not.toMatch(/reply (to|by)/i);
    await send(page, 'Unmailable', 'Hello.');
    await form(page)
      .getByText(`Thank you. We can’t email ${email}, so we’ll reply on this page, under “Your tickets”.`)
      .waitFor();
    expect(await form(page).getByText('We’ll reply to', { exact: true }).count()).toBe(0);
  });
});
