import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runDeskCommand } from '#bin/desk-commands.ts';
import { DevFolder } from '#bin/dev-folder.ts';
import { load } from '#test/api/uploaded-files.ts';
import { type Desk, startDesk } from '#test/local/desk.ts';
import { replyWithFiles } from '#test/mail/agents-file.ts';
import { replyFrom, sendMail } from '#test/mail/mail-program.ts';

let folder: string;
let desks: Desk[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'support-desk-circle-'));
  desks = await Promise.all([startDesk({ mailPort: 0, smtpPort: 0 }), startDesk()]);
});
afterAll(async () => {
  for (const desk of desks) await desk.close();
  await rm(folder, { recursive: true });
});

/** Runs the command line on one of the desks, as if it were the one that runs on this machine. */
async function run({ url, dynamoDb, s3, lambda }: Desk, ...args: string[]): Promise<string[]> {
  const running = new DevFolder(join(folder, '.dev'));
  await running.setRunning({ pid: process.pid, url, dynamoDb, s3, lambda });
  const printed: string[] = [];
  await runDeskCommand(args, running, (line) => printed.push(line));
  return printed;
}

it('moves a desk to another: its tickets, the files of its agents, and the mails of its customers as they arrived', async () => {
  const [from, to] = desks as [Desk, Desk];
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

  const output = join(folder, 'desk.jsonl');
  const saved = await run(from, 'export', '--format', 'jsonl', '--output', output);
  expect(saved).toContain(`Files in ${join(folder, 'desk.files')}: 2.`);
  expect(await run(to, 'import', output)).toContain('Files imported: 2. Already there: 0.');

  const asAgent = { headers: { 'x-admin-key': to.adminKey } };
  const address = `${to.url}/api/admin/support-tickets/${id}/files/${message.attachments[0].id}`;
  const { url } = (await (await fetch(address, asAgent)).json()) as { url: string };
  expect((await load(url)).content.equals(content)).toBe(true);
  expect(await run(to, 'import', output)).toContain('Files imported: 0. Already there: 2.');
});
