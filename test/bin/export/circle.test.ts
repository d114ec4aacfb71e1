import { expect, it } from 'vitest';
import { load } from '#test/api/uploaded-files.ts';
import { replyWithFiles } from '#test/mail/agents-file.ts';
import { replyFrom, sendMail } from '#test/mail/mail-program.ts';
import { twoDesks } from './running-desks.ts';

const desks = twoDesks({ mailPort: 0, smtpPort: 0 });
const { run } = desks;

it('moves a desk to another: its tickets, the files of its agents, and the mails of its customers as they arrived', async () => {
  const [from, to] = [desks.from(), desks.to()];
  const headers = { authorization: `Bearer ${await from.token({ sub: 'ann', email: 'ann@example.com' })}` };
  const body = new URLSearchParams({ subject: 'Need help', message: 'It hangs.' });
  const submitted = await fetch(`${from.url}/api/support/contact`, { method: 'POST', headers, body });
  const { ticket_id: id } = (await submitted.json()) as { ticket_id: string };
  const content = new Uint8Array(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)));
  const { message } = await replyWithFiles(from, id, [{ name: 'all bytes.bin', content }]);
  await from.settled();
  const mail = (await from.mail?.sent())?.find(({ replyTo }) => replyTo.length > 0);
  await sendMail(from.smtp ?? '', replyFrom('ann@example.com', mail, 'It works.'));
  await from.settled();

  const output = desks.file('desk.jsonl');
  const saved = await run(from, 'export', '--format', 'jsonl', '--output', output);
  expect(saved).toContain(`Files in ${desks.file('desk.files')}: 2.`);
  expect(await run(to, 'import', output)).toContain('Files imported: 2. Already there: 0.');

  const asAgent = { headers: { 'x-admin-key': to.adminKey } };
  const address = `${to.url}/api/admin/support-tickets/${id}/files/${message.attachments[0].id}`;
  const { url } = (await (await fetch(address, asAgent)).json()) as { url: string };
  expect((await load(url)).content.equals(content)).toBe(true);
  expect(await run(to, 'import', output)).toContain('Files imported: 0. Already there: 2.');
});
