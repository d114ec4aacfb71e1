import { describe, expect, it } from 'vitest';
import { unavailable } from '#core/errors.ts';
import type { Mail } from '#core/mail/mail.ts';
import { mailsOf } from '#core/mail/mails-of.ts';
import { MailInDoubt, MailRefused } from '#core/mail/ports.ts';
import { giveUp, type Sending, sendMail } from '#core/mail/send-mail.ts';
import { exampleTicket as ticket } from '#test/http/ticket/example-ticket.ts';
import { mailTo, mailWorld, shop, tiers } from './world.ts';

const MINUTE = 60_000;
const customer = 'user@example.com';
const confirmation = mailTo(customer, ticket, 'confirmation');
const dana = mailTo('dana@example.com', ticket, 'notification');
const eve = mailTo('eve@example.com', ticket, 'notification');
const mailsTo = (to: string) => mailsOf({ ticket, to }, shop, tiers);
const mails = mailsTo(customer);
const sendMails = (world: Sending, all: readonly Mail[]) => Promise.all(all.map((mail) => sendMail(world, mail)));

/** Has the service answer nobody until `answer` is called; `allAsked` resolves once it has every mail. */
function stalledService(world: ReturnType<typeof mailWorld>) {
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  let waiting = 0;
  world.service.answers = () => {
    waiting += 1;
    if (waiting === mails.length) asked.resolve();
    return answered.promise;
  };
  return { allAsked: asked.promise, answer: answered.resolve };
}

describe('a mail', () => {
  it('is sent once however often it is due, and recorded with the id that the service gave it', async () => {
    const world = mailWorld();
    await sendMails(world, mails);
    await sendMails(world, mails);
    expect(world.sent.map(({ to }) => to)).toEqual([customer, 'dana@example.com', 'eve@example.com']);
    for (const mail of [confirmation, dana, eve]) expect(world.deliveryOf(mail)).toMatchObject({ state: 'sent' });
    expect(world.memory.get(confirmation)?.serviceId).toBe('id-1');
  });

  it('waits for no other: all mails of a change are with the service at once', async () => {
    const world = mailWorld();
    const { allAsked, answer } = stalledService(world);
    const sending = sendMails(world, mails);
    await allAsked;
    answer();
    await sending;
    expect(world.sent).toHaveLength(3);
  });

  it('that another invocation is sending is left to it, until its minute is over', async () => {
    const world = mailWorld();
    const { allAsked, answer } = stalledService(world);
    const first = sendMails(world, mails);
    await allAsked;
    world.time.now += MINUTE - 1;
    await sendMails(world, mails);
    expect(world.deliveryOf(confirmation)?.state).toBe('sending');
    answer();
    await first;
    expect(world.sent).toHaveLength(3);
    expect(world.deliveryOf(confirmation)?.state).toBe('sent');
  });

  it('whose sending never ended is in doubt after a minute, and is not sent again', async () => {
    const world = mailWorld();
    const { allAsked } = stalledService(world);
    void sendMails(world, mails);
    await allAsked;
    world.service.answers = () => {};
    world.time.now += MINUTE + 1;
    await sendMails(world, mails);
    await sendMails(world, mails);
    expect(world.sent).toEqual([]);
    for (const mail of [confirmation, dana, eve]) expect(world.deliveryOf(mail)?.state).toBe('unknown');
  });

  it('whose sending ended after all, later than a minute, is what became of it', async () => {
    const world = mailWorld();
    const { allAsked, answer } = stalledService(world);
    const late = sendMails(world, mails);
    await allAsked;
    world.time.now += MINUTE + 1;
    await sendMails(world, mails);
    expect(world.deliveryOf(confirmation)?.state).toBe('unknown');
    answer();
    await late;
    expect(world.deliveryOf(confirmation)?.state).toBe('sent');
    expect(world.sent).toHaveLength(3);
  });
});

describe('a mail that fails', () => {
  it('because the service refuses it keeps no other from being sent, is reported, and is not asked for again', async () => {
    const world = mailWorld();
    world.service.answers = ({ to }) => {
      if (to !== 'eve@example.com') throw new MailRefused('MessageRejected');
    };
    expect(await sendMails(world, mails)).toEqual(['settled', 'settled', 'settled']);
    for (const mail of [confirmation, dana]) {
      expect(world.deliveryOf(mail)).toMatchObject({ state: 'failed', detail: 'MessageRejected' });
    }
    expect(world.given).toEqual(['confirmation: MessageRejected', 'notification: MessageRejected']);
    world.service.answers = () => {};
    await sendMails(world, mails);
    expect(world.sent.map(({ to }) => to)).toEqual(['eve@example.com']);
  });

  it('because the service takes none now is queued, is no reason for a report, and is sent the next time', async () => {
    const world = mailWorld();
    world.service.answers = ({ to }) => {
      if (to !== 'eve@example.com') throw unavailable('Not now.');
    };
    expect(await sendMails(world, mails)).toEqual(['busy', 'busy', 'settled']);
    for (const mail of [confirmation, dana]) {
      expect(world.deliveryOf(mail)).toMatchObject({ state: 'queued', detail: 'Couldn’t reach the mail service.' });
    }
    world.service.answers = () => {};
    await sendMails(world, mails);
    expect(world.sent.map(({ to }) => to)).toEqual(['eve@example.com', customer, 'dana@example.com']);
    expect(world.deliveryOf(confirmation)).toEqual({ state: 'sent', at: expect.any(String) });
    expect(world.given).toEqual([]);
  });

  it('for a day is given up and reported, unless it was sent or is being sent', async () => {
    const world = mailWorld();
    const [first, second, third] = mails as [Mail, Mail, Mail];
    await sendMail(world, first);
    await world.ledger.claim(second, { id: 'other', until: '2026-11-24T10:01:00.000Z' }, ticket.createdAt);
    expect(await Promise.all(mails.map((mail) => giveUp(world, mail)))).toEqual(['open', 'open', 'settled']);
    const detail = 'The email couldn’t be sent for a day.';
    expect(mails.map((mail) => world.deliveryOf(mail)?.state)).toEqual(['sent', 'sending', 'failed']);
    expect(world.deliveryOf(third)?.detail).toBe(detail);
    expect(world.given).toEqual([`notification: ${detail}`]);
    expect(world.sent).toHaveLength(1);
  });

  it('because of a defect is left to its lease', async () => {
    const world = mailWorld();
    world.service.answers = () => {
      throw new TypeError('A defect.');
    };
    await expect(sendMail(world, mails[0] as Mail)).rejects.toThrow('A defect.');
    expect(world.deliveryOf(confirmation)?.state).toBe('sending');
  });

  it('because the service’s answer is lost is in doubt, and is not asked for again', async () => {
    const world = mailWorld();
    world.service.answers = () => {
      throw new MailInDoubt('The answer is lost.');
    };
    await sendMails(world, mails);
    expect(world.deliveryOf(confirmation)).toMatchObject({
      state: 'unknown',
      detail: 'The mail service didn’t confirm that it accepted the email.',
    });
    world.service.answers = () => {};
    await sendMails(world, mails);
    world.time.now += 2 * MINUTE;
    await sendMails(world, mails);
    expect(world.sent).toEqual([]);
  });

  it('before the service was asked, because the database is out of reach, is sent the next time', async () => {
    const world = mailWorld();
    const outage = unavailable('The database did not answer.');
    const broken = { ...world.ledger, markOf: () => Promise.reject(outage) };
    await expect(sendMails({ ...world, ledger: broken }, mails)).rejects.toBe(outage);
    await sendMails(world, mails);
    expect(world.sent).toHaveLength(3);
  });

  it('to be recorded is asked for again, and not sent again', async () => {
    const world = mailWorld();
    const outage = unavailable('The database did not answer.');
    const broken = { ...world.ledger, settle: () => Promise.reject(outage) };
    await expect(sendMails({ ...world, ledger: broken }, mails)).rejects.toBe(outage);
    await sendMails(world, mails);
    world.time.now += MINUTE + 1;
    await sendMails(world, mails);
    expect(world.sent).toHaveLength(3);
    expect(world.deliveryOf(confirmation)?.state).toBe('unknown');
  });
});

describe('an address', () => {
  it.each([
    ['bounced', 'An earlier email to this address bounced.'],
    ['complained', 'The owner of this address marked an earlier email as spam.'],
  ] as const)('that %s gets no mail, which is recorded; the others get theirs', async (mark, detail) => {
    const world = mailWorld();
    world.marks.set('dana@example.com', mark);
    await sendMails(world, mails);
    expect(world.sent.map(({ to }) => to)).toEqual([customer, 'eve@example.com']);
    expect(world.deliveryOf(dana)).toMatchObject({ state: 'suppressed', detail });
  });

  it.each([
    'a@example.com, b@example.com',
    'A <a@example.com>',
    'a@example.com\nBcc: b@example.com',
    'nobody',
    '',
    `${'a'.repeat(64)}@${'b.'.repeat(95)}example`,
    'jürgen@example.com',
  ])('that is none, or more than one, never reaches the service: %j', async (address) => {
    const world = mailWorld();
    await sendMails(world, mailsTo(address));
    expect(world.sent.map(({ kind }) => kind)).toEqual(['notification', 'notification']);
    expect(world.deliveryOf(mailTo(address, ticket, 'confirmation'))).toMatchObject({
      state: 'failed',
      detail: 'Amazon SES can’t send to this address. The customer can read everything on your website.',
    });
    expect(world.given).toEqual([]);
  });

  it('with an international domain is sent to, unless it is marked', async () => {
    const world = mailWorld();
    await sendMails(world, mailsTo('ann@BÜCHER.example'));
    expect(world.sent[0]?.to).toBe('ann@xn--bcher-kva.example');
    const other = mailWorld();
    other.marks.set('ann@xn--bcher-kva.example', 'bounced');
    await sendMails(other, mailsTo('ann@BÜCHER.example'));
    expect(other.sent.map(({ kind }) => kind)).toEqual(['notification', 'notification']);
  });
});
