import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoHeldMail } from '#adapters/dynamo/dynamo-held-mail.ts';
import { runDeskCommand } from '#bin/desk-commands.ts';
import { DevFolder } from '#bin/dev-folder.ts';
import { exampleHeldMail } from '#test/inbound/example-held-mail.ts';
import { type Desk, type DeskOptions, localDocumentClient, startDesk, tables } from '#test/local/desk.ts';
import { deskCalls } from './desk-calls.ts';

const DAY_MS = 86_400_000;
const ann = { sub: 'ann', email: 'ann@example.com' };

let folder: DevFolder;
let desk: Desk;
beforeAll(async () => {
  folder = new DevFolder(await mkdtemp(join(tmpdir(), 'support-desk-auto-close-')));
});
afterAll(async () => {
  await desk.close();
  await rm(folder.path, { recursive: true });
});

const { asAgent, asCustomer } = deskCalls(() => desk);
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

async function start(settings: NonNullable<DeskOptions['settings']>): Promise<void> {
  desk = await startDesk({ mailPort: 0, dataPath: join(folder.path, 'data'), settings });
  const { url, dynamoDb, s3, lambda } = desk;
  await folder.setRunning({ pid: process.pid, url, dynamoDb, s3, lambda });
}

async function command(...args: string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  await runDeskCommand(args, folder, (line) => lines.push(line));
  return lines;
}

async function answered(subject: string): Promise<string> {
  const { ticket_id: id } = await asCustomer(ann, 'contact', { subject, message: 'It does not work.' });
  await asAgent(`support-tickets/${id}/replies`, { body: 'Try again.', kind: 'reply' });
  return id;
}

async function sweep(days: number) {
  await desk.runDue(inDays(days));
  await desk.settled();
}

const mails = async () =>
  ((await desk.mail?.sent()) ?? []).filter(({ destination }) => destination.to.includes(ann.email));

it('a ticket that waited for its customer already is closed once that is switched on, after a reminder by mail and on its page', async () => {
  await start({});
  const [id, other] = [await answered('Cannot sign in'), await answered('No invoice')];
  await asCustomer(ann, `tickets/${other}/replies`, { body: 'I have it now, but it is wrong.' });
  await desk.settled();
  await sweep(400);
  const [header, line = '', ...rest] = await command('auto-close', '--preview');
  expect(header).toBe('autoClose { days: 14, remindDays: 3 } (the default: cdk.json doesn’t set it)');
  expect(line).toBe(
    `${inDays(11).toISOString().slice(0, 13)}${line.slice(13, 17)}  remind  #${id.slice(0, 8)}  Cannot sign in (to close from ${inDays(14).toISOString().slice(0, 13)}${line.slice(-5)}`,
  );
  expect(rest).toEqual(['Waiting for their customers: 1. To be reminded now: 0, to be closed now: 0.']);
  await desk.close();

  await start({ autoClose: { days: 14, remindDays: 3 } });
  await desk.settled();
  await sweep(0);
  expect(await command('views', 'verify')).toEqual(['The views match the tickets.']);
  await sweep(10.9);
  expect(await asAgent(`support-tickets/${id}`)).toMatchObject({ version: 2, closes_at: null });
  expect(await mails()).toEqual([]);

  const held = dynamoHeldMail(tables.tickets, localDocumentClient(desk.dynamoDb));
  const letter = exampleHeldMail({ ticketId: id });
  await held.add(letter);
  await sweep(11.1);
  expect(await asAgent(`support-tickets/${id}`)).toMatchObject({ version: 2, closes_at: null });
  expect(await command('views', 'verify')).toEqual(['The views match the tickets.']);
  await held.remove(letter.id);

  await sweep(11.1);
  const reminded = await asAgent(`support-tickets/${id}`);
  expect(reminded).toMatchObject({ status: 'in_progress', version: 3 });
  const reminder = { kind: 'reminder', author: { type: 'system' }, changes: [], closes_at: reminded.closes_at };
  expect(reminded.thread.at(-1)).toMatchObject({ ...reminder, rule: { name: 'auto_close', days: 14 } });
  expect(reminded.closes_at.slice(0, 13)).toBe(inDays(14).toISOString().slice(0, 13));
  const own = await asCustomer(ann, `tickets/${id}`);
  expect(own).toMatchObject({ status: 'in_progress', closes_at: reminded.closes_at });
  expect(own.messages).toHaveLength(1);
  await sweep(11.2);
  expect(await mails()).toHaveLength(1);
  const [mail] = await mails();
  expect(mail?.subject).toBe(`Re: Cannot sign in [#${id.slice(0, 8)}]`);
  expect(mail?.body.text).toContain(`about ticket #${id.slice(0, 8)} (Cannot sign in), so we’ll close it in 14 days.`);
  expect(mail?.headers).toContainEqual({ name: 'Auto-Submitted', value: 'auto-generated' });

  await sweep(14.1);
  const closed = await asAgent(`support-tickets/${id}`);
  expect(closed).toMatchObject({ status: 'closed', version: 4, closes_at: null });
  expect(closed.thread.at(-1)).toMatchObject({
    kind: 'change',
    rule: { name: 'auto_close', days: 14 },
    closes_at: null,
  });
  expect(await asAgent(`support-tickets/${other}`)).toMatchObject({ status: 'open', version: 3 });
  expect(await mails()).toHaveLength(1);
  expect(await command('views', 'verify')).toEqual(['The views match the tickets.']);

  await asCustomer(ann, `tickets/${id}/replies`, { body: 'It still does not work.' });
  await desk.settled();
  await sweep(400);
  expect(await asAgent(`support-tickets/${id}`)).toMatchObject({ status: 'open', version: 5, closes_at: null });
});
