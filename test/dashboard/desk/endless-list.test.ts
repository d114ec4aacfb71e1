import { describe, expect, it } from 'vitest';
import { Unreachable } from '#dashboard/wire/errors.ts';
import { numbered, replied } from '#test/dashboard/tickets.ts';
import { deskOfThree, settled } from './desk-of-three.ts';

const ids = (...numbers: number[]) => numbers.map((number) => `ticket-${number}`);
const nine = [9, 8, 7, 6, 5, 4, 3, 2, 1];

/** A desk of nine open tickets, two to a page, of which the first page is loaded. */
async function deskOfNine() {
  const parts = await deskOfThree({ tickets: nine.map((number) => numbered(number)), pageSize: 2, firstOnly: true });
  const { desk, server, stored } = parts;
  /** Another agent closes a ticket: the desk can no longer say that nothing has changed. */
  const close = (number: number) => {
    stored.set(`ticket-${number}`, numbered(number, { status: 'closed', version: 2 }));
    server.tag = `after ${number}`;
  };
  /** Returns what the desk was asked for meanwhile. */
  const asked = async (act: () => Promise<unknown>) => {
    server.lists = [];
    await act();
    await settled();
    return server.lists.map((query) => query.replace('?status=open', ''));
  };
  const look = (...numbers: number[]) => {
    desk.list.inSight.value = ids(...numbers);
  };
  return { ...parts, close, asked, look };
}

describe('a poll', () => {
  it('reads the first page only, as long as that says that nothing has changed', async () => {
    const { desk, server, asked, listed } = await deskOfNine();
    server.tag = 'a';
    await desk.pages.loadMore();
    await desk.refresh();
    expect(await asked(desk.refresh)).toEqual(['']);
    expect(listed()).toEqual(ids(9, 8, 7, 6));
  });

  it('reads the pages in sight if something has, and the others when they come in sight', async () => {
    const { desk, close, asked, look, listed } = await deskOfNine();
    while (await desk.pages.loadMore());
    look(7);
    close(2);
    expect(await asked(desk.refresh)).toEqual(['', '&after=ticket-8']);
    expect(listed()).toEqual(ids(...nine));
    expect(await asked(async () => look(4, 3))).toEqual(['&after=ticket-6', '&after=ticket-4']);
    expect(listed()).toEqual(ids(9, 8, 7, 6, 5, 4, 3, 1));
    expect(await asked(async () => look(5))).toEqual([]);
  });

  it('reads pages of which nothing is a row: what is snoozed there wakes, and no row shows that they are in sight', async () => {
    const snoozedUntil = '2099-01-01T09:00:00.000000000Z';
    const tickets = nine.map((number) => numbered(number, { snoozedUntil }));
    const { desk, server, stored, listed } = await deskOfThree({ tickets, pageSize: 2, firstOnly: true });
    server.tag = 'a';
    // As rows that are gone have left it.
    desk.list.inSight.value = [];
    await settled();
    expect([listed(), desk.pages.more.value]).toEqual([[], 'none']);
    stored.set('ticket-6', numbered(6, { version: 2 }));
    server.tag = 'b';
    await desk.refresh();
    await settled();
    expect(listed()).toEqual(ids(6));
    desk.list.inSight.value = ids(6);
    stored.set('ticket-2', numbered(2, { version: 2 }));
    server.tag = 'c';
    await desk.refresh();
    await settled();
    expect(listed()).toEqual(ids(6, 2));
  });

  it('never shows older data than is known', async () => {
    const { desk, close, look, stored, ticket, listed } = await deskOfNine();
    while (await desk.pages.loadMore());
    const before = stored.get('ticket-1') ?? numbered(1);
    stored.set('ticket-1', replied(1, 3, 9));
    desk.select('ticket-1');
    await settled();
    stored.set('ticket-1', before);
    close(9);
    look(1);
    await desk.refresh();
    expect([ticket(1).version, listed()]).toEqual([3, ids(8, 7, 6, 5, 4, 3, 2, 1)]);
  });

  it('moves no row while the list is held, on whichever page', async () => {
    const { desk, close, look, listed, stored } = await deskOfNine();
    while (await desk.pages.loadMore());
    desk.list.held.value = true;
    close(3);
    stored.set('ticket-x', numbered(2, { id: 'ticket-x', createdAt: '2026-11-23T12:00:02.500000000Z' }));
    look(3, 2, 1);
    await desk.refresh();
    expect([listed(), desk.list.newCount.value]).toEqual([ids(...nine), 1]);
    desk.list.held.value = false;
    expect(listed()).toEqual([...ids(9, 8, 7, 6, 5, 4), 'ticket-x', ...ids(2, 1)]);
  });
});

describe('the next page', () => {
  it('is loaded once at a time, and joins the rows that keep their places', async () => {
    const { desk, close, asked, listed } = await deskOfNine();
    desk.list.held.value = true;
    close(9);
    await desk.refresh();
    const [more] = [desk.pages.loadMore(), desk.pages.loadMore()];
    expect(desk.pages.more.value).toBe('loading');
    expect(await asked(() => more)).toEqual([]);
    expect([listed(), desk.pages.more.value]).toEqual([ids(9, 8, 7, 6, 5), 'waiting']);
    expect(await asked(desk.pages.loadMore)).toEqual(['&after=ticket-5']);
  });

  it('that fails is asked for again by the agent, or once the desk responds', async () => {
    const { desk, server, pass, listed } = await deskOfNine();
    server.pagesFail = new Unreachable('The desk did not answer.');
    expect([await desk.pages.loadMore(), desk.pages.more.value]).toEqual([false, 'failed']);
    expect(desk.session.trouble.value).toMatchObject({ detail: 'The desk did not answer.' });
    await pass(30_000);
    await desk.refresh();
    expect(desk.pages.more.value).toBe('waiting');
    server.pagesFail = undefined;
    expect(await desk.pages.loadMore()).toBe(true);
    while (await desk.pages.loadMore());
    expect([listed(), desk.pages.more.value]).toEqual([ids(...nine), 'none']);
  });

  it('is loaded at once as long as nothing that is loaded is listed, such as snoozed tickets, unless that fails', async () => {
    const snoozedUntil = '2099-01-01T09:00:00.000000000Z';
    const tickets = nine.map((number) => numbered(number, number > 4 ? { snoozedUntil } : {}));
    const { desk, server, ticket, listed, pass } = await deskOfThree({ tickets, pageSize: 2, firstOnly: true });
    await settled();
    expect([listed(), server.lists.length, desk.pages.more.value]).toEqual([ids(4), 3, 'waiting']);
    server.pagesFail = new Unreachable('The desk did not answer.');
    desk.changeStatus(ticket(4), 'closed');
    await settled();
    expect([listed(), desk.pages.more.value]).toEqual([[], 'failed']);
    server.pagesFail = undefined;
    await pass(30_000);
    await desk.refresh();
    await settled();
    expect(listed()).toEqual(ids(3, 2));
  });

  it('of a list that the agent has left meanwhile is that list’s', async () => {
    const { desk, server, listed } = await deskOfNine();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.pagesHeld = promise;
    const more = desk.pages.loadMore();
    desk.showFilter('closed');
    resolve();
    await more;
    expect(listed()).toEqual([]);
    desk.showFilter('open');
    expect(listed()).toEqual(ids(9, 8, 7, 6));
  });
});

describe('a ticket outside of what is loaded, where a link led', () => {
  it('is reached page by page if it is near', async () => {
    const { desk, ticket, listed } = await deskOfNine();
    desk.select('ticket-5');
    await settled();
    await desk.reach(ticket(5));
    expect(listed()).toEqual(ids(9, 8, 7, 6, 5, 4));
  });

  /** The list around the oldest ticket. */
  async function deskOfTheOldest() {
    const parts = await deskOfNine();
    const { desk, ticket } = parts;
    desk.list.held.value = true;
    desk.select('ticket-1');
    await settled();
    await desk.reach(ticket(1));
    return parts;
  }

  it('has its neighbours around it if it is far, and the list goes on from there', async () => {
    const { desk, server, listed } = await deskOfTheOldest();
    expect([listed(), desk.pages.more.value, desk.pages.earlier.value]).toEqual([ids(2, 1), 'none', 'waiting']);
    server.pageSize = 3;
    await desk.pages.loadEarlier();
    expect(listed()).toEqual(ids(4, 3, 2, 1));
    await desk.pages.loadEarlier();
    expect(listed()).toEqual(ids(6, 5, 4, 3, 2, 1));
    server.pageSize = 4;
    await desk.pages.loadEarlier();
    expect(listed()).toEqual(ids(...nine));
    expect(desk.pages.earlier.value).toBe('none');
  });

  it('keeps the list where it is while the desk is polled, until the agent wants its top', async () => {
    const { desk, close, asked, ticket, listed } = await deskOfTheOldest();
    close(2);
    expect(await asked(desk.refresh)).toEqual(['', '&after_ticket=ticket-3']);
    expect([listed(), ticket(2).status]).toEqual([ids(2, 1), 'closed']);
    desk.showTop();
    await settled();
    expect(listed()).toEqual(ids(9, 8));
  });

  it('stays the selected one if it can’t be reached', async () => {
    const { desk, server, ticket, listed } = await deskOfNine();
    desk.select('ticket-1');
    await settled();
    server.pagesFail = new Unreachable('The desk did not answer.');
    await desk.reach(ticket(1));
    expect([listed(), desk.conversation.selectedId.value]).toEqual([ids(9, 8), 'ticket-1']);
  });
});
