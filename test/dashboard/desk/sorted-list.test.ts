import { describe, expect, it } from 'vitest';
import { ProblemError } from '#dashboard/wire/errors.ts';
import { numbered, replied } from '#test/dashboard/tickets.ts';
import { deskOfThree, settled } from './desk-of-three.ts';

const ids = (...numbers: number[]) => numbers.map((number) => `ticket-${number}`);

/** A desk of three tickets whose list is in order of activity: the second one is the latest, then the first. */
async function deskByActivity() {
  const parts = await deskOfThree({ tickets: [numbered(3), replied(2, 2, 8), replied(1, 2, 6)], pageSize: 2 });
  const { desk, stored } = parts;
  desk.sortBy('activity');
  await settled();
  while (await desk.pages.loadMore());
  /** Its customer writes at this second. */
  const write = async (number: number, second: number) => {
    stored.set(`ticket-${number}`, replied(number, 3, second));
    await desk.refresh();
  };
  return { ...parts, write };
}

describe('a list by activity', () => {
  it('is in the desk’s order, which changes with it', async () => {
    const { write, listed } = await deskByActivity();
    expect(listed()).toEqual(ids(2, 1, 3));
    await write(3, 9);
    expect(listed()).toEqual(ids(3, 2, 1));
  });

  it('keeps its rows still while it is held, also those that left it', async () => {
    const { desk, stored, write, listed } = await deskByActivity();
    desk.list.held.value = true;
    stored.set('ticket-1', numbered(1, { status: 'closed', version: 3 }));
    await write(3, 9);
    expect(listed()).toEqual(ids(2, 1, 3));
    desk.list.held.value = false;
    expect(listed()).toEqual(ids(3, 2));
  });

  it('goes on in that order, and brings what is reopened back to its place', async () => {
    const { desk, ticket, listed } = await deskByActivity();
    desk.list.held.value = true;
    desk.select('ticket-1');
    desk.changeStatus(ticket(1), 'closed');
    expect([listed(), desk.conversation.selectedId.value]).toEqual([ids(2, 3), 'ticket-3']);
    await settled();
    await desk.refresh();
    desk.toasts.undo();
    expect(listed()).toEqual(ids(2, 1, 3));
  });

  it('is what customers’ messages are news in', async () => {
    const { desk, server, write } = await deskByActivity();
    server.lists = [];
    await write(3, 9);
    expect(desk.news.latest.value).toEqual([replied(3, 3, 9)]);
    expect(server.lists).not.toContain('?status=open');
  });
});

it('a list from its oldest ticket goes on to newer ones', async () => {
  const { desk, ticket, listed } = await deskOfThree();
  desk.sortBy('oldest');
  await settled();
  while (await desk.pages.loadMore());
  expect([listed(), desk.list.nextAfter(ticket(1))?.id]).toEqual([ids(1, 2, 3), 'ticket-2']);
});

describe('the order of a list', () => {
  it('is the one that the agent chose there, on this device', async () => {
    const { desk, openTab, kept } = await deskOfThree();
    desk.sortBy('oldest');
    desk.showFilter('closed');
    desk.sortBy('activity');
    desk.showFilter('in_progress');
    expect(desk.list.listing.value).toEqual({ filter: 'in_progress', q: '', sort: 'newest' });
    for (const tab of [desk, openTab().desk]) {
      for (const [filter, sort] of [
        ['closed', 'activity'],
        ['open', 'oldest'],
      ] as const) {
        tab.showFilter(filter);
        expect(tab.list.listing.value.sort).toBe(sort);
      }
    }
    expect([...kept.keys()]).toEqual(expect.arrayContaining(['support-desk-sort open', 'support-desk-sort closed']));
  });

  it('makes a view of its own of the open tickets, which is no preference', async () => {
    const { desk } = await deskOfThree();
    desk.sortBy('waiting');
    expect(desk.list.listing.value).toEqual({ filter: 'open', q: '', sort: 'waiting' });
    desk.showFilter('closed');
    desk.showFilter('open');
    expect(desk.list.listing.value.sort).toBe('newest');
  });
});

it('a list that is too long for its order says so, is polled on, and is left for another', async () => {
  const { desk, server, listed } = await deskOfThree();
  const fields = [{ pointer: '?sort', detail: 'sorts at most 1,000 tickets' }];
  server.refuseSort = new ProblemError(422, 'Too many tickets.', { fields });
  desk.sortBy('waiting');
  await settled();
  expect([listed(), desk.list.refusal.value?.fields, desk.session.trouble.value]).toEqual([[], fields, undefined]);
  const days = server.days.length;
  expect(await desk.refresh()).toBe(true);
  expect(server.days).toHaveLength(days + 1);
  desk.sortBy('newest');
  await settled();
  expect([listed(), desk.list.refusal.value]).toEqual([ids(3, 2, 1), undefined]);
  server.refuseSort = undefined;
  desk.sortBy('waiting');
  await settled();
  expect([listed().length, desk.list.refusal.value]).toEqual([1, undefined]);
});
