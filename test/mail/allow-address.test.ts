import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDeskCommand } from '#bin/desk-commands.ts';
import { DevFolder } from '#bin/dev-folder.ts';
import { addressHash } from '#core/mail/address.ts';
import { type Desk, startDesk } from '#test/local/desk.ts';

let folder: DevFolder;
let desk: Desk;
beforeAll(async () => {
  folder = new DevFolder(await mkdtemp(join(tmpdir(), 'support-desk-allow-')));
  desk = await startDesk({ mailPort: 0 });
  await folder.setRunning({
    pid: process.pid,
    url: desk.url,
    dynamoDb: desk.dynamoDb,
    s3: desk.s3,
    lambda: desk.lambda,
  });
});
afterAll(async () => {
  await desk.close();
  await rm(folder.path, { recursive: true });
});

const asAgent = async (method: string, path: string) =>
  (await fetch(`${desk.url}/api/admin/${path}`, { method, headers: { 'x-admin-key': desk.adminKey } })).json();

async function submit(email: string) {
  const authorization = `Bearer ${await desk.token({ sub: email, email })}`;
  const body = new URLSearchParams({ subject: 'Help', message: 'It hangs.' });
  const response = await fetch(`${desk.url}/api/support/contact`, { method: 'POST', headers: { authorization }, body });
  const { ticket_id: id } = (await response.json()) as { ticket_id: string };
  await desk.settled();
  return id;
}

const get = async (id: string) =>
  (await asAgent('GET', `support-tickets/${id}`)) as {
    confirmation: { state: string; remark?: string };
    contact_suppressed: string | null;
    mail_problem: string | null;
  };

/** Amazon SES reports that the confirmation of a ticket bounced. */
const bounce = (id: string, email: string, bounceType: string) =>
  desk.tellOfMail({
    detail: {
      eventType: 'Bounce',
      mail: { tags: { purpose: ['confirmation'], ticket: [id], version: ['1'], recipient: [addressHash(email)] } },
      bounce: { bounceType, bounceSubType: 'General', bouncedRecipients: [{ emailAddress: email }] },
    },
  });

const ways: [string, (address: string) => Promise<unknown>][] = [
  ['by the API', (address) => asAgent('DELETE', `suppressed-addresses/${encodeURIComponent(address)}`)],
  ['on the command line', (address) => runDeskCommand(['address', 'allow', address], folder, () => {})],
];

describe('an address whose mail bounced for good', () => {
  it.each(ways)('gets none until it is allowed %s', async (_, allow) => {
    const email = `ann-${crypto.randomUUID()}@example.com`;
    const first = await submit(email);
    expect((await get(first)).contact_suppressed).toBeNull();
    await bounce(first, email, 'Permanent');
    expect(await get(first)).toMatchObject({
      confirmation: { state: 'bounced' },
      contact_suppressed: 'bounced',
      mail_problem: 'bounced',
    });
    expect((await get(await submit(email))).confirmation.state).toBe('suppressed');
    await allow(email.toUpperCase());
    expect((await get(first)).contact_suppressed).toBeNull();
    expect((await get(await submit(email))).confirmation.state).toBe('sent');
  });

  it('is not one whose mailbox was full: its mail has a remark, and it gets more', async () => {
    const email = `bob-${crypto.randomUUID()}@example.com`;
    const id = await submit(email);
    await bounce(id, email, 'Transient');
    expect(await get(id)).toMatchObject({
      confirmation: { state: 'sent', remark: 'Transient: General' },
      contact_suppressed: null,
      mail_problem: null,
    });
    expect((await get(await submit(email))).confirmation.state).toBe('sent');
  });
});

describe('the command line', () => {
  it('says what it did', async () => {
    const lines: string[] = [];
    await runDeskCommand(['address', 'allow', 'ann@example.com'], folder, (line) => lines.push(line));
    expect(lines).toEqual(['Mail to ann@example.com is allowed again.']);
  });

  it.each([
    [['address', 'allow', 'nobody'], 'Not an email address: nobody'],
    [['address', 'allow'], 'Usage:'],
    [['address', 'allow', 'ann@example.com', 'bob@example.com'], 'Usage:'],
    [['address', 'refuse', 'ann@example.com'], 'Usage:'],
  ])('refuses %j', async (args, reason) => {
    await expect(runDeskCommand(args, folder, () => {})).rejects.toThrow(reason);
  });
});
