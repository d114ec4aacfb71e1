import { expect, test } from 'vitest';
import { dashboardPages, pollUntil, reading, row } from './dashboard-pages.ts';

const desk = dashboardPages({ mailPort: 0 });

const UNDO_MS = 10_000;
const DANA = 'dana@quicktools.example';

/** Returns the mails to an address whose subject has a word, oldest first, once there are `count`. */
async function inbox(address: string, word: string, count: number) {
  const found = async () => {
    await desk.desk().settled();
    return (await desk.desk().mails()).filter(({ to, subject }) => to.includes(address) && subject.includes(word));
  };
  await expect.poll(async () => (await found()).length, { timeout: 20_000 }).toBe(count);
  return found();
}

test('the full circle: a ticket, its confirmation, a reply by mail, a reply on the website, and the last word', async () => {
  const one = crypto.randomUUID().slice(0, 8);
  const maria = { sub: `maria-${one}`, email: `maria-${one}@example.com`, name: 'Maria' };
  const subject = `It hangs ${one}`;

  const website = await desk.visitSupport(maria);
  await website.getByLabel('Subject').fill(subject);
  await website.getByLabel('Message').fill('At page 12.');
  await website.getByRole('button', { name: 'Send message' }).click();
  await website.getByText('We’ve received your message').waitFor();
  const [confirmation] = await inbox(maria.email, one, 1);
  const number = /#[0-9a-f]{8}/.exec(confirmation?.subject ?? '')?.[0] ?? '';
  expect(confirmation?.subject).toBe(`${subject} [${number}]`);
  expect(await inbox(DANA, number, 1)).toMatchObject([{ subject: `New ticket ${number}: ${subject}` }]);

  const office = await desk.signedIn('', {}, (page) => page.clock.install());
  await office.getByText('Mail is not set up').waitFor({ state: 'detached' });
  await row(office, subject).click();
  await reading(office, subject).waitFor();
  await office.getByLabel('Reply to the customer').fill('Try again, please.');
  await office.keyboard.press('Control+Enter');
  await office.clock.fastForward(UNDO_MS);
  await office.getByText('Sending…').waitFor({ state: 'detached' });
  const reply = (await inbox(maria.email, one, 2)).at(-1);
  expect(reply?.subject).toBe(`Re: ${subject} [${number}]`);

  const link = /http\S+\?ticket=\S+/.exec(reply?.text ?? '')?.[0] ?? '';
  await website.goto(`${link}#token=${await desk.desk().token(maria)}`);
  await website.getByText('Try again, please.').waitFor();
  await website.getByLabel('Your reply').fill('It works now!');
  await website.getByRole('button', { name: 'Send reply' }).click();
  await website.getByText('It works now!').last().waitFor();
  expect((await inbox(DANA, number, 2)).at(-1)?.text).toContain('> It works now!');

  await pollUntil(office, office.getByRole('region', { name: 'Conversation' }).getByText('It works now!'));
  await office.getByLabel('Reply to the customer').fill('Good to hear.');
  await office.keyboard.press('Control+Shift+Enter');
  await office.clock.fastForward(UNDO_MS);
  expect((await inbox(maria.email, one, 3)).at(-1)?.text).toContain('Good to hear.');
  await website.reload();
  await website.goto(`${link}#token=${await desk.desk().token(maria)}`);
  await website.getByText('Good to hear.').waitFor();
  await website.getByText('Closed', { exact: true }).waitFor();
});
