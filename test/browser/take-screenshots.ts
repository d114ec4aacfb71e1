import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { fillDemoDesk } from '#bin/start/fill-demo-desk.ts';
import { startDesk } from '#test/local/desk.ts';
import { launchBrowser, openPage } from './browser.ts';
import { firefoxExecutable, launchFirefox } from './firefox.ts';

/** Takes the README's pictures again, of the demo desk: `npm run screenshots`. */
const folder = join(import.meta.dirname, '../../admin-site/screenshots');
const wide = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 360, height: 720 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const dark = { colorScheme: 'dark' } as const;

/** The usual tiers, with targets for what is due. */
const supportTiers = [
  { credits: 1, name: 'Email (48h response)', responseHours: 48, priority: 'normal' },
  { credits: 10_000, name: 'Priority email (24h response)', responseHours: 24, priority: 'high' },
].map((tier) => ({ ...tier, replyWithin: '20h', resolveWithin: '40h' }));

const desk = await startDesk({ fill: fillDemoDesk, mailPort: 0, settings: { supportTiers } });
const agent = { 'x-admin-key': desk.adminKey, 'content-type': 'application/json' };
const tickets = `${desk.url}/api/admin/support-tickets`;
const talk = await talkAbout('API returns 429');
await snooze('Can I use one account', 'Refund for unused credits');
await desk.settled();
const browser = await launchBrowser();

interface Talk {
  readonly id: string;
  readonly user_id: string;
  readonly user_email: string;
}

/** Returns the newest ticket of the demo with this subject. */
async function ticketAbout(subject: string): Promise<Talk> {
  const all = (await (await fetch(tickets, { headers: agent })).json()) as (Talk & { subject: string })[];
  const ticket = all.find((one) => one.subject.startsWith(subject));
  if (!ticket) throw new Error(`The demo has no ticket about "${subject}".`);
  return ticket;
}

async function write(url: string, headers: object, body: object, method = 'POST'): Promise<void> {
  const { ok } = await fetch(url, { method, headers: { ...agent, ...headers }, body: JSON.stringify(body) });
  if (!ok) throw new Error(`${url} was refused.`);
}

async function snooze(...subjects: string[]): Promise<void> {
  const until = { snoozed_until: new Date(Date.now() + 86_400_000).toISOString() };
  for (const subject of subjects) await write(`${tickets}/${(await ticketAbout(subject)).id}`, {}, until, 'PATCH');
}

/** Has agent and customer write about a ticket of the demo. */
async function talkAbout(subject: string): Promise<Talk> {
  const ticket = await ticketAbout(subject);
  const reply = 'Thank you for the request ids. The limit counts retries, too: with a pause between them it will do.';
  await write(`${tickets}/${ticket.id}/replies`, {}, { body: 'Same key on two servers?', kind: 'note' });
  await write(`${tickets}/${ticket.id}/replies`, {}, { body: reply, kind: 'reply' });
  const authorization = `Bearer ${await desk.token({ sub: ticket.user_id, email: ticket.user_email })}`;
  await write(
    `${desk.url}/api/support/tickets/${ticket.id}/replies`,
    { authorization },
    { body: 'That was it. Can the limit be raised for us?' },
  );
  return ticket;
}

/** Tickets in other scripts than Latin: subject and message. */
const scripts = [
  ['التصدير متوقف عند 99%', 'مرحبا، توقف التصدير (CSV) عند 99% منذ الأمس.\nShukran! ملف: report.csv'],
  ['הייצוא נתקע ב-99%', 'שלום, הייצוא (CSV) נתקע ב-99% מאתמול. תודה!'],
  ['निर्यात 99% पर रुक गया', 'नमस्ते, कल से निर्यात 99% पर रुका हुआ है। कृपया मदद करें।'],
  ['การส่งออกค้างที่ 99%', 'สวัสดีครับ การส่งออกค้างที่ 99% ตั้งแต่เมื่อวานนี้ ช่วยตรวจสอบให้ด้วยครับ'],
  ['エクスポートが99%で止まります', 'お世話になっております。昨日からエクスポートが99%で止まったままです。'],
  ['🎉 Thanks 👩🏽‍💻👍🏿', 'It works again 🎉🥳 and my team says hello 👨‍👩‍👧‍👦 🇯🇵'],
] as const;

async function submitScripts(): Promise<void> {
  const headers = { authorization: `Bearer ${await desk.token()}`, 'content-type': 'application/json' };
  for (const [subject, message] of scripts.toReversed()) {
    const body = JSON.stringify({ subject, message });
    const { ok } = await fetch(`${desk.url}/api/support/contact`, { method: 'POST', headers, body });
    if (!ok) throw new Error(`"${subject}" was refused.`);
  }
  await desk.settled();
}

async function picture(
  name: string,
  options: BrowserContextOptions,
  show: (page: Page) => Promise<unknown>,
  by = browser,
) {
  const { page, close } = await openPage(by, { reducedMotion: 'reduce', ...options });
  await show(page);
  // Nothing is pointed at.
  await page.mouse.move(0, 0);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await close();
}

async function dashboard(page: Page): Promise<void> {
  await page.goto(`${desk.url}/static/admin-support.html`);
  await page.getByLabel('Agent key').fill(desk.adminKey);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Export stuck at 99%').first().waitFor();
}

async function withTicket(page: Page): Promise<void> {
  await dashboard(page);
  await page.getByText('API returns 429').first().click();
  await page.getByText('That was it.').first().waitFor();
}

async function withMarks(page: Page): Promise<void> {
  await withTicket(page);
  for (const subject of ['Charged twice', 'VAT number', 'Webhook is signed'])
    await page.getByRole('checkbox', { name: subject }).check();
  await page.getByText('3 selected').first().waitFor();
}

async function insight(page: Page): Promise<void> {
  await dashboard(page);
  await page.getByRole('link', { name: 'Reports' }).click();
  await page.getByRole('img', { name: 'Time to close by day' }).waitFor();
}

async function form(page: Page): Promise<void> {
  await page.goto(`${desk.url}/static/support.html#token=${await desk.token()}`);
  await page.getByLabel('Subject').fill('Export stuck at 99%');
}

async function ownTickets(page: Page): Promise<void> {
  const token = await desk.token({ sub: talk.user_id, email: talk.user_email });
  await page.goto(`${desk.url}/static/support.html?ticket=${talk.id}#token=${token}`);
  await page.getByText('That was it.').waitFor();
}

await picture('dashboard', wide, withTicket);
await picture('dashboard-dark', { ...wide, ...dark }, withMarks);
await picture('dashboard-phone', phone, dashboard);
await picture('insight', wide, insight);
await picture('support-form', { viewport: { width: 640, height: 800 } }, form);
await picture('support-tickets', { viewport: { width: 640, height: 800 } }, ownTickets);

// With this machine's fonts: the Chromium that npm carries has its own, for Latin letters.
if (firefoxExecutable !== undefined) {
  await submitScripts();
  const firefox = await launchFirefox();
  const withScripts = async (page: Page) => {
    await dashboard(page);
    await page.getByText(scripts[0][0]).first().click();
    await page.getByText('report.csv').last().waitFor();
  };
  await picture('scripts', wide, withScripts, firefox);
  await firefox.close();
}

await browser.close();
await desk.close();
