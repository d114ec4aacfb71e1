import { describe, expect, it } from 'vitest';
import { unavailable } from '#core/errors.ts';
import { notify as notifyOf } from '#core/mail/notify.ts';
import { MailInDoubt } from '#core/mail/ports.ts';
import { resendMail } from '#core/mail/resend-mail.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { type Author, byAgent } from '#core/ticket/author.ts';
import type { Entry } from '#core/ticket/entry.ts';
import type { NewItem } from '#core/ticket/new-item.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket as ticket } from '#test/http/ticket/example-ticket.ts';
import { notify } from './paid.ts';
import { mailTo, mailWorld } from './world.ts';

const id = ticket.id;
const dana = agentNamed('Dana');
const ofTicket = { type: 'ticket', ticket, imported: false } as const;
const of = (entry: Entry | undefined): NewItem => {
  if (!entry) throw new Error('Nothing was written.');
  return { type: 'entry', ticketId: id, entry, imported: false };
};
const reply = (world: ReturnType<typeof mailWorld>, author: Author = byAgent(dana)) =>
  addMessage(world, id, { kind: 'reply', author, body: 'Try again.' }).then(({ message }) => message);
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
    const first = of(await reply(world));
    await notify(world, first);
    await notify(world, first);
    expect(world.sent.slice(3)).toMatchObject([{ kind: 'reply', version: 2, to: 'user@example.com' }]);
    await notify(world, of(await reply(world, { type: 'customer' })));
    expect(world.sent.slice(4).map(({ kind, version, to }) => [kind, version, to])).toEqual(
      admins.map((to) => ['notification', 3, to]),
    );
  });

  it('is mailed to nobody if it was imported, is a note, or no message', async () => {
    const world = mailWorld(ticket);
    const message = await reply(world);
    await notify(world, { ...ofTicket, imported: true });
    await notify(world, { ...of(message), imported: true });
    for (const kind of ['note', 'change', 'mail_bounced', 'mail_complained'] as const) {
      await notify(world, of({ ...message, kind }));
    }
    expect(world.sent).toEqual([]);
    expect(world.memory.items.size).toBe(0);
  });

  it('of a ticket that is gone is mailed to nobody', async () => {
    const world = mailWorld(ticket);
    const message = await reply(world);
    await notify(mailWorld(), of(message));
    expect(world.sent).toEqual([]);
  });

  it('is mailed to no admins if there are none', async () => {
    const world = mailWorld(ticket);
    await notify({ ...world, shop: { ...world.shop, adminAddresses: [] } }, ofTicket);
    expect(world.sent.map(({ kind }) => kind)).toEqual(['confirmation']);
  });

  it('waits for what another attempt is sending, and comes after it', async () => {
    const world = mailWorld(ticket);
    const begun = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    world.service.answers = async ({ kind }) => {
      if (kind !== 'confirmation') return;
      begun.resolve();
      await answered.promise;
    };
    const first = notify(world, ofTicket);
    await begun.promise;
    const { version } = await reply(world);
    const pauses: number[] = [];
    const pause = async (attempt: number) => {
      pauses.push(attempt);
      if (attempt === 1) return;
      answered.resolve();
      await first;
    };
    await notifyOf({ ...world, pause }, id, version);
    expect(pauses).toEqual([1, 2]);
    expect(world.sent.filter(({ kind }) => kind !== 'notification').map(({ kind }) => kind)).toEqual([
      'confirmation',
      'reply',
    ]);
  });

  it('is left to the sweeper if another attempt keeps it', async () => {
    const world = mailWorld(ticket);
    const begun = Promise.withResolvers<void>();
    world.service.answers = async () => {
      begun.resolve();
      await new Promise(() => {});
    };
    void notify(world, ofTicket);
    await begun.promise;
    const pauses: number[] = [];
    await notifyOf({ ...world, pause: async (attempt) => void pauses.push(attempt) }, id, 1);
    expect(pauses).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(world.sent).toEqual([]);
  });

  it('comes after what the ticket owed before', async () => {
    const world = mailWorld(ticket);
    await notify(world, of(await reply(world)));
    expect(world.sent.map(({ kind }) => kind)).toEqual(['confirmation', 'notification', 'notification', 'reply']);
  });
});

describe('a customer whose address has changed', () => {
  it('is written to at the latest one that the website vouched for', async () => {
    const world = mailWorld(ticket);
    await notify(world, ofTicket);
    world.known.set(ticket.userId, { ...moved, at: LATER });
    await notify(world, of(await reply(world)));
    expect(world.sent.at(-1)).toMatchObject({ kind: 'reply', to: 'new@example.com' });
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
      if (kind === 'notification') throw unavailable('Not now.');
      if (outcome === 'in doubt') throw new MailInDoubt('The answer is lost.');
    };
    await notify(world, ofTicket);
    world.known.set(ticket.userId, { ...moved, at: LATER });
    world.service.answers = () => {};
    const before = world.sent.length;
    await notify(world, ofTicket);
    expect(world.sent.slice(before).map(({ to }) => to)).toEqual(admins);
  });

  it('gets at the new one what the service did not take for the old one', async () => {
    const world = mailWorld(ticket);
    await notify(world, ofTicket);
    const message = await reply(world);
    world.service.answers = () => {
      throw unavailable('Not now.');
    };
    await notify(world, of(message));
    world.known.set(ticket.userId, { ...moved, at: LATER });
    world.service.answers = () => {};
    await notify(world, of(message));
    expect(world.sent.slice(3)).toMatchObject([{ kind: 'reply', to: 'new@example.com' }]);
  });
});

describe('a mail that an agent has sent again', () => {
  const inDoubt = async () => {
    const world = mailWorld(ticket);
    world.service.answers = () => {
      throw new MailInDoubt('The answer is lost.');
    };
    await notify(world, ofTicket);
    const message = await reply(world);
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
