import { describe, expect, it } from 'vitest';
import { notify, notifyOf } from '#core/mail/notify.ts';
import { MailInDoubt, MailRefused } from '#core/mail/ports.ts';
import { resendMail } from '#core/mail/resend-mail.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { byAgent } from '#core/ticket/author.ts';
import type { Entry } from '#core/ticket/entry.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket as ticket } from '#test/http/ticket/example-ticket.ts';
import { mailTo, mailWorld } from './world.ts';

const id = ticket.id;
const dana = agentNamed('Dana');
const ofTicket = { type: 'ticket', ticket, imported: false } as const;
const of = (entry: Entry | undefined) => {
  if (!entry) throw new Error('Nothing was written.');
  return { type: 'entry', ticketId: id, entry, imported: false } as const;
};
const reply: Entry = {
  id: 'm1',
  version: 2,
  kind: 'reply',
  author: byAgent(dana),
  body: 'Try again.',
  createdAt: ticket.createdAt,
  changes: [],
};
const note: Entry = { ...reply, kind: 'note' };
const admins = ['dana@example.com', 'eve@example.com'];
const moved = { userId: ticket.userId, email: 'new@example.com', creditsPurchased: 200 };
const LATER = '2026-11-23T15:00:00.000000000Z';

describe('what is new', () => {
  it('is mailed to the customer and to each admin, once', async () => {
    const world = mailWorld(ticket);
    await notify(world, ofTicket);
    await notify(world, ofTicket);
    expect(world.sent.map(({ kind, to }) => [kind, to])).toEqual([
      ['confirmation', 'user@example.com'],
      ...admins.map((to) => ['notification', to]),
    ]);
    await notify(world, of(reply));
    await notify(world, of(reply));
    expect(world.sent.slice(3)).toMatchObject([{ kind: 'reply', version: 2, to: 'user@example.com' }]);
    await notify(world, of({ ...reply, version: 3, author: { type: 'customer' } }));
    expect(world.sent.slice(4).map(({ kind, version, to }) => [kind, version, to])).toEqual(
      admins.map((to) => ['notification', 3, to]),
    );
  });

  it('is mailed to nobody if it was imported, is a note, or no message', async () => {
    const world = mailWorld(ticket);
    await notify(world, { ...ofTicket, imported: true });
    await notify(world, { ...of(reply), imported: true });
    await notify(world, of(note));
    for (const kind of ['change', 'mail_bounced', 'mail_complained'] as const) {
      await notify(world, of({ ...reply, kind, body: undefined }));
    }
    expect(world.sent).toEqual([]);
    expect(world.memory.items.size).toBe(0);
  });

  it('of a ticket that is gone asks for nothing if it is a note; a reply fails', async () => {
    const world = mailWorld();
    await notify(world, of(note));
    await expect(notify(world, of(reply))).rejects.toMatchObject({ refusal: 'not_found' });
  });

  it('is found by its version', async () => {
    const world = mailWorld(ticket);
    await notifyOf(world, id, 1);
    const { message } = await addMessage(world, id, { kind: 'reply', author: byAgent(dana), body: 'Try again.' });
    await notifyOf(world, id, message.version);
    expect(world.sent.map(({ kind, version }) => [kind, version])).toEqual([
      ['confirmation', 1],
      ...admins.map(() => ['notification', 1]),
      ['reply', message.version],
    ]);
    await expect(notifyOf(world, id, 9)).rejects.toMatchObject({ refusal: 'not_found' });
    await expect(notifyOf(world, 'another', 1)).rejects.toMatchObject({ refusal: 'not_found' });
  });

  it('is mailed to no admins if there are none', async () => {
    const world = mailWorld(ticket);
    await notify({ ...world, shop: { ...world.shop, adminAddresses: [] } }, ofTicket);
    expect(world.sent.map(({ kind }) => kind)).toEqual(['confirmation']);
  });
});

describe('a customer whose address has changed', () => {
  it('is written to at the latest one that the website vouched for', async () => {
    const world = mailWorld(ticket);
    world.known.set(ticket.userId, { ...moved, at: LATER });
    await notify(world, of(reply));
    expect(world.sent).toMatchObject([{ to: 'new@example.com' }]);
  });

  it('is written to at the address of the ticket, if that is newer', async () => {
    const world = mailWorld(ticket);
    world.known.set(ticket.userId, { ...moved, at: '2026-11-22T10:00:00.000000000Z' });
    await notify(world, ofTicket);
    expect(world.sent[0]).toMatchObject({ to: 'user@example.com' });
  });

  it.each(['sent', 'in doubt'])('gets no second mail at the new one for a mail that is %s', async (outcome) => {
    const world = mailWorld(ticket);
    world.service.answers = ({ kind }) => {
      if (kind === 'notification') throw new MailRefused('MessageRejected');
      if (outcome === 'in doubt') throw new MailInDoubt('The answer is lost.');
    };
    await expect(notify(world, ofTicket)).rejects.toThrow('MessageRejected');
    world.known.set(ticket.userId, { ...moved, at: LATER });
    world.service.answers = () => {};
    const before = world.sent.length;
    await notify(world, ofTicket);
    expect(world.sent.slice(before).map(({ to }) => to)).toEqual(admins);
  });

  it('gets at the new one what the service refused to send to the old one', async () => {
    const world = mailWorld(ticket);
    world.service.answers = () => {
      throw new MailRefused('MessageRejected');
    };
    await expect(notify(world, of(reply))).rejects.toThrow('MessageRejected');
    world.known.set(ticket.userId, { ...moved, at: LATER });
    world.service.answers = () => {};
    await notify(world, of(reply));
    expect(world.sent).toMatchObject([{ kind: 'reply', to: 'new@example.com' }]);
  });
});

describe('a mail that an agent has sent again', () => {
  const inDoubt = async () => {
    const world = mailWorld(ticket);
    world.service.answers = () => {
      throw new MailInDoubt('The answer is lost.');
    };
    await notify(world, ofTicket);
    const { message } = await addMessage(world, id, {
      kind: 'reply',
      author: byAgent(dana),
      body: 'Try again.',
    });
    await notify(world, of(message));
    world.service.answers = () => {};
    return { world, message };
  };

  it('is the reply alone, once', async () => {
    const { world, message } = await inDoubt();
    await resendMail(world, id, message.id, dana);
    await notify(world, of(world.entries.at(-1)));
    await notify(world, of(world.entries.at(-1)));
    expect(world.sent).toMatchObject([{ kind: 'reply', version: message.version, to: 'user@example.com' }]);
    expect(world.deliveryOf(mailTo('user@example.com', ticket, 'reply', message.version))?.state).toBe('sent');
  });

  it('is the confirmation alone, without the mails to admins', async () => {
    const { world } = await inDoubt();
    await resendMail(world, id, id, dana);
    await notify(world, of(world.entries.at(-1)));
    expect(world.sent).toMatchObject([{ kind: 'confirmation', version: 1, to: 'user@example.com' }]);
  });

  it('goes to the address that the customer has now', async () => {
    const { world, message } = await inDoubt();
    world.known.set(ticket.userId, { ...moved, at: LATER });
    await resendMail(world, id, message.id, dana);
    await notify(world, of(world.entries.at(-1)));
    expect(world.sent).toMatchObject([{ kind: 'reply', to: 'new@example.com' }]);
    expect((await world.ledger.latest({ kind: 'reply', ticketId: id, version: message.version }))?.state).toBe('sent');
  });
});
