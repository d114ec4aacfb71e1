import { describe, expect, it } from 'vitest';
import { unavailable } from '#core/errors.ts';
import { payDueMail } from '#core/mail/pay-due-mail.ts';
import { payMail } from '#core/mail/pay-mail.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { byAgent } from '#core/ticket/author.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket as ticket } from '#test/http/ticket/example-ticket.ts';
import { mailTo, mailWorld } from './world.ts';

const id = ticket.id;
const submitted = Date.parse(ticket.createdAt);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const confirmation = mailTo('user@example.com', ticket, 'confirmation');
const busy = () => {
  throw unavailable('Not now.');
};

describe('paying what a ticket owes', () => {
  it('leaves nothing owed once the service has taken all of it', async () => {
    const world = mailWorld(ticket);
    expect(await payMail(world, id, 1, submitted)).toEqual({ owed: undefined, isBusy: false });
    expect(world.sent).toHaveLength(3);
  });

  it('leaves the oldest owed while the service takes none', async () => {
    const world = mailWorld(ticket);
    world.service.answers = busy;
    expect(await payMail(world, id, 1, submitted)).toMatchObject({
      isBusy: true,
      owed: { since: ticket.createdAt, version: 1 },
    });
  });

  it('sends nobody a later mail before an earlier one that waits, and keeps nobody else waiting', async () => {
    const world = mailWorld(ticket);
    await addMessage(world, id, { kind: 'reply', author: byAgent(agentNamed('Dana')), body: 'Try again.' });
    await addMessage(world, id, { kind: 'reply', author: { type: 'customer' }, body: 'It hangs.' });
    let isFirst = true;
    world.service.answers = ({ to }) => {
      if (to === 'user@example.com' && isFirst) {
        isFirst = false;
        busy();
      }
    };
    const { owed } = await payMail(world, id, 1, world.time.now);
    expect(owed?.mail.kind).toBe('confirmation');
    expect(world.sent.map(({ kind, version, to }) => [kind, version, to].join(' '))).toEqual([
      'notification 1 dana@example.com',
      'notification 1 eve@example.com',
      'notification 3 dana@example.com',
      'notification 3 eve@example.com',
    ]);
    await payMail(world, id, 1, world.time.now);
    expect(world.sent.slice(4).map(({ kind }) => kind)).toEqual(['confirmation', 'reply']);
  });

  it('leaves what another attempt is sending', async () => {
    const world = mailWorld(ticket);
    await world.ledger.claim(confirmation, { id: 'other', until: '2026-11-24T10:01:00.000Z' }, ticket.createdAt);
    expect(await payMail(world, id, 1, world.time.now)).toMatchObject({ isBusy: false, owed: { mail: confirmation } });
    expect(world.sent.map(({ kind }) => kind)).toEqual(['notification', 'notification']);
  });

  it('leaves what another attempt is sending to the customer’s address before, so that nobody gets it twice', async () => {
    const world = mailWorld(ticket);
    await world.ledger.claim(confirmation, { id: 'other', until: '2026-11-24T10:01:00.000Z' }, ticket.createdAt);
    const { userId, creditsPurchased } = ticket;
    world.known.set(userId, { userId, creditsPurchased, email: 'new@example.com', at: '2026-11-24T10:00:00.000Z' });
    const { owed } = await payMail(world, id, 1, world.time.now);
    expect(world.sent.map(({ kind }) => kind)).toEqual(['notification', 'notification']);
    expect(owed?.mail).toMatchObject({ kind: 'confirmation' });
    // That attempt found that the service takes none.
    await world.ledger.settle(confirmation, { id: 'other', until: '' }, { state: 'queued', at: ticket.createdAt });
    await payMail(world, id, 1, world.time.now);
    expect(world.sent.at(-1)).toMatchObject({ kind: 'confirmation', to: 'new@example.com' });
  });

  it('fails if the ledger cannot be written, after trying all mails of a cause, and sends the rest the next time', async () => {
    const world = mailWorld(ticket);
    const outage = unavailable("The database didn't respond.");
    const claim: typeof world.ledger.claim = async (mail, ...of) => {
      if (mail.kind === 'confirmation') throw outage;
      return world.ledger.claim(mail, ...of);
    };
    await expect(payMail({ ...world, ledger: { ...world.ledger, claim } }, id, 1, submitted)).rejects.toBe(outage);
    expect(world.sent).toHaveLength(2);
    await payMail(world, id, 1, submitted);
    expect(world.sent).toHaveLength(3);
  });

  it('gives up after a day, and says so once', async () => {
    const world = mailWorld(ticket);
    world.service.answers = busy;
    await payMail(world, id, 1, submitted + DAY - 1);
    expect(world.deliveryOf(confirmation)?.state).toBe('queued');
    for (let times = 0; times < 2; times += 1) {
      expect(await payMail(world, id, 1, submitted + DAY)).toEqual({ owed: undefined, isBusy: false });
    }
    expect(world.deliveryOf(confirmation)).toMatchObject({
      state: 'failed',
      detail: 'The email couldn’t be sent for a day.',
    });
    expect(world.given.map((line) => line.split(':')[0])).toEqual(['confirmation', 'notification', 'notification']);
  });
});

describe('the sweeper’s work for mail', () => {
  it('puts off what is still owed, by its age', async () => {
    const world = mailWorld(ticket);
    world.service.answers = busy;
    const act = payDueMail(world);
    const pauses: number[] = [];
    for (let now = submitted + 5 * MINUTE; ; ) {
      const { next, isBusy } = await act(id, 1, now);
      if (!next) break;
      expect([isBusy, next.version]).toEqual([true, 1]);
      const due = Date.parse(next.at);
      pauses.push((due - now) / MINUTE);
      now = due;
    }
    expect(pauses.slice(0, 6)).toEqual([10, 20, 40, 80, 120, 120]);
    expect(pauses.reduce((sum, pause) => sum + pause, 5)).toBe(24 * 60);
    expect(world.given).toHaveLength(3);
  });

  it('is done when nothing is owed', async () => {
    const world = mailWorld(ticket);
    expect(await payDueMail(world)(id, 1, submitted)).toEqual({ next: undefined, isBusy: false });
    expect(await payDueMail(mailWorld())(id, 1, submitted)).toEqual({ next: undefined, isBusy: false });
  });
});
