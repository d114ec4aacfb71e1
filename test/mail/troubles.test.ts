import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contactKey } from '#adapters/dynamo/view-items.ts';
import { runDeskCommand } from '#bin/desk-commands.ts';
import { DevFolder } from '#bin/dev-folder.ts';
import { localDocumentClient, tables } from '#test/local/desk.ts';
import { localMail } from '#test/local/settings.ts';
import { deskWithSes, newCustomer, recipientsOf } from './desk-with-ses.ts';
import { bounce, complaint } from './ses-events.ts';

const DANA = 'dana@quicktools.example';
const EVE = 'eve@quicktools.example';
const { desk, asAgent, asCustomer, submit, ticket, reply, mailsAbout } = deskWithSes(() => ({
  settings: { mail: { ...localMail('https://www.example.com'), adminAddresses: [DANA, EVE] } },
}));

/** Events come at least once. */
async function twice(event: object): Promise<void> {
  await desk().tellOfMail(event);
  await desk().tellOfMail(event);
}

/** Replies, and returns what became of the mail. */
async function mailed(id: string, body: string) {
  const { id: message, version } = await reply(id, body);
  await desk().settled();
  return { message, version, delivery: await deliveryOf(id, message) };
}

const deliveryOf = async (id: string, message: string) =>
  (await ticket(id)).thread.find((entry: { id: string }) => entry.id === message).message.delivery;

/** The admins that get no mail. */
const suppressedAdmins = async () => (await asAgent('suppressed-addresses')).addresses;

const SENT = { state: 'sent', at: expect.any(String) };

describe('an admin who calls a mail spam', () => {
  it('gets no more of them, and is listed; the other admins and the customer do, and the ticket shows nothing', async () => {
    const customer = newCustomer();
    const id = await submit(customer);
    await desk().settled();
    await twice(complaint({ kind: 'notification', ticketId: id, version: 1, address: DANA }));
    expect(await suppressedAdmins()).toEqual([{ address: DANA, problem: 'complained' }]);
    expect(await ticket(id)).toMatchObject({ mail_problem: null, contact_suppressed: null, version: 1 });

    const before = (await mailsAbout(id)).length;
    await asCustomer(customer, `tickets/${id}/replies`, { body: 'Still hangs.' });
    expect((await mailed(id, 'Try again.')).delivery).toEqual(SENT);
    expect(recipientsOf((await mailsAbout(id)).slice(before))).toEqual([customer.email, EVE].sort());
    await asAgent(`suppressed-addresses/${DANA}`, undefined, 'DELETE');
    expect(await suppressedAdmins()).toEqual([]);
  });
});

describe('an admin whose mail bounced for good', () => {
  it('is listed, in whatever case SES reports the address, and gets mail again once it is allowed', async () => {
    const id = await submit(newCustomer());
    await desk().settled();
    const mail = { kind: 'notification', ticketId: id, version: 1, address: EVE.toUpperCase() } as const;
    await twice(bounce(mail, 'Permanent', 'General'));
    expect(await suppressedAdmins()).toEqual([{ address: EVE, problem: 'bounced' }]);
    await asAgent(`suppressed-addresses/${EVE}`, undefined, 'DELETE');
    const other = await submit(newCustomer());
    await desk().settled();
    expect(recipientsOf(await mailsAbout(other))).toContain(EVE);
  });
});

describe('a mail that may have arrived all the same', () => {
  it.each([
    ['Transient', 'General'],
    ['Transient', 'MailboxFull'],
    ['Undetermined', 'Undetermined'],
  ])('stays sent, with a remark, and keeps no further one from its address: %s, %s', async (type, subType) => {
    const customer = newCustomer();
    const id = await submit(customer);
    const { message, version, delivery } = await mailed(id, 'Try again.');
    expect(delivery).toEqual(SENT);
    await twice(bounce({ kind: 'reply', ticketId: id, version, address: customer.email }, type, subType));
    expect(await deliveryOf(id, message)).toEqual({ ...delivery, remark: `${type}: ${subType}` });
    expect(await ticket(id)).toMatchObject({ mail_problem: null, contact_suppressed: null, version });
    expect((await mailed(id, 'And now?')).delivery).toEqual(SENT);
    expect(recipientsOf(await mailsAbout(id)).filter((to) => to === customer.email)).toHaveLength(3);
  });
});

describe('a mail that bounced for good', () => {
  it('shows on ticket and message, and keeps further mail from its address until an agent allows it', async () => {
    const customer = newCustomer();
    const id = await submit(customer);
    const { message, version } = await mailed(id, 'Try again.');
    await twice(bounce({ kind: 'reply', ticketId: id, version, address: customer.email }, 'Permanent', 'General'));
    const bounced = await ticket(id);
    expect(bounced).toMatchObject({
      mail_problem: 'bounced',
      contact_suppressed: 'bounced',
      status: 'in_progress',
      version: version + 1,
    });
    expect(await deliveryOf(id, message)).toEqual({
      state: 'bounced',
      at: expect.any(String),
      detail: 'Permanent: General',
    });
    expect(bounced.thread.at(-1)).toMatchObject({ kind: 'mail_bounced', author: { type: 'system' } });
    expect(await suppressedAdmins()).toEqual([]);

    const before = await mailsAbout(id);
    const suppressed = await mailed(id, 'And now?');
    const whyNot = { state: 'suppressed', detail: 'An earlier email to this address bounced.' };
    expect(suppressed.delivery).toMatchObject(whyNot);
    expect(await mailsAbout(id)).toEqual(before);

    const path = `suppressed-addresses/${encodeURIComponent(customer.email)}`;
    for (let times = 0; times < 2; times += 1) {
      expect(await asAgent(path, undefined, 'DELETE')).toEqual({ success: true });
    }
    expect(await ticket(id)).toMatchObject({ contact_suppressed: null });
    expect((await mailed(id, 'At last.')).delivery).toEqual(SENT);
    expect(await deliveryOf(id, suppressed.message)).toMatchObject(whyNot);
    expect((await mailsAbout(id)).slice(before.length)).toMatchObject([{ destination: { to: [customer.email] } }]);
  });

  it('is nothing that its customer sees', async () => {
    const customer = newCustomer();
    const id = await submit(customer);
    const { version } = await mailed(id, 'Try again.');
    const before = await asCustomer(customer, `tickets/${id}`);
    await desk().tellOfMail(
      bounce({ kind: 'reply', ticketId: id, version, address: customer.email }, 'Permanent', 'General'),
    );
    expect(await asCustomer(customer, `tickets/${id}`)).toEqual(before);
  });
});

describe('a customer whose address changed', () => {
  let folder: DevFolder;
  beforeAll(async () => {
    folder = new DevFolder(await mkdtemp(join(tmpdir(), 'support-desk-troubles-')));
    const { url, dynamoDb, s3, lambda } = desk();
    await folder.setRunning({ pid: process.pid, url, dynamoDb, s3, lambda });
  });
  afterAll(() => rm(folder.path, { recursive: true }));

  it('is written to at the address of their latest token, about older tickets, too, whatever became of the old one; a rebuild finds it again', async () => {
    const customer = newCustomer();
    const older = await submit(customer);
    const id = await submit(customer);
    const { version } = await mailed(id, 'Try again.');
    await desk().tellOfMail(
      bounce({ kind: 'reply', ticketId: id, version, address: customer.email }, 'Permanent', 'General'),
    );
    const moved = { ...customer, email: newCustomer().email };
    await asCustomer(moved, `tickets/${id}/replies`, { body: 'I have a new address.' });
    await desk().settled();

    const contact = { user_email: customer.email, contact_email: moved.email, contact_suppressed: null };
    const isReached = async (about: string, body: string) => {
      expect(await ticket(about)).toMatchObject(contact);
      const before = (await mailsAbout(about)).length;
      expect((await mailed(about, body)).delivery).toEqual(SENT);
      expect(recipientsOf((await mailsAbout(about)).slice(before))).toEqual([moved.email]);
    };
    await isReached(id, 'Is it you?');
    await isReached(older, 'And this one?');
    const Key = contactKey(customer.sub);
    await localDocumentClient(desk().dynamoDb).send(new DeleteCommand({ TableName: tables.views, Key }));
    expect(await ticket(older)).toMatchObject({ contact_email: customer.email });
    await runDeskCommand(['views', 'rebuild'], folder, () => {});
    await isReached(older, 'Do you still read this?');
    await desk().consumers.replay();
    await desk().settled();
    await isReached(id, 'And this?');
  });
});
