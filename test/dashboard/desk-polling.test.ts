import { describe, expect, it } from 'vitest';
import { Refused } from '../../admin-site/dashboard/errors.ts';
import { deskOfThree, settled } from './desk-of-three.ts';
import { numbered } from './tickets.ts';

describe('a new ticket', () => {
  it('is news once, and the first answer is none', async () => {
    const { desk, stored } = await deskOfThree();
    expect(desk.news.value).toEqual([]);
    stored.clear();
    stored.set('ticket-5', numbered(5));
    await desk.refresh();
    const news = desk.news.value;
    expect(news).toEqual([numbered(5)]);
    await desk.refresh();
    expect(desk.news.value).toBe(news);
  });

  it.each(['in_progress', 'closed'] as const)('is news while another list is shown: %s', async (filter) => {
    const { desk, stored, listed } = await deskOfThree();
    desk.showFilter(filter);
    await settled();
    stored.clear();
    stored.set('ticket-5', numbered(5));
    await desk.refresh();
    expect(desk.news.value).toEqual([numbered(5)]);
    expect(listed()).toEqual([]);
  });

  it('is not one that the agent closed and reopened', async () => {
    const { desk, ticket } = await deskOfThree();
    desk.changeStatus(ticket(3), 'closed');
    desk.undo();
    await settled();
    await desk.refresh();
    expect(desk.news.value).toEqual([]);
  });
});

describe('polling', () => {
  it('answers what went wrong, and how long the desk wants to be left alone', async () => {
    const { desk, server } = await deskOfThree();
    expect(await desk.poll()).toBeUndefined();
    server.down = new Refused(503, 'Busy.', { retryAfterMs: 90_000 });
    expect(await desk.poll()).toEqual({ kind: 'unreachable', detail: 'Busy.', retryAfterMs: 90_000 });
    server.down = undefined;
    expect(await desk.poll()).toBeUndefined();
    expect(desk.trouble.value).toBeUndefined();
  });

  it('asks one question once at a time, and not with a refused key', async () => {
    const { desk, server } = await deskOfThree();
    const before = server.days.length;
    await Promise.all([desk.poll(), desk.poll(), desk.refresh()]);
    expect(server.days).toHaveLength(before + 1);
    server.down = new Refused(401, 'This key is not known.');
    await desk.poll();
    await desk.poll();
    expect(server.days).toHaveLength(before + 2);
  });

  it('reads as many days as are wanted', async () => {
    const { desk, server } = await deskOfThree();
    const reading = desk.refresh();
    desk.showInsight(30);
    await Promise.all([reading, desk.refresh()]);
    expect(server.days).toEqual([1, 1, 1, 30]);
  });
});
