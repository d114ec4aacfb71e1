import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoHeldMail } from '#adapters/dynamo/dynamo-held-mail.ts';
import { dynamoViewBuilder } from '#adapters/dynamo/dynamo-view-builder.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { addressHash } from '#core/mail/address.ts';
import { entries } from '#lib/entries.ts';
import { exampleHeldMail } from '#test/inbound/example-held-mail.ts';
import { localDocumentClient, startDesk, tables } from '#test/local/desk.ts';
import { localMail, TOKEN_SECRET_PARAMETER } from '#test/local/settings.ts';
import { replyWithFiles } from '#test/mail/agents-file.ts';
import { deliveryReport, replyFrom, sendMail } from '#test/mail/mail-program.ts';
import { openDesksWith } from '#test/open-desk.ts';
import type { AwsCall } from './aws-calls.ts';
import { deskTemplate, flat, resource } from './desk-template.ts';
import { withMail } from './example-settings.ts';
import { grants } from './grants.ts';
import { recording } from './recording.ts';

const calls: AwsCall[] = [];
const recorded = recording((call) => calls.push(call));
openDesksWith(recorded);

const file = { name: 'a.log', content: new Uint8Array(Buffer.from('log')) };
const api = join(import.meta.dirname, '../api');

describe('the end-to-end tests, with every call to AWS recorded', () => {
  for (const file of readdirSync(api).filter((name) => name.endsWith('.test.ts'))) {
    describe(file, () => import(join(api, file)));
  }
});

test('a change to a ticket during a rebuild of the views is recorded too', async () => {
  const desk = await startDesk(recorded);
  await dynamoViewBuilder(tables.views, localDocumentClient(desk.dynamoDb)).begin();
  const headers = { authorization: `Bearer ${await desk.token()}` };
  const body = new URLSearchParams({ subject: 'Need help', message: 'It does not work.' });
  const { status } = await fetch(`${desk.url}/api/support/contact`, { method: 'POST', headers, body });
  expect(status).toBe(200);
  await desk.settled();
  await desk.close();
});

test('mails are recorded too, one with a file, and one that bounced permanently', async () => {
  const desk = await startDesk({ mailPort: 0, ...recorded });
  const headers = { authorization: `Bearer ${await desk.token()}` };
  const body = new URLSearchParams({ subject: 'Need help', message: 'It does not work.' });
  const submitted = await fetch(`${desk.url}/api/support/contact`, { method: 'POST', headers, body });
  const { ticket_id: ticket } = (await submitted.json()) as { ticket_id: string };
  await replyWithFiles(desk, ticket, [file]);
  await desk.settled();
  const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [{ emailAddress: 'a@b.c' }] };
  const recipient = [addressHash('user@example.com')];
  const mail = { tags: { purpose: ['confirmation'], ticket: [ticket], version: ['1'], recipient } };
  await desk.tellOfMail({ detail: { eventType: 'Bounce', mail, bounce } });
  await desk.close();
});

test('the sweeper is recorded too, sending what is owed, also to an agent who may reply by mail', async () => {
  const desk = await startDesk({ mailPort: 0, smtpPort: 0, ...recorded });
  await desk.consumers.stop();
  const asAgent = { 'x-admin-key': desk.adminKey, 'content-type': 'application/json' };
  const team = await fetch(`${desk.url}/api/admin/agents`, { headers: asAgent });
  const [dana] = ((await team.json()) as { agents: { id: string }[] }).agents;
  const address = JSON.stringify({ email: 'dana@quicktools.example' });
  await fetch(`${desk.url}/api/admin/agents/${dana?.id}`, { method: 'PATCH', headers: asAgent, body: address });
  const headers = { authorization: `Bearer ${await desk.token()}` };
  const body = new URLSearchParams({ subject: 'Need help', message: 'It does not work.' });
  const submitted = await fetch(`${desk.url}/api/support/contact`, { method: 'POST', headers, body });
  const { ticket_id: subject } = (await submitted.json()) as { ticket_id: string };
  const due = dynamoDueStore(tables.views, localDocumentClient(desk.dynamoDb));
  await replyWithFiles(desk, subject, [file]);
  await due.put({ kind: 'mail', subject, at: systemClock.timestamp(), version: 1 });
  await desk.runDue(new Date(Date.now() + 60_000));
  expect(await desk.mail?.sent()).toHaveLength(3);
  await desk.close();
});

test('the sweeper is recorded too, handing back a ticket, on a desk that closes tickets by itself', async () => {
  const desk = await startDesk({ ...recorded, settings: { autoClose: {} } });
  const call = async (path: string, method = 'GET', body?: object, headers: Record<string, string> = {}) => {
    const all = { 'x-admin-key': desk.adminKey, 'content-type': 'application/json', ...headers };
    return (await fetch(desk.url + path, { method, headers: all, ...(body && { body: JSON.stringify(body) }) })).json();
  };
  const { agent } = await call('/api/admin/agents', 'POST', { name: 'Ben', role: 'agent' });
  const token = { authorization: `Bearer ${await desk.token()}` };
  const { ticket_id: id } = await call(
    '/api/support/contact',
    'POST',
    { subject: 'Need help', message: 'Hello.' },
    token,
  );
  await call(`/api/admin/support-tickets/${id}`, 'PATCH', { assignee: agent.id });
  await desk.settled();
  await call(`/api/admin/agents/${agent.id}`, 'DELETE');
  await desk.runDue();
  const { thread } = await call(`/api/admin/support-tickets/${id}`);
  expect(thread.at(-1)).toMatchObject({ author: { type: 'system' }, changes: [{ field: 'assignee', to: null }] });
  await desk.close();
});

test('the list of held mail is recorded too, with a sender who may be blocked', async () => {
  const desk = await startDesk(recorded);
  await dynamoHeldMail(tables.tickets, localDocumentClient(desk.dynamoDb)).add(exampleHeldMail());
  const listed = await fetch(`${desk.url}/api/admin/held-mail`, { headers: { 'x-admin-key': desk.adminKey } });
  expect(await listed.json()).toMatchObject([{ blocked: false }]);
  await desk.close();
});

test('received mail with files is recorded too, of which some is held, accepted, deleted, read again and expires', async () => {
  const desk = await startDesk({ mailPort: 0, smtpPort: 0, ...recorded });
  const asAgent = async (path: string, method = 'GET', body?: object) => {
    const headers = { 'x-admin-key': desk.adminKey, 'content-type': 'application/json' };
    const response = await fetch(`${desk.url}/api/admin/${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return method === 'DELETE' ? undefined : response.json();
  };
  const { agents } = await asAgent('agents');
  await asAgent(`agents/${agents[0].id}`, 'PATCH', { email: 'dana@quicktools.example' });
  const headers = { authorization: `Bearer ${await desk.token()}` };
  const body = new URLSearchParams({ subject: 'Need help', message: 'It does not work.' });
  const submitted = await fetch(`${desk.url}/api/support/contact`, { method: 'POST', headers, body });
  const { ticket_id } = (await submitted.json()) as { ticket_id: string };
  await desk.settled();
  const sent = (await desk.mail?.sent()) ?? [];
  const confirmation = sent.find(({ replyTo }) => replyTo[0]?.startsWith('re-'));
  const notification = sent.find(({ replyTo }) => replyTo[0]?.startsWith('ag-'));
  const [customer, stranger] = ['customer@example.com', 'sam@example.com'];
  const hello = { to: 'hello@reply.localhost.test' };
  const formatted = {
    html: '<img src="cid:one@x">',
    attachments: [{ filename: 'screen.png', content: Buffer.from('89504e470d0a1a0a', 'hex'), cid: 'one@x' }],
  };
  // One after another: all at once may be more than a busy machine can do in the time that they have.
  const receive = async (mail: Parameters<typeof sendMail>[1]) => {
    await sendMail(desk.smtp ?? '', mail);
    await desk.settled();
  };
  const reply = replyFrom(customer, confirmation, 'It still does not work.');
  await receive({ ...reply, ...formatted });
  await receive({ from: customer, ...hello });
  await receive({
    ...{ from: customer, ...hello, ...formatted },
    headers: { 'X-Local-Verdicts': 'dmarc=FAIL' },
  });
  await receive(deliveryReport(confirmation));
  await receive(replyFrom('dana@quicktools.example', notification, 'Try version 3.'));
  for (const _ of [1, 2, 3]) await receive({ from: stranger, ...hello });
  const held = await asAgent('held-mail');
  expect(held).toHaveLength(4);
  expect(await asAgent(`held-mail/${held[0].id}/original`)).toMatchObject({ url: expect.any(String) });
  const { thread } = await asAgent(`support-tickets/${ticket_id}`);
  const message = `support-tickets/${ticket_id}/messages/${thread[0].id}`;
  expect(await asAgent(`${message}/original`)).toMatchObject({ url: expect.any(String) });
  const { images } = await asAgent(`${message}/html`);
  expect((await fetch(images[0].url)).status).toBe(200);
  const [first, second] = held.filter(({ from }: { from: string }) => from === stranger);
  const known = held.find(({ from }: { from: string }) => from === customer);
  expect(await asAgent(`held-mail/${first.id}/accept`, 'POST', { ticket_id })).toMatchObject({ id: ticket_id });
  expect(await asAgent(`held-mail/${known.id}/accept`, 'POST', {})).toMatchObject({ channel: 'held_mail' });
  await asAgent(`held-mail/${second.id}`, 'DELETE');
  await desk.runDue(new Date(Date.parse(first.expires_at) + 60_000));
  expect(await asAgent('held-mail')).toEqual([]);
  await desk.close();
});

describe('the stack grants exactly what they needed:', () => {
  const template = deskTemplate({
    ...withMail,
    mail: localMail('http://localhost', true),
    jwtJwksUrl: undefined,
    jwtSecretParameter: TOKEN_SECRET_PARAMETER,
  });
  const ses = 'arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>';
  const bucket = resource(template, 'AWS::S3::Bucket', 'Files').Properties.BucketName;
  const objects = `arn:<AWS::Partition>:s3:::${flat(bucket)}`;
  const arn = (table: string) => `<${resource(template, 'AWS::DynamoDB::Table', table).id}.Arn>`;
  const places: readonly [RegExp | string, string][] = [
    [/^objects/, objects],
    [/^events$/, `<${resource(template, 'AWS::Events::EventBus').id}.Arn>`],
    [tables.tickets, arn('Tickets')],
    [tables.personal, arn('Personal')],
    [tables.agents, arn('Agents')],
    [tables.views, arn('Views')],
    ['identity/quicktools.example', `${ses}:identity/*`],
    ['configuration-set/local', `${ses}:configuration-set/<${resource(template, 'AWS::SES::ConfigurationSet').id}>`],
  ];
  const deployed = (name: string) =>
    [TOKEN_SECRET_PARAMETER, '/SupportDesk/reply-keys'].includes(name)
      ? `arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter${name}`
      : places.reduce((place, [here, there]) => place.replace(here, there), name);

  /** The actions of Lambda itself with the role of a function that follows the stream. */
  const byLambda = /^s3:\w+ on <FailedRecords| on <Tickets\w+\.StreamArn>$/;

  const marksKeys = `dynamodb:UpdateItem on ${arn('Agents')}`;

  test('the day of a key’s last use is recorded', () => {
    expect(calls.map(({ action, name }) => `${action} on ${deployed(name)}`)).toContain(marksKeys);
  });

  test.each(entries)('%s', (entry) => {
    const own = calls.filter((call) => call.entry === entry);
    const needed = new Set(own.map(({ action, name }) => `${action} on ${deployed(name)}`));
    const given = grants(template, entry).filter((grant) => !byLambda.test(grant));
    // Whichever function a key is used with first on a day records that.
    if (given.includes(marksKeys)) needed.add(marksKeys);
    expect([...needed].sort()).toEqual(given);
  });
});
