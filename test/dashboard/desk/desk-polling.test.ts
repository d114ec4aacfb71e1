import { describe, expect, it } from 'vitest';
import { isUnread } from '#core/ticket/is-unread.ts';
import { ProblemError, Unreachable } from '#dashboard/wire/errors.ts';
import { numbered, replied } from '#test/dashboard/tickets.ts';
import { deskOfThree, settled } from './desk-of-three.ts';

describe('a new ticket', () => {
  it('is news once, and the first answer is none', async () => {
    const { desk, stored } = await deskOfThree();
    expect(desk.news.latest.value).toEqual([]);
    stored.clear();
    stored.set('ticket-5', numbered(5));
    await desk.refresh();
    const news = desk.news.latest.value;
    expect(news).toEqual([numbered(5)]);
    await desk.refresh();
    expect(desk.news.latest.value).toBe(news);
  });

  it.each(['in_progress', 'closed'] as const)('is news while another list is shown: %s', async (filter) => {
    const { desk, stored, listed } = await deskOfThree();
    desk.showFilter(filter);
    await settled();
    stored.clear();
    stored.set('ticket-5', numbered(5));
    await desk.refresh();
    expect(desk.news.latest.value).toEqual([numbered(5)]);
    expect(listed()).toEqual([]);
  });

  it('is not one that the agent closed and reopened', async () => {
    const { desk, ticket } = await deskOfThree();
    desk.changeStatus(ticket(3), 'closed');
    desk.toasts.undo();
    await settled();
    await desk.refresh();
    expect(desk.news.latest.value).toEqual([]);
  });
});

describe('a customer’s reply', () => {
  it('is news once, and is seen in the ticket’s row, whose place stays', async () => {
    const { desk, stored, ticket, listed } = await deskOfThree();
    stored.set('ticket-2', replied(2, 2, 8));
    await desk.refresh();
    const news = desk.news.latest.value;
    expect(news).toEqual([replied(2, 2, 8)]);
    expect([listed(), desk.list.newCount.value]).toEqual([['ticket-3', 'ticket-2', 'ticket-1'], 0]);
    expect(ticket(2).latestMessage?.preview).toBe('It still stops.');
    await desk.refresh();
    expect(desk.news.latest.value).toBe(news);
  });

  it('is no news once it was read in its thread', async () => {
    const { desk, stored } = await deskOfThree();
    stored.set('ticket-2', replied(2, 2, 8));
    desk.select('ticket-2');
    await settled();
    expect(desk.conversation.readVersions.value.get('ticket-2')).toBe(2);
    await desk.refresh();
    expect(desk.news.latest.value).toEqual([]);
  });

  it('is unread until it is looked at, also in the ticket that is selected', async () => {
    const { desk, stored, ticket } = await deskOfThree();
    const unread = () => isUnread(ticket(2), desk.conversation.readVersions.value);
    expect(unread()).toBe(true);
    desk.select('ticket-2');
    expect(unread()).toBe(false);
    desk.conversation.lookedAt.value = false;
    stored.set('ticket-2', replied(2, 2, 8));
    await desk.refresh();
    expect(unread()).toBe(true);
    desk.conversation.lookedAt.value = true;
    expect(unread()).toBe(false);
  });

  it('to a ticket that waited for its customer arrives like a new ticket', async () => {
    const { desk, stored, listed } = await deskOfThree();
    stored.set('ticket-2', numbered(2, { version: 2, status: 'in_progress' }));
    await desk.refresh();
    expect(listed()).toEqual(['ticket-3', 'ticket-1']);
    desk.list.held.value = true;
    stored.set('ticket-2', replied(2, 3, 8));
    await desk.refresh();
    expect(desk.news.latest.value).toEqual([replied(2, 3, 8)]);
    expect([listed(), desk.list.newCount.value]).toEqual([['ticket-3', 'ticket-1'], 1]);
  });

  it('is not what the agent writes', async () => {
    const { desk, ticket, pass } = await deskOfThree();
    desk.send(ticket(2), 'reply', 'Try again.', false);
    await pass(10_000);
    await desk.refresh();
    expect(desk.news.latest.value).toEqual([]);
  });
});

describe('polling', () => {
  it('answers what went wrong, and how long the desk wants to be left alone', async () => {
    const { desk, server } = await deskOfThree();
    expect(await desk.poll()).toBeUndefined();
    server.down = new ProblemError(503, 'Busy.', { retryAfterMs: 90_000 });
    expect(await desk.poll()).toEqual({ kind: 'unreachable', detail: 'Busy.', retryAfterMs: 90_000 });
    server.down = undefined;
    expect(await desk.poll()).toBeUndefined();
    expect(desk.session.trouble.value).toBeUndefined();
  });

  it('asks one question once at a time, and not with a refused key', async () => {
    const { desk, server } = await deskOfThree();
    const before = server.days.length;
    await Promise.all([desk.poll(), desk.poll(), desk.refresh()]);
    expect(server.days).toHaveLength(before + 1);
    server.down = new ProblemError(401, 'This key is not known.');
    await desk.poll();
    await desk.poll();
    expect(server.days).toHaveLength(before + 2);
  });

  it('reads as many days as are wanted', async () => {
    const { desk, server } = await deskOfThree();
    const reading = desk.refresh();
    desk.showInsight(30);
    await Promise.all([reading, desk.refresh()]);
    expect(server.days).toEqual([1, 1, 30]);
  });
});

describe('a desk that does not respond', () => {
  it('is reported after five seconds, until it does', async () => {
    const { desk, server, pass } = await deskOfThree();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.slow = promise;
    const refreshed = desk.refresh();
    await pass(4_999);
    expect(desk.session.trouble.value).toBeUndefined();
    await pass(1);
    expect(desk.session.trouble.value).toMatchObject({ kind: 'slow' });
    resolve();
    await refreshed;
    expect(desk.session.trouble.value).toBeUndefined();
  });

  it('is not called slow when it was quick, or while it is known not to be reached', async () => {
    const { desk, server, pass } = await deskOfThree();
    await desk.refresh();
    await pass(60_000);
    expect(desk.session.trouble.value).toBeUndefined();
    server.down = new Unreachable('The desk did not answer.');
    await desk.refresh();
    server.down = undefined;
    const { promise, resolve } = Promise.withResolvers<void>();
    server.slow = promise;
    const refreshed = desk.refresh();
    await pass(5_000);
    expect(desk.session.trouble.value).toMatchObject({ kind: 'unreachable' });
    resolve();
    await refreshed;
  });
});
