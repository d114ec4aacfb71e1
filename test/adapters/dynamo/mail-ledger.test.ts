import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { mailEntry } from '#adapters/dynamo/mail-items.ts';
import { clockOf, systemClock } from '#adapters/system-clock.ts';
import { unavailable } from '#core/errors.ts';
import { addressHash } from '#core/mail/address.ts';
import { type DeliveryState, deliveryStates } from '#core/mail/delivery.ts';
import type { Mail, MailName } from '#core/mail/mail.ts';
import { type Lease, MailInDoubt, type MailLedger, MailRefused } from '#core/mail/ports.ts';
import { sendMail } from '#core/mail/send-mail.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { noFiles } from '#test/core/mail/world.ts';
import { conflict, type Fate } from '#test/faults/fates.ts';
import { startFaultyProxy } from '#test/faults/faulty-proxy.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { startEngine, unreachableClient } from './engine.ts';
import { changeOf, dana, written } from './stored-change.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
let ledger: MailLedger;
beforeAll(async () => {
  engine = await startEngine();
  ledger = dynamoMailLedger(engine.tables.tickets, engine.client);
});
afterAll(() => engine.close());

const to = 'a@example.com';
const newMail = (changes: Partial<MailName> = {}): MailName => ({
  kind: 'reply',
  ticketId: randomUUID(),
  version: 2,
  recipient: addressHash(to),
  ...changes,
});
const MINUTE = 60_000;
const lease = (endsIn = MINUTE): Lease => ({ id: randomUUID(), until: new Date(Date.now() + endsIn).toISOString() });
const now = () => systemClock.timestamp();
const stateOf = async (mail: MailName) => (await ledger.latest(mail))?.state;

/** Returns a mail's item in the table, without its key. */
async function stored(mail: MailName) {
  const Key = { id: mail.ticketId, entry: mailEntry(mail) };
  const get = new GetCommand({ TableName: engine.tables.tickets, Key, ConsistentRead: true });
  const { id: _, entry: __, ...item } = (await engine.client.send(get)).Item ?? {};
  return item;
}

/** Returns a mail whose attempt ended in a state, and that attempt's lease. */
async function settled(state: DeliveryState, mail = newMail()) {
  const own = lease();
  expect(await ledger.claim(mail, own, now())).toBe(true);
  await ledger.settle(mail, own, { state, at: now() });
  return { mail, own };
}

/** Returns a ledger whose first requests to the database meet these fates; later ones pass. */
async function ledgerUnder(...fates: readonly Fate[]) {
  const proxy = await startFaultyProxy(engine.endpoint);
  onTestFinished(proxy.close);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = documentClient({ endpoint: proxy.endpoint, region: 'eu-central-1', credentials });
  const course = [...fates];
  proxy.decideBy(() => course.shift() ?? 'passes');
  return { table: engine.tables.tickets, client, ledger: dynamoMailLedger(engine.tables.tickets, client) };
}

describe('the lease to send a mail', () => {
  it('is given to one of several concurrent attempts', async () => {
    const mail = newMail();
    const claims = await Promise.all(Array.from({ length: 10 }, () => ledger.claim(mail, lease(), now())));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await stateOf(mail)).toBe('sending');
  });

  it('covers one mail: another address, version or kind has its own', async () => {
    const mail = newMail();
    const others: Partial<MailName>[] = [
      {},
      { recipient: addressHash('b@example.com') },
      { version: 3 },
      { kind: 'notification' },
    ];
    for (const other of others) expect(await ledger.claim({ ...mail, ...other }, lease(), now())).toBe(true);
  });

  it('is still its holder’s when the database’s response was lost', async () => {
    const { ledger: under } = await ledgerUnder('is dropped after');
    const mail = newMail();
    expect(await under.claim(mail, lease(), now())).toBe(true);
    expect(await ledger.claim(mail, lease(), now())).toBe(false);
  });

  it.each(['queued'] as const)('is given for a mail that is %s, and replaces its other attributes', async (state) => {
    const mail = newMail();
    await ledger.report(mail, { state, at: now(), detail: 'MessageRejected' });
    await ledger.remark(mail, 'Transient: MailboxFull');
    const at = now();
    expect(await ledger.claim(mail, lease(), at)).toBe(true);
    expect(await ledger.latest(mail)).toEqual({ state: 'sending', at });
  });

  const given = ['queued'];
  it.each(deliveryStates.filter((state) => !given.includes(state)))(
    'is not given for one that is %s',
    async (state) => {
      const { mail } = await settled('sending');
      await ledger.report(mail, { state, at: now() });
      expect(await ledger.claim(mail, lease(), now())).toBe(false);
      expect(await stateOf(mail)).toBe(state);
    },
  );

  it('that has expired leaves the outcome unknown, for readers and for would-be senders', async () => {
    const mail = newMail();
    await ledger.claim(mail, lease(-1), now());
    expect(await ledger.latest(mail)).toMatchObject({ state: 'unknown', detail: 'Sending ended without a response.' });
    expect((await stored(mail)).state).toBe('sending');
    expect(await ledger.claim(mail, lease(), now())).toBe(false);
    expect(await ledger.claim(mail, lease(), now())).toBe(false);
    expect(await stored(mail)).toMatchObject({ state: 'unknown', detail: 'Sending ended without a response.' });
  });
});

describe('the outcome of an attempt', () => {
  it('is recorded, with the mail’s id at the service', async () => {
    const [mail, own, at] = [newMail(), lease(), now()];
    await ledger.claim(mail, own, now());
    await ledger.settle(mail, own, { state: 'sent', at }, 'id-1');
    expect(await ledger.latest(mail)).toEqual({ state: 'sent', at });
    expect(await stored(mail)).toEqual({ state: 'sent', at, ses_message_id: 'id-1' });
  });

  it('changes nothing without the lease', async () => {
    const mail = newMail();
    await ledger.settle(mail, lease(), { state: 'sent', at: now() });
    expect(await stored(mail)).toEqual({});
    await ledger.claim(mail, lease(), now());
    await ledger.settle(mail, lease(), { state: 'failed', at: now() });
    expect(await stateOf(mail)).toBe('sending');
  });

  it('is recorded even after the lease expired, unless the mail was queued again or sent by another attempt since', async () => {
    const [late, own] = [newMail(), lease(-1)];
    await ledger.claim(late, own, now());
    await ledger.claim(late, lease(), now());
    await ledger.settle(late, own, { state: 'sent', at: now() });
    expect(await stateOf(late)).toBe('sent');

    const { mail, before } = await withMail('sending', { endsIn: -1 });
    const tickets = dynamoTicketStore(engine.tables.tickets, engine.client);
    expect(await tickets.change(resending(before, mail))).toBe(true);
    const { lease: id } = await stored(mail);
    expect(id).toBeUndefined();
    await ledger.settle(mail, own, { state: 'failed', at: now() });
    expect(await stateOf(mail)).toBe('queued');
    await ledger.claim(mail, lease(), now());
    await ledger.settle(mail, own, { state: 'failed', at: now() });
    expect(await stateOf(mail)).toBe('sending');
  });

  it('leaves what the recipient’s server said in the meantime', async () => {
    const [mail, own] = [newMail(), lease()];
    await ledger.claim(mail, own, now());
    await ledger.remark(mail, 'Transient: MailboxFull');
    await ledger.settle(mail, own, { state: 'unknown', at: now() });
    expect(await ledger.latest(mail)).toMatchObject({ state: 'unknown', remark: 'Transient: MailboxFull' });
  });

  it('does not overwrite a bounce that was reported earlier', async () => {
    const [mail, own] = [newMail(), lease()];
    await ledger.claim(mail, own, now());
    await ledger.report(mail, { state: 'bounced', at: now() });
    await ledger.settle(mail, own, { state: 'sent', at: now() });
    expect(await stateOf(mail)).toBe('bounced');
  });
});

describe('a later report', () => {
  it.each(['sent', 'unknown', 'failed', 'suppressed'] as const)('replaces %s', async (state) => {
    const { mail } = await settled(state);
    const bounce = { state: 'bounced', at: now(), detail: 'Permanent: General' } as const;
    await ledger.report(mail, bounce);
    await ledger.report(mail, { ...bounce, at: now() });
    expect(await ledger.latest(mail)).toEqual(bounce);
  });

  it.each([
    ['bounced', 'complained'],
    ['complained', 'bounced'],
    ['bounced', 'complained', 'bounced'],
  ] as const)('leaves a mail marked as spam, in whatever order reports arrive: %s, %s', async (...states) => {
    const { mail } = await settled('sent');
    const to = `${randomUUID()}@example.com`;
    for (const state of states) {
      await ledger.report(mail, { state, at: now() });
      await ledger.mark(to, state, now());
    }
    expect(await stateOf(mail)).toBe('complained');
    expect(await ledger.markOf(to)).toBe('complained');
  });

  it('leaves the mail’s id at the service', async () => {
    const [mail, own] = [newMail(), lease()];
    await ledger.claim(mail, own, now());
    await ledger.settle(mail, own, { state: 'sent', at: now() }, 'id-1');
    await ledger.report(mail, { state: 'complained', at: now() });
    expect(await stored(mail)).toMatchObject({ state: 'complained', ses_message_id: 'id-1' });
  });

  it('that is a remark changes no state, and creates no mail', async () => {
    const { mail } = await settled('sent');
    const sent = await ledger.latest(mail);
    await ledger.remark(mail, 'Transient: MailboxFull');
    expect(await ledger.latest(mail)).toEqual({ ...sent, remark: 'Transient: MailboxFull' });
    const none = newMail();
    await ledger.remark(none, 'Transient: MailboxFull');
    expect(await ledger.latest(none)).toBeUndefined();
  });

  it('is recorded although a transaction holds the item', async () => {
    const { mail } = await settled('sent');
    const { ledger: under } = await ledgerUnder(
      { name: 'TransactionConflictException' },
      { name: 'TransactionConflictException' },
    );
    await under.remark(mail, 'Transient: MailboxFull');
    expect((await ledger.latest(mail))?.remark).toBe('Transient: MailboxFull');
  });
});

it('the delivery of a mail that went to two addresses is that of the latest', async () => {
  const { mail } = await settled('failed');
  await settled('sent', { ...mail, recipient: addressHash('b@example.com') });
  await settled('failed', { ...mail, version: 20 });
  await settled('failed', { ...mail, kind: 'notification' });
  expect(await stateOf(mail)).toBe('sent');
});

/** Returns a ticket with a reply whose mail has this state. */
async function withMail(state: DeliveryState, { endsIn = MINUTE } = {}) {
  const tickets = dynamoTicketStore(engine.tables.tickets, engine.client);
  const ticket = { ...exampleTicket, id: randomUUID() };
  await tickets.add(ticket);
  const reply = written(ticket);
  await tickets.change(reply);
  const mail = newMail({ ticketId: ticket.id, version: reply.after.version });
  await ledger.claim(mail, lease(endsIn), now());
  if (state !== 'sending') await ledger.report(mail, { state, at: now(), detail: 'of before' });
  return { mail, before: reply.after };
}

const resending = (before: Ticket, queued: MailName) =>
  changeOf(before, { kind: 'mail_resent', author: dana, resends: queued.version, queued, rule: (it) => ({ ...it }) });

describe('a mail that is to be sent again', () => {
  const tickets = () => dynamoTicketStore(engine.tables.tickets, engine.client);

  it.each(['failed', 'unknown'] as const)('is queued, together with its entry, if it is %s', async (state) => {
    const { mail, before } = await withMail(state);
    const change = resending(before, mail);
    expect(await tickets().change(change)).toBe(true);
    expect(await ledger.latest(mail)).toEqual({ state: 'queued', at: change.entry.createdAt });
    expect(await tickets().get(before.id)).toEqual(change.after);
  });

  it('is queued at an address that it was not sent to before', async () => {
    const { mail, before } = await withMail('failed');
    const other = { ...mail, recipient: addressHash('b@example.com') };
    expect(await tickets().change(resending(before, other))).toBe(true);
    expect(await stateOf(mail)).toBe('queued');
  });

  it('is queued once its attempt’s lease has expired, and not before', async () => {
    const gone = await withMail('sending', { endsIn: -1 });
    expect(await tickets().change(resending(gone.before, gone.mail))).toBe(true);
    const { mail, before } = await withMail('sending');
    await expect(tickets().change(resending(before, mail))).rejects.toMatchObject({ refusal: 'mail_not_resendable' });
  });

  it.each(['queued', 'sent', 'bounced', 'complained', 'suppressed'] as const)(
    'is refused, together with its entry, if it is %s',
    async (state) => {
      const { mail, before } = await withMail(state);
      const refused = tickets().change(resending(before, mail));
      await expect(refused).rejects.toMatchObject({ refusal: 'mail_not_resendable' });
      expect(await tickets().get(before.id)).toEqual(before);
      expect(await stateOf(mail)).toBe(state);
    },
  );

  it('is neither queued nor refused if the ticket has changed since it was read', async () => {
    const { mail, before } = await withMail('failed');
    await tickets().change(written(before));
    expect(await tickets().change(resending(before, mail))).toBe(false);
    expect(await stateOf(mail)).toBe('failed');
  });

  it.each<[string, Fate[]]>([
    ['one response of the database was lost', ['is dropped after']],
    ['all its responses were lost', ['is dropped after', 'is dropped after', 'is dropped after']],
    ['another transaction held the ticket', [conflict('TransactWriteItems')]],
  ])('is queued although %s', async (_, fates) => {
    const { mail, before } = await withMail('failed');
    const { table, client } = await ledgerUnder(...fates);
    expect(await dynamoTicketStore(table, client).change(resending(before, mail))).toBe(true);
    expect(await stateOf(mail)).toBe('queued');
  });

  it('is neither queued nor refused while the database is unreachable', async () => {
    const { mail, before } = await withMail('failed');
    const { table, client } = await ledgerUnder('is dropped before', 'is dropped before', 'is dropped before');
    const change = dynamoTicketStore(table, client).change(resending(before, mail));
    await expect(change).rejects.toMatchObject({ refusal: 'unavailable' });
    expect(await stateOf(mail)).toBe('failed');
  });
});

describe('an address', () => {
  it('stays marked until it is allowed again, however it is spelled', async () => {
    const [address, spelled] = [`Ann-${randomUUID()}@BÜCHER.example`, 'xn--bcher-kva.example'];
    const other = address.replace('BÜCHER.example', spelled).toUpperCase();
    expect(await ledger.markOf(address)).toBeUndefined();
    await ledger.mark(address, 'bounced', now());
    await ledger.mark(address, 'complained', now());
    expect(await ledger.markOf(other)).toBe('complained');
    await ledger.unmark(other);
    await ledger.unmark(other);
    expect(await ledger.markOf(address)).toBeUndefined();
  });
});

it('an unreachable database is reported as unavailable', async () => {
  const there = dynamoMailLedger('tickets', unreachableClient());
  const mail = newMail();
  for (const asking of [
    there.claim(mail, lease(), now()),
    there.settle(mail, lease(), { state: 'sent', at: now() }),
    there.report(mail, { state: 'bounced', at: now() }),
    there.remark(mail, 'x'),
    there.latest(mail),
    there.markOf(to),
    there.mark(to, 'bounced', now()),
    there.unmark(to),
  ]) {
    await expect(asking).rejects.toMatchObject({ refusal: 'unavailable' });
  }
});

/**
 * The outcome of one delivery of a change: the service accepts the mail, refuses it, is unreachable, accepts it but its response is lost, or accepts
 * it but recording that fails.
 */
const fate = fc.constantFrom('taken', 'refused', 'outage', 'in doubt', 'unrecorded');

it('a mail is accepted by the service at most once, whatever is redelivered, concurrently or later, and fails in between', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { maxLength: 8 }), async (fates) => {
      const name = newMail({ kind: 'confirmation', version: 1 });
      const mail: Mail = { ...name, to, subject: 's', text: 't', html: 'h', automatic: true };
      let millis = Date.now();
      const clock = clockOf(() => millis);
      let taken = 0;
      const deliver = async (now: (typeof fates)[number]) => {
        const send = async () => {
          if (now === 'refused') throw new MailRefused('MessageRejected');
          if (now === 'outage') throw unavailable("The mail service didn't respond.");
          taken += 1;
          if (now === 'in doubt') throw new MailInDoubt('The response is lost.');
          return 'id-1';
        };
        const settle: MailLedger['settle'] = async (...of) => {
          if (now === 'unrecorded') throw unavailable("The database didn't respond.");
          return ledger.settle(...of);
        };
        const world = {
          ledger: { ...ledger, settle },
          mailer: { send },
          contents: noFiles,
          clock,
          newLeaseId: randomUUID,

          agentAddress: async () => 'ag-token@reply.example.com',
          notDelivered: () => {},
        };
        // Twice at once, as in two invocations.
        const outcomes = await Promise.allSettled([sendMail(world, mail), sendMail(world, mail)]);
        millis += MINUTE + 1;
        return outcomes;
      };
      for (const now of fates) await deliver(now);
      const last = await deliver('taken');
      expect(last.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
      await deliver('taken');
      const first = [...fates, 'taken' as const].find((it) => it !== 'outage');
      expect(taken).toBe(first === 'refused' ? 0 : 1);
      expect((await stored(name)).state).toBe(first === 'taken' ? 'sent' : first === 'refused' ? 'failed' : 'unknown');
    }),
    { numRuns: 60 },
  );
});
