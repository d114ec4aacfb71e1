import { describe, expect, it } from 'vitest';
import { isUnread } from '#core/ticket/is-unread.ts';
import { Unreachable } from '#dashboard/wire/errors.ts';
import { deskOfThree, settled } from './desk-of-three.ts';

describe('reading a ticket', () => {
  it('is recorded by the desk, once for each message of the customer', async () => {
    const { desk, server } = await deskOfThree();
    desk.select('ticket-2');
    await settled();
    desk.select('ticket-3');
    desk.select('ticket-2');
    await settled();
    await desk.refresh();
    expect(server.marked).toEqual(['ticket-2 1', 'ticket-3 1']);
  });

  it('is recorded later if the desk can’t be reached; on this device it counts at once', async () => {
    const { desk, server, ticket } = await deskOfThree();
    server.offline = new Unreachable('The desk did not answer.');
    desk.select('ticket-2');
    await settled();
    expect(isUnread(ticket(2), desk.conversation.readVersions.value)).toBe(false);
    expect(server.readVersions.size).toBe(0);
    server.offline = undefined;
    server.now += 30_000;
    desk.select(undefined);
    await desk.refresh();
    await settled();
    expect([...server.readVersions]).toEqual([['ticket-2', 1]]);
  });

  it('on another device is known from the list, and not recorded again', async () => {
    const { desk, server, ticket } = await deskOfThree();
    expect(isUnread(ticket(1), desk.conversation.readVersions.value)).toBe(true);
    server.readVersions.set('ticket-1', 1).set('ticket-2', 1).set('ticket-3', 1);
    await desk.refresh();
    for (const number of [1, 2, 3]) expect(isUnread(ticket(number), desk.conversation.readVersions.value)).toBe(false);
    desk.select('ticket-1');
    await settled();
    expect(server.marked).toEqual([]);
  });

  it('is recorded although the desk refuses another mark, which isn’t tried again', async () => {
    const { desk, server } = await deskOfThree();
    server.refusesMark = 'ticket-2';
    for (const id of ['ticket-2', 'ticket-3', 'ticket-1']) desk.select(id);
    await settled();
    expect([...server.readVersions]).toEqual([
      ['ticket-3', 1],
      ['ticket-1', 1],
    ]);
    server.marked = [];
    await desk.refresh();
    expect(server.marked).toEqual([]);
  });
});
