import { expect, test } from 'vitest';
import type { SentMail } from '#test/local/mail-service.ts';
import { replyFrom, sendMail } from '#test/mail/mail-program.ts';
import { dashboardPages, pollUntil, reading, row } from './dashboard-pages.ts';

const desk = dashboardPages({ mailPort: 0, smtpPort: 0 });

const UNDO_MS = 10_000;
const MARIA = 'customer@example.com';
const DANA = 'dana@quicktools.example';

/** Returns the latest mail to an address. */
async function latest(address: string): Promise<SentMail | undefined> {
  await desk.desk().settled();
  return ((await desk.desk().mail?.sent()) ?? []).findLast(({ destination }) => destination.to.includes(address));
}

async function reply(from: string, text: string): Promise<void> {
  await sendMail(desk.desk().smtp ?? '', replyFrom(from, await latest(from), text));
  await desk.desk().settled();
}

test('a customer’s mail program, an agent’s browser and that agent’s mail program have one conversation', async () => {
  const { agents } = (await desk.api('/agents')) as { agents: { id: string }[] };
  await desk.api(`/agents/${agents[0]?.id}`, { method: 'PATCH', body: JSON.stringify({ email: DANA }) });
  await desk.submit({ subject: 'It hangs' });

  // Of the confirmation.
  await reply(MARIA, 'At page 12.');
  const office = await desk.signedIn('', {}, (page) => page.clock.install());
  await row(office, 'It hangs').click();
  await reading(office, 'It hangs').waitFor();
  const thread = office.getByRole('region', { name: 'Conversation' });
  await thread.getByText('At page 12.').waitFor();
  await office.getByLabel('Reply to the customer').fill('Which version?');
  await office.keyboard.press('Control+Enter');
  await office.clock.fastForward(UNDO_MS);
  await office.getByText('Sending…').waitFor({ state: 'detached' });
  expect((await latest(MARIA))?.body.text).toMatch(/^Which version\?\n/);

  await reply(MARIA, 'Version 3.');
  expect((await latest(DANA))?.body.text).toContain('> Version 3.');
  // On the way home.
  await reply(DANA, '/close\nPlease take version 4.');
  expect((await latest(MARIA))?.body.text).toMatch(/^Please take version 4\.\n/);
  const answer = thread.getByRole('listitem').filter({ hasText: 'Please take version 4.' });
  await pollUntil(office, answer);
  expect(await answer.textContent()).toContain('by email');

  await reply(MARIA, 'That helped!');
  await pollUntil(office, thread.getByText('That helped!'));
  await office.getByRole('button', { name: 'Close ticket' }).waitFor();
});
