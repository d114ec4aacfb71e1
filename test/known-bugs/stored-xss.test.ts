import { describe, expect, test } from 'vitest';
import { dashboardPages, reading, row } from '#test/browser/dashboard-pages.ts';
import { confirmation, send } from '#test/browser/support-pages.ts';

/*
 * Stored XSS (CWE-79). UVdesk ran scripts in a customer's name (https://github.com/uvdesk/community-skeleton/issues/33) and the body of their
 * mail (https://github.com/uvdesk/mailbox-component/issues/112). test/browser/dashboard-safety.test.ts covers subject, message and email
 * on the dashboard; this file the names, the links and the customer's own page.
 * A page also fails on any violation of the content security policy, and on any dialog.
 */

const pages = dashboardPages();

const names = [
  '<img src=x onerror="window.pwned=true">',
  '"><svg/onload=window.pwned=true>',
  '</span><script>window.pwned=true</script>',
  "');window.pwned=true;//",
];

const links = [
  '[click](javascript:window.pwned=true)',
  '![x](x "onerror=window.pwned=true")',
  '<javascript:window.pwned=true>',
  'javascript:window.pwned=true',
  'data:text/html,<script>window.pwned=true</script>',
  'https://evil.example/"onmouseover="window.pwned=true',
];

const isPwned = (page: { evaluate(read: () => boolean): Promise<boolean> }) => page.evaluate(() => 'pwned' in window);

describe('the dashboard runs no script', () => {
  test("in a customer's id or in the tier in their token", async () => {
    for (const name of names) {
      const token = await pages.desk().token({ sub: name, support_tier: name });
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const body = JSON.stringify({ subject: `From ${name}`, message: 'Hello.' });
      await fetch(`${pages.desk().url}/api/support/contact`, { method: 'POST', headers, body });
    }
    const page = await pages.signedIn();
    for (const name of names) {
      await row(page, `From ${name}`).click();
      await reading(page, `From ${name}`).getByText(name, { exact: true }).waitFor();
    }
    expect(await isPwned(page)).toBe(false);
    expect(await page.locator('#desk :is(script, img, svg[onload])').count()).toBe(0);
  });

  test("in an agent's name", async () => {
    // Agents' names may be logged, customers' may not: they must differ.
    for (const name of names.slice(0, 2).map((it) => it.replace('true', '1'))) {
      const key = await pages.desk().agents.add(name);
      const page = await pages.open();
      await page.getByLabel('Agent key').fill(key);
      await page.keyboard.press('Enter');
      await page.getByText(name, { exact: true }).waitFor();
      expect(await isPwned(page)).toBe(false);
    }
  });

  test('in a link in a message: its text is unchanged, and it opens only pages and addresses', async () => {
    const message = links.join('\n');
    await pages.submit({ subject: 'Links', message });
    const page = await pages.signedIn();
    await row(page, 'Links').click();
    const letter = reading(page, 'Links').locator('.message');
    expect(await letter.textContent()).toBe(message);
    expect(await letter.locator(':not(div, span, a)').count()).toBe(0);
    const schemes = await letter
      .locator('a')
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).protocol));
    expect(schemes.filter((scheme) => !['http:', 'https:', 'mailto:'].includes(scheme))).toEqual([]);
    await letter.click();
    expect(await isPwned(page)).toBe(false);
  });
});

test("the support page runs no script in a customer's address", async () => {
  for (const name of names.slice(0, 2)) {
    const email = `${name.replaceAll(/[\s@]/g, '/')}@example.com`;
    const page = await pages.visit(
      `${pages.desk().url}/static/support.html#token=${await pages.desk().token({ email })}`,
    );
    await page.getByText(email).first().waitFor();
    await send(page, name, links.join('\n'));
    await confirmation(page).waitFor();
    await page.getByText(email).first().waitFor();
    expect(await isPwned(page)).toBe(false);
  }
});
