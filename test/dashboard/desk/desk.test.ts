import { describe, expect, it } from 'vitest';
import type { Desk } from '#dashboard/desk/desk.ts';
import { UNDO_MS } from '#dashboard/desk/outgoing.ts';
import { ProblemError, Unreachable } from '#dashboard/wire/errors.ts';
import { exampleStats } from '#test/dashboard/stats.ts';
import { numbered } from '#test/dashboard/tickets.ts';
import { deskOfThree, settled } from './desk-of-three.ts';

describe('closing a ticket', () => {
  it('is seen at once: gone from the list, the next one selected, the counts changed, undo offered', async () => {
    const { desk, ticket, listed } = await deskOfThree();
    desk.select('ticket-2');
    desk.changeStatus(ticket(2), 'closed');
    expect(listed()).toEqual(['ticket-3', 'ticket-1']);
    expect(desk.conversation.selectedId.value).toBe('ticket-1');
    expect(desk.counts.byFilter.value).toMatchObject({ open: 2, in_progress: 0, closed: 1 });
    expect(desk.toasts.shown.value).toMatchObject([{ title: 'Closed', subject: 'Export stuck' }]);
  });

  it('is undone, before or after the desk has answered, in the order of the clicks', async () => {
    const { desk, server, ticket, listed } = await deskOfThree();
    desk.changeStatus(ticket(2), 'closed');
    expect(desk.toasts.undo()).toBe(true);
    expect(listed()).toEqual(['ticket-3', 'ticket-2', 'ticket-1']);
    expect(desk.conversation.selectedId.value).toBe('ticket-2');
    await settled();
    expect(server.changes).toEqual(['ticket-2 closed', 'ticket-2 open']);
    expect(listed()).toEqual(['ticket-3', 'ticket-2', 'ticket-1']);
    expect(desk.toasts.undo()).toBe(false);
  });

  it.each([
    [new ProblemError(503, 'The database cannot be reached.'), 'The database cannot be reached.'],
    [new Unreachable('The desk did not answer.'), 'The desk didn’t respond.'],
    [new ProblemError(404, 'There is no ticket with this id.'), 'This ticket no longer exists.'],
  ])('comes back with the reason after %s', async (error, reason) => {
    const { desk, server, ticket, listed } = await deskOfThree();
    server.fail = error;
    desk.changeStatus(ticket(2), 'closed');
    await settled();
    expect(listed()).toEqual(['ticket-3', 'ticket-2', 'ticket-1']);
    expect(desk.counts.byFilter.value).toMatchObject({ open: 3, in_progress: 0, closed: 0 });
    expect(desk.toasts.shown.value).toMatchObject([{ title: 'Couldn’t close', reason }]);
  });

  it('is not sent twice when its undo was clicked before the desk refused', async () => {
    const { desk, server, ticket } = await deskOfThree();
    server.fail = new ProblemError(503, 'The database cannot be reached.');
    desk.changeStatus(ticket(2), 'closed');
    desk.toasts.undo();
    await settled();
    expect(server.changes).toEqual(['ticket-2 closed']);
    expect(desk.counts.byFilter.value).toMatchObject({ open: 3, in_progress: 0, closed: 0 });
  });

  it('stays done while list and counts lag behind it', async () => {
    const { desk, stored, ticket, listed } = await deskOfThree();
    const lagging = ticket(2);
    desk.changeStatus(lagging, 'closed');
    await settled();
    const closed = ticket(2);
    stored.set('ticket-2', lagging);
    await desk.refresh();
    expect(listed()).toEqual(['ticket-3', 'ticket-1']);
    expect(ticket(2)).toBe(closed);
    expect(desk.counts.byFilter.value).toMatchObject({ open: 2, in_progress: 0, closed: 1 });
  });

  it('is counted while it is under way and until the counts are sure to have it, however long that takes', async () => {
    const { desk, server, ticket } = await deskOfThree();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.held = promise;
    desk.changeStatus(ticket(2), 'closed');
    const closedAfter = async (seconds: number) => {
      server.now += seconds * 1000;
      await desk.refresh();
      return desk.counts.byFilter.value?.closed;
    };
    expect(await closedAfter(60)).toBe(1);
    resolve();
    await settled();
    expect(await closedAfter(15)).toBe(1);
    expect(await closedAfter(1)).toBe(0);
  });

  it('shows a reopened ticket although the list lacks it still, until the lag is over', async () => {
    const { desk, server, stored, ticket, listed } = await deskOfThree();
    desk.changeStatus(ticket(2), 'closed');
    desk.toasts.undo();
    await settled();
    const reopened = ticket(2);
    stored.delete('ticket-2');
    await desk.refresh();
    expect(listed()).toContain(reopened.id);
    server.now += 60_000;
    await desk.refresh();
    expect(listed()).not.toContain(reopened.id);
  });
});

describe('a ticket that someone else changed', () => {
  it('is left alone if its status is another, and shown as it is now', async () => {
    const { desk, stored, ticket } = await deskOfThree();
    stored.set('ticket-2', { ...ticket(2), status: 'closed', version: 2 });
    desk.changeStatus(ticket(2), 'in_progress');
    await settled();
    expect(ticket(2).status).toBe('closed');
    expect(desk.toasts.shown.value).toMatchObject([
      { title: 'Couldn’t mark in progress', reason: 'Someone else changed this ticket. It’s now “Closed”.' },
    ]);
  });

  it.each(['closed', 'in_progress'] as const)('is not %s over a message that the agent has not read', async (to) => {
    const { desk, customerWrites, server, ticket } = await deskOfThree();
    customerWrites('ticket-2', 'One more thing.');
    desk.changeStatus(ticket(2), to);
    await settled();
    expect([server.accepted, ticket(2).status, ticket(2).version]).toEqual([[], 'open', 2]);
    expect(desk.toasts.shown.value).toMatchObject([
      { reason: 'This ticket has something new that you haven’t read.', goTo: { ticketId: 'ticket-2' } },
    ]);
  });

  it('is shown at once with what came in, without another reading', async () => {
    const { desk, customerWrites, server, ticket } = await deskOfThree();
    desk.select('ticket-2');
    await settled();
    customerWrites('ticket-2', 'One more thing.');
    const before = server.read.length;
    desk.changeStatus(ticket(2), 'in_progress');
    await settled();
    expect(threadIn(desk).entries.map(({ message }) => message?.body)).toEqual(['One more thing.']);
    expect(server.read.length).toBe(before);
  });

  it('is changed all the same if all that is new is a note', async () => {
    const { desk, colleagueWrites, ticket } = await deskOfThree();
    colleagueWrites('ticket-2', 'note', 'I know this one.');
    desk.changeStatus(ticket(2), 'in_progress');
    await settled();
    expect(ticket(2)).toMatchObject({ status: 'in_progress', version: 3 });
  });

  it('counts as read no further than its thread was', async () => {
    const { desk, server, customerWrites, ticket } = await deskOfThree();
    desk.select('ticket-2');
    await settled();
    customerWrites('ticket-2', 'One more thing.');
    await desk.refresh();
    desk.conversation.threads.value = new Map(desk.conversation.threads.value).set('ticket-2', {
      ...threadIn(desk),
      version: 1,
    });
    desk.changeStatus(ticket(2), 'closed');
    await settled();
    expect(server.accepted).toEqual([]);
  });
});

const threadIn = ({ conversation }: Desk) =>
  conversation.threads.value.get('ticket-2') ?? expect.fail('There is no thread');

describe('a link to a ticket', () => {
  it('fetches it when it is on no loaded page', async () => {
    const { desk, stored } = await deskOfThree();
    stored.set('ticket-9', numbered(9, { status: 'closed' }));
    desk.select('ticket-9');
    await settled();
    expect(desk.conversation.selected.value?.status).toBe('closed');
  });

  it('says when there is no such ticket', async () => {
    const { desk } = await deskOfThree();
    desk.select('nonsense');
    await settled();
    expect(desk.conversation.missingId.value).toBe('nonsense');
    expect(desk.session.trouble.value).toBeUndefined();
  });
});

describe('signing out', () => {
  it('leaves nothing behind, not even an answer under way', async () => {
    const { desk, stored } = await deskOfThree();
    stored.clear();
    stored.set('ticket-5', numbered(5));
    await desk.refresh();
    expect(desk.news.latest.value).toHaveLength(1);
    const reading = desk.refresh();
    desk.signOut();
    await reading;
    expect(desk.tickets.answered.value.size).toBe(0);
    expect(desk.list.rows.value).toEqual([]);
    expect(desk.session.agent.value).toBeUndefined();
    expect(desk.counts.byFilter.value).toBeUndefined();
    expect(desk.insight.stats.value).toBeUndefined();
    expect(desk.news.latest.value).toEqual([]);
    await desk.signIn('Dana');
    expect(desk.news.latest.value).toEqual([]);
  });
});

describe('a reply, and the status that it will bring', () => {
  it('count their ticket once, before and after the desk has accepted both', async () => {
    const { desk, ticket, pass } = await deskOfThree();
    desk.send(ticket(2), 'reply', 'Try again.', false);
    desk.changeStatus(ticket(2), 'in_progress');
    const counts = () => desk.counts.byFilter.value;
    expect(counts()).toMatchObject({ open: 2, in_progress: 1, closed: 0, all: 3 });
    await pass(UNDO_MS);
    expect(ticket(2).status).toBe('in_progress');
    expect(counts()).toMatchObject({ open: 2, in_progress: 1, closed: 0, all: 3 });
  });
});

it('counts that arrive late replace no newer ones', async () => {
  const { desk, server, ticket } = await deskOfThree();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.slow = promise;
  void desk.refresh();
  server.slow = undefined;
  desk.changeStatus(ticket(2), 'closed');
  await settled();
  server.now += 20_000;
  const api = desk.session.api.value ?? expect.fail('Nobody is signed in');
  const now = exampleStats({ open: 2, in_progress: 0, closed: 1 });
  desk.session.api.value = Object.assign(api, { stats: async () => now });
  desk.showFilter('in_progress');
  await settled();
  resolve();
  await settled();
  expect(desk.counts.byFilter.value).toMatchObject({ open: 2, closed: 1 });
});
