import { describe, expect, it } from 'vitest';
import type { Message } from '../../../functions/core/entry.ts';
import { unavailable } from '../../../functions/core/errors.ts';
import { notify } from '../../../functions/core/mail/notify.ts';
import { MailRefused } from '../../../functions/core/mail/ports.ts';
import { exampleTicket as ticket } from '../../http/example-ticket.ts';
import { mailWorld } from './world.ts';

const id = ticket.id;
const ofTicket = { type: 'ticket', ticket, imported: false } as const;
const message: Message = {
  id: 'm1',
  version: 2,
  kind: 'reply',
  author: { type: 'agent', name: 'Dana' },
  body: 'Try again.',
  createdAt: ticket.createdAt,
  changes: [],
};
const ofMessage = { type: 'entry', ticketId: id, entry: message, imported: false } as const;
const ofNote = { ...ofMessage, entry: { ...message, kind: 'note' } } as const;
const confirmation = `confirmation ${id} 1`;
const notification = `notification ${id} 1`;

describe('what is new is told', () => {
  it('once, and written down', async () => {
    const world = mailWorld(ticket);
    await notify(world, ofTicket);
    await notify(world, ofTicket);
    expect(world.sent.map(({ kind, to }) => [kind, to])).toEqual([
      ['confirmation', ['user@example.com']],
      ['notification', ['dana@example.com', 'eve@example.com']],
    ]);
    expect(world.deliveries.get(confirmation)).toMatchObject({ state: 'sent', serviceId: 'id-1' });
    await notify(world, ofMessage);
    expect(world.sent.at(-1)).toMatchObject({ kind: 'reply', version: 2 });
  });

  it('to nobody if it was imported, is a note, or no message', async () => {
    const world = mailWorld(ticket);
    await notify(world, { ...ofTicket, imported: true });
    await notify(world, { ...ofMessage, imported: true });
    await notify(world, ofNote);
    for (const kind of ['change', 'mail_bounced', 'mail_complained'] as const) {
      await notify(world, { ...ofMessage, entry: { ...message, kind, body: undefined } });
    }
    expect(world.sent).toEqual([]);
    expect(world.deliveries.size).toBe(0);
  });

  it('a note of a ticket that is gone asks for nothing; a reply fails', async () => {
    const world = mailWorld();
    await notify(world, ofNote);
    await expect(notify(world, ofMessage)).rejects.toMatchObject({ refusal: 'not_found' });
  });

  it('to no admins if there are none', async () => {
    const world = mailWorld(ticket);
    await notify({ ...world, shop: { ...world.shop, adminAddresses: [] } }, ofTicket);
    expect(world.sent.map(({ kind }) => kind)).toEqual(['confirmation']);
    expect(world.deliveries.has(notification)).toBe(false);
  });
});

describe('a mail that fails', () => {
  it.each([
    [new MailRefused('MessageRejected'), 'MessageRejected'],
    [unavailable('The mail service did not answer.'), 'The mail service did not answer.'],
  ])('keeps none of the others from being tried, and is sent the next time: %s', async (error, detail) => {
    const world = mailWorld(ticket);
    world.service.refuses = error;
    await expect(notify(world, ofTicket)).rejects.toBe(error);
    for (const name of [confirmation, notification]) {
      expect(world.deliveries.get(name)).toMatchObject({ state: 'failed', detail });
    }
    world.service.refuses = undefined;
    await notify(world, ofTicket);
    expect(world.sent).toHaveLength(2);
    expect(world.deliveries.get(confirmation)?.state).toBe('sent');
  });
});

describe('an address', () => {
  it.each([
    ['bounced', 'Mail to this address came back before.'],
    ['complained', 'Mail to this address was called spam before.'],
  ] as const)('that %s gets no mail, which is written down', async (mark, detail) => {
    const world = mailWorld(ticket);
    world.marks.set('user@example.com', mark);
    await notify(world, ofTicket);
    expect(world.sent.map(({ kind }) => kind)).toEqual(['notification']);
    expect(world.deliveries.get(confirmation)).toMatchObject({ state: 'suppressed', detail });
  });

  it('of several that is marked is left out', async () => {
    const world = mailWorld(ticket);
    world.marks.set('dana@example.com', 'bounced');
    await notify(world, ofTicket);
    expect(world.sent.at(-1)?.to).toEqual(['eve@example.com']);
  });

  it.each([
    'a@example.com, b@example.com',
    'A <a@example.com>',
    'a@example.com\nBcc: b@example.com',
    'nobody',
    '',
    `${'a'.repeat(64)}@${'b.'.repeat(95)}example`,
    'jürgen@example.com',
  ])('that is none, or more than one, never reaches the service: %j', async (userEmail) => {
    const world = mailWorld(ticket);
    await notify(world, { ...ofTicket, ticket: { ...ticket, userEmail } });
    expect(world.sent.map(({ kind }) => kind)).toEqual(['notification']);
    expect(world.deliveries.get(confirmation)).toMatchObject({
      state: 'failed',
      detail: 'Amazon SES can’t send to this address. The customer can read everything on your website.',
    });
  });

  it('with an international domain is sent to, unless it is marked', async () => {
    const international = { ...ofTicket, ticket: { ...ticket, userEmail: 'ann@BÜCHER.example' } };
    const world = mailWorld(ticket);
    await notify(world, international);
    expect(world.sent[0]?.to).toEqual(['ann@xn--bcher-kva.example']);
    const other = mailWorld(ticket);
    other.marks.set('ann@xn--bcher-kva.example', 'bounced');
    await notify(other, international);
    expect(other.sent.map(({ kind }) => kind)).toEqual(['notification']);
  });
});
