import { describe, expect, it } from 'vitest';
import { ProblemError } from '#dashboard/wire/errors.ts';
import { numbered } from '#test/dashboard/tickets.ts';
import { deskOfThree, settled } from './desk-of-three.ts';

const ids = (...numbers: number[]) => numbers.map((number) => `ticket-${number}`);

/** A desk of three tickets whose list is held; `answer` sets what the desk has from then on, by their numbers. */
async function heldDesk() {
  const parts = await deskOfThree();
  const { desk, stored } = parts;
  const answer = async (...numbers: number[]) => {
    const known = new Map(stored);
    stored.clear();
    for (const number of numbers) stored.set(`ticket-${number}`, known.get(`ticket-${number}`) ?? numbered(number));
    await desk.refresh();
  };
  /** Another agent closes it. */
  const close = async (number: number) => {
    stored.set(`ticket-${number}`, numbered(number, { status: 'closed', version: 2 }));
    await desk.refresh();
  };
  desk.list.held.value = true;
  return { ...parts, answer, close };
}

describe('while the pointer is over the list, or the focus in it', () => {
  it('what arrives waits behind the pill, also at the list’s top, until it is let in', async () => {
    const { desk, answer, listed } = await heldDesk();
    await answer(5, 4, 3, 2, 1);
    expect([listed(), desk.list.newCount.value]).toEqual([ids(3, 2, 1), 2]);
    desk.list.showWaiting();
    expect([listed(), desk.list.newCount.value]).toEqual([ids(5, 4, 3, 2, 1), 0]);
    await answer(6, 5, 4, 3, 2, 1);
    expect([listed(), desk.list.newCount.value]).toEqual([ids(5, 4, 3, 2, 1), 1]);
  });

  it('what another agent closed keeps its row, with its new status', async () => {
    const { ticket, close, listed } = await heldDesk();
    await close(2);
    expect(listed()).toEqual(ids(3, 2, 1));
    expect(ticket(2).status).toBe('closed');
  });

  it('both is made up for when pointer and focus have left', async () => {
    const { desk, answer, close, listed } = await heldDesk();
    await close(2);
    await answer(5, 3, 2, 1);
    desk.list.held.value = false;
    expect([listed(), desk.list.newCount.value]).toEqual([ids(5, 3, 1), 0]);
  });

  it('but what arrives goes on waiting for who reads further down', async () => {
    const { desk, answer, listed } = await heldDesk();
    desk.list.atTop.value = false;
    await answer(5, 3, 2, 1);
    desk.list.held.value = false;
    expect([listed(), desk.list.newCount.value]).toEqual([ids(3, 2, 1), 1]);
  });

  it('what the agent closes leaves at once, and with it what others closed; undone, it is back', async () => {
    const { desk, answer, close, listed, ticket } = await heldDesk();
    await close(3);
    await answer(5, 3, 2, 1);
    desk.select('ticket-2');
    desk.changeStatus(ticket(2), 'closed');
    expect(listed()).toEqual(ids(1));
    await settled();
    expect(listed()).toEqual(ids(1));
    desk.toasts.undo();
    expect(listed()).toEqual(ids(2, 1));
    await settled();
    expect([listed(), desk.list.newCount.value]).toEqual([ids(2, 1), 1]);
  });

  it('what the desk refuses to close is back in its place', async () => {
    const { desk, server, listed, ticket } = await heldDesk();
    server.fail = new ProblemError(503, 'The database cannot be reached.');
    desk.changeStatus(ticket(2), 'closed');
    expect(listed()).toEqual(ids(3, 1));
    await settled();
    expect(listed()).toEqual(ids(3, 2, 1));
  });

  it('a reply sent with closing leaves at once, and is back when it is undone', async () => {
    const { desk, listed, ticket, pass } = await heldDesk();
    desk.send(ticket(2), 'reply', 'Done.', true);
    expect(listed()).toEqual(ids(3, 1));
    desk.toasts.undo();
    expect(listed()).toEqual(ids(3, 2, 1));
    desk.send(ticket(2), 'reply', 'Done.', true);
    await pass(10_000);
    expect(listed()).toEqual(ids(3, 1));
  });

  it('a reply that is on its way at last moves no row, though the ticket now waits for the customer', async () => {
    const { desk, listed, ticket, pass } = await heldDesk();
    desk.send(ticket(2), 'reply', 'Try again.', false);
    await pass(10_000);
    expect(ticket(2).status).toBe('in_progress');
    expect(listed()).toEqual(ids(3, 2, 1));
    desk.list.held.value = false;
    expect(listed()).toEqual(ids(3, 1));
  });

  it('closing goes on to a ticket that is still open, not to one that only keeps its row', async () => {
    const { desk, close, ticket } = await heldDesk();
    await close(2);
    desk.select('ticket-3');
    desk.changeStatus(ticket(3), 'closed');
    expect(desk.conversation.selectedId.value).toBe('ticket-1');
  });

  it('an empty list has nothing to keep still', async () => {
    const { desk, answer, listed } = await heldDesk();
    desk.showFilter('in_progress');
    await settled();
    expect(listed()).toEqual([]);
    desk.showFilter('open');
    await settled();
    expect(listed()).toEqual(ids(3, 2, 1));
    desk.list.held.value = false;
    await answer();
    desk.list.held.value = true;
    await answer(4);
    expect(listed()).toEqual(ids(4));
    await answer(5, 4);
    expect([listed(), desk.list.newCount.value]).toEqual([ids(4), 1]);
  });

  it('a page of another list, which arrives late, adds no row', async () => {
    const { desk, server, stored, listed } = await deskOfThree({ firstOnly: true });
    const { promise, resolve } = Promise.withResolvers<void>();
    server.pagesHeld = promise;
    void desk.pages.loadMore();
    // A search, which finds no other.
    stored.delete('ticket-2');
    desk.list.show({ filter: 'all', q: 'export', sort: 'newest' });
    desk.list.held.value = true;
    await desk.refresh();
    resolve();
    await settled();
    expect(listed()).toEqual(ids(3));
    // It is where it belongs.
    desk.list.show({ filter: 'open', q: '', sort: 'newest' });
    expect(listed()).toEqual(ids(3, 2));
  });

  it('the first page of another list, which arrives late, moves no row', async () => {
    const { desk, server, close, listed } = await heldDesk();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.slow = promise;
    desk.showFilter('closed');
    server.slow = undefined;
    desk.showFilter('open');
    await close(2);
    expect(listed()).toEqual(ids(3, 2, 1));
    resolve();
    await settled();
    expect(listed()).toEqual(ids(3, 2, 1));
  });
});
