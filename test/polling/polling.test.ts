import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Polled, polledDesk } from './polled-desk.ts';

let desk: Awaited<ReturnType<typeof polledDesk>>;
beforeAll(async () => {
  desk = await polledDesk();
});
afterAll(() => desk.stop());
beforeEach(async () => {
  await desk.settle();
  desk.pass(60);
});

const has = ({ body }: Polled, id: string) => body.some((row: { id: string }) => row.id === id);

describe('a poll', () => {
  it.each(['list', 'stats', 'savedViews'] as const)(
    'of the %s returns 304 without a body while nothing has changed',
    async (what) => {
      const first = await desk[what]();
      expect(first.status).toBe(200);
      desk.pass(30);
      expect(await desk[what](first.etag)).toEqual({ status: 304, etag: first.etag, body: undefined });
      desk.pass(30);
      expect((await desk[what](first.etag)).status).toBe(304);
    },
  );

  it('returns everything after a change, and again until an index can no longer lag behind it', async () => {
    const { etag } = await desk.list();
    const { id } = await desk.submit();
    await desk.settle();
    const changed = await desk.list(etag);
    expect([changed.status, has(changed, id)]).toEqual([200, true]);
    desk.pass(14);
    const again = await desk.list(changed.etag);
    expect(again.status).toBe(200);
    desk.pass(2);
    const sure = await desk.list(again.etag);
    expect(sure.status).toBe(200);
    desk.pass(30);
    expect((await desk.list(sure.etag)).status).toBe(304);
  });

  it('shows a change that a lagging index hid at first', async () => {
    const { etag } = await desk.list();
    const release = desk.holdIndexes();
    const { id } = await desk.submit();
    await desk.settle();
    const lagging = await desk.list(etag);
    expect([lagging.status, has(lagging, id)]).toEqual([200, false]);
    await release();
    desk.pass(5);
    const caughtUp = await desk.list(lagging.etag);
    expect([caughtUp.status, has(caughtUp, id)]).toEqual([200, true]);
  });

  it('reads again within two minutes although the consumer has stopped', async () => {
    const first = await desk.list();
    const { id } = await desk.submit();
    desk.pass(119);
    expect((await desk.list(first.etag)).status).toBe(304);
    desk.pass(1);
    const anew = await desk.list(first.etag);
    expect([anew.status, has(anew, id)]).toEqual([200, true]);
  });

  it('reads again after a rebuild of the views, even if they are the same', async () => {
    const { etag } = await desk.list();
    await desk.rebuild();
    desk.pass(30);
    expect((await desk.list(etag)).status).toBe(200);
  });

  it('with a tag from a clock that is ahead reads again, and so does one from a clock far behind', async () => {
    const now = await desk.list();
    desk.pass(-10);
    expect((await desk.list(now.etag)).status).toBe(200);
    desk.pass(200);
    expect((await desk.list(now.etag)).status).toBe(200);
  });

  it('reads again after a change that the consumer processed late, however long ago it was', async () => {
    const ticket = await desk.submit();
    desk.pass(90);
    const before = await desk.list();
    await desk.settle();
    expect((await desk.list(before.etag)).status).toBe(200);
    await desk.close(ticket);
    desk.pass(60);
    const { etag } = await desk.list();
    await desk.settle();
    const after = await desk.list(etag);
    expect([after.status, has(after, ticket.id)]).toEqual([200, false]);
  });

  it('of the stats shows the tickets’ subjects once the consumer has processed them', async () => {
    const { etag } = await desk.stats();
    const named = ({ body }: Polled) =>
      body.subjects.find(({ subject }: { subject: string }) => subject === 'need help');
    const before = named(await desk.stats())?.count ?? 0;
    await desk.submit();
    await desk.settle();
    const after = await desk.stats(etag);
    expect(named(after)).toEqual({ subject: 'need help', count: before + 1 });
    // Both words are too common to say anything about a ticket.
    expect(after.body.words.map(({ word }: { word: string }) => word)).not.toContain('need');
  });

  it('of the stats reads again when a day begins, although no ticket has changed', async () => {
    desk.pass(24 * 3600 - (Math.floor(Date.now() / 1000) % (24 * 3600)) - 10);
    const { etag, body } = await desk.stats();
    desk.pass(9);
    expect((await desk.stats(etag)).status).toBe(304);
    desk.pass(2);
    const next = await desk.stats(etag);
    expect(next.status).toBe(200);
    expect(next.body.by_day.at(-2).day).toBe(body.by_day.at(-1).day);
    expect(next.body.today).toEqual({ opened: 0, closed: 0 });
  });

  it('compares tags of other requests, several tags and tags that are not ours correctly', async () => {
    const { etag } = await desk.list();
    const of = { open: etag, closed: (await desk.list(undefined, 'closed')).etag, stats: (await desk.stats()).etag };
    expect((await desk.list(of.closed)).status).toBe(200);
    expect((await desk.list(of.stats)).status).toBe(200);
    expect((await desk.stats(of.stats, '8')).status).toBe(200);
    for (const same of [`"else", ${of.closed}, ,${of.open}`, etag.replace('W/', ''), '*']) {
      expect((await desk.list(same)).status).toBe(304);
    }
    for (const other of ['""', 'W/"1.2.3"', `${'9'.repeat(400)}`, etag.replaceAll('"', ''), `${etag} ${etag}`]) {
      expect((await desk.list(other)).status).toBe(200);
    }
  });
});
