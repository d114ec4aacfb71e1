import { describe, expect, test } from 'vitest';
import { confirmation, send, supportPages } from './support-pages.ts';

const pages = supportPages();

describe('the support page', () => {
  test('accepts a message and confirms it with number, response time and address', async () => {
    const page = await pages.visitSupport({ sub: 'anna', email: 'anna@example.com' });
    await page.getByText('anna@example.com').waitFor();
    await send(page, 'The export stops', 'At page 12.\nEvery time.');
    await confirmation(page).waitFor();

    const [ticket, ...others] = await pages.ticketsAbout('The export stops');
    expect(others).toEqual([]);
    expect(ticket?.message).toBe('At page 12.\nEvery time.');
    const receipt = await page
      .locator('support-form')
      .getByText('Ticket number', { exact: true })
      .locator('..')
      .textContent();
    expect(receipt).toContain(`#${ticket?.id.slice(0, 8)}`);
    expect(receipt).toContain(ticket?.id);
    expect(receipt).toContain('Email (48h response)');
  });

  test('offers to send another message, which becomes another ticket', async () => {
    const page = await pages.visitSupport();
    await send(page, 'The same twice', 'Word for word.');
    await page.getByRole('button', { name: 'Send another message' }).click();
    expect(await page.getByLabel('Message').inputValue()).toBe('');
    await send(page, 'The same twice', 'Word for word.');
    await confirmation(page).waitFor();
    expect(await pages.ticketsAbout('The same twice')).toHaveLength(2);
  });

  test('removes the token from the URL at once and stores it nowhere', async () => {
    const token = await pages.desk().token();
    const page = await pages.visit(`${pages.desk().url}/static/support.html?from=shop#token=${token}`);
    await page.getByLabel('Subject').fill('Draft');
    expect(page.url()).toBe(`${pages.desk().url}/static/support.html?from=shop`);
    const kept = await page.evaluate(() =>
      JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        history.state,
        document.documentElement.outerHTML,
      ]),
    );
    expect(kept).toContain('Draft');
    expect(kept).not.toContain(token);
  });

  test('sends a customer without credits to the pricing page, with the message', async () => {
    const page = await pages.visit('about:blank');
    await page.clock.install();
    await page.goto(
      `${pages.desk().url}/static/support.html#token=${await pages.desk().token({ credits_purchased: 0 })}`,
    );
    await page.getByText('You need credits to contact us').waitFor();
    expect(await page.getByLabel('Message').count()).toBe(0);
    await page.clock.fastForward('00:05');
    await page.waitForURL(/\/pricing\?/);
    expect(new URL(page.url()).searchParams.get('message')).toMatch(/credits/i);
  });

  test('lets a customer without credits stay and read', async () => {
    const page = await pages.visitSupport({ credits_purchased: 0 });
    await page.getByRole('button', { name: 'Stay here' }).click();
    expect(await page.getByText('Taking you to').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'See pricing' }).getAttribute('href')).toMatch(/\/pricing\?message=/);
  });

  test('switches to another customer when their link is followed in the same tab', async () => {
    const page = await pages.visitSupport({ credits_purchased: 0 });
    await page.getByRole('button', { name: 'Stay here' }).click();
    const token = await pages.desk().token({ email: 'paying@example.com' });
    await page.evaluate((fragment) => location.assign(fragment), `#token=${token}`);
    await page.getByText('paying@example.com').waitFor();
    expect(page.url()).not.toContain(token);
  });

  test.each([
    ['without a token', '', 'Please sign in first'],
    ['with a token that does not verify', '#token=abc.def.ghi', 'We couldn’t confirm your sign-in'],
  ])('asks the customer to sign in %s', async (_, fragment, title) => {
    const page = await pages.visit(`${pages.desk().url}/static/support.html${fragment}`);
    await page.locator('support-form').getByText(title, { exact: true }).waitFor();
    expect(await page.locator('support-tickets').isVisible()).toBe(false);
  });
});

describe('the fields', () => {
  test('say what is missing, and the first is focused', async () => {
    const page = await pages.visitSupport();
    await page.getByRole('button', { name: 'Send message' }).click();
    const subject = page.getByLabel('Subject');
    expect(await subject.getAttribute('aria-invalid')).toBe('true');
    expect(await subject.evaluate((field) => field.matches(':focus'))).toBe(true);
    await page.getByText('Subject is empty.').waitFor();
    await subject.pressSequentially('x');
    expect(await page.getByText('Subject is empty.').count()).toBe(0);
    await page.getByText('Message is empty.').waitFor();
  });

  test('count characters as people do, and say when there are too many', async () => {
    const page = await pages.visitSupport();
    await page.getByLabel('Subject').fill(` ${'🎫'.repeat(201)} `);
    await page.getByText('201 / 200').waitFor();
    await send(page, '🎫'.repeat(201), 'x');
    await page.getByText('Subject is longer than 200 characters.').waitFor();
    await send(page, '🎫'.repeat(200), 'x'.repeat(10_000));
    await confirmation(page).waitFor();
  });

  test('show a mistake that only the desk finds, at the field that it names', async () => {
    const page = await pages.visitSupport();
    await page.getByLabel('Message').fill('Kept.');
    await page.getByLabel('Subject').evaluate((field: HTMLInputElement) => {
      field.value = 'half \ud83c';
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    });
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByText('Subject contains an unpaired surrogate.').waitFor();
    expect(await page.getByLabel('Message').inputValue()).toBe('Kept.');
  });

  test('never run what is written into them', async () => {
    const payload = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}';
    const page = await pages.visitSupport();
    await page.getByLabel('Subject').fill(payload);
    await page.getByLabel('Message').fill(payload);
    await page.goto(`${pages.desk().url}/static/support.html?restored#token=${await pages.desk().token()}`);
    await expect.poll(() => page.getByLabel('Message').inputValue()).toBe(payload);
    await page.getByRole('button', { name: 'Send message' }).click();
    await confirmation(page).waitFor();
    expect(await pages.ticketsAbout(payload)).toMatchObject([{ message: payload }]);
  });
});
