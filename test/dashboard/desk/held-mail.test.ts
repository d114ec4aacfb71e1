import { describe, expect, it } from 'vitest';
import { HeldMails } from '#dashboard/desk/held-mail.ts';
import { UNDO_MS } from '#dashboard/desk/outgoing.ts';
import { Session } from '#dashboard/desk/session.ts';
import { Tickets } from '#dashboard/desk/tickets.ts';
import type { HeldMail } from '#dashboard/model/held-mail.ts';
import { ProblemError, Unreachable } from '#dashboard/wire/errors.ts';
import type { HeldMailApi } from '#dashboard/wire/held-mail-api.ts';
import { serverInMemory } from '#test/dashboard/server-in-memory.ts';
import { exampleTicket } from '#test/dashboard/tickets.ts';
import { exampleHeldMail } from '#test/inbound/example-held-mail.ts';

const mailNamed = (id: string, changes: Partial<HeldMail> = {}): HeldMail => ({
  ...exampleHeldMail({ id }),
  isBlocked: false,
  ...changes,
});

const PAGE = 2;

/** Held mail of a desk that receives some, which Dana has signed in to. Mails sort by their names, the last one first. */
async function setUp(...names: string[]) {
  const { apiOf, server } = serverInMemory([exampleTicket({ id: 'ticket-1' })]);
  server.inboundDomain = 'reply.example.com';
  const world = { now: 0, isVisible: true, reads: 0, fail: undefined as Error | undefined };
  const stored = new Map(names.map((name) => [name, mailNamed(name)]));
  const asked: string[] = [];
  const timers = new Set<{ readonly at: number; readonly act: () => void }>();
  const page = (after: string) => {
    const left = [...stored.values()].filter(({ id }) => id < after).toSorted((a, b) => (a.id < b.id ? 1 : -1));
    const mails = left.slice(0, PAGE);
    const ids = mails.map(({ id }) => id);
    return { mails, ids, next: left.length > PAGE ? ids.at(-1) : undefined };
  };
  const trouble = async () => {
    if (world.fail) throw world.fail;
  };
  const held: HeldMailApi = {
    first: async () => {
      world.reads += 1;
      await trouble();
      return page('~');
    },
    page: async (address) => page(address),
    accept: async (id, ticketId = 'ticket-1') => {
      asked.push(`accept ${id} ${ticketId}`);
      await trouble();
      if (!stored.delete(id)) throw new ProblemError(404, 'There is no held mail with this id.');
      return exampleTicket({ id: ticketId });
    },
    remove: async (id) => {
      asked.push(`remove ${id}`);
      await trouble();
      stored.delete(id);
    },
    setBlocked: async (address, isBlocked) => {
      asked.push(`${isBlocked ? 'block' : 'unblock'} ${address}`);
      await trouble();
    },
  };
  const session = new Session({ clock: () => world.now, online: () => true, connect: (key) => apiOf(key) });
  session.useKey('Dana', await apiOf('Dana').me());
  const mails = new HeldMails({
    session,
    tickets: new Tickets(),
    heldMailOf: () => held,
    clock: () => world.now,
    startTimer: (milliseconds, act) => {
      const timer = { at: world.now + milliseconds, act };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    isVisible: () => world.isVisible,
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    world,
    session,
    stored,
    asked,
    mails,
    settled,
    shown: () => mails.shown.value?.map(({ id }) => id),
    /** The desk has answered a poll. */
    async poll(after = 0): Promise<void> {
      world.now += after;
      session.answered();
      await settled();
    },
    async pass(milliseconds: number): Promise<void> {
      world.now += milliseconds;
      for (const timer of [...timers]) {
        if (timer.at > world.now) continue;
        timers.delete(timer);
        timer.act();
      }
      await settled();
    },
  };
}

describe('the count of held mail', () => {
  it('is read with the first answer, then at most every two minutes', async () => {
    const { world, mails, poll } = await setUp('1', '2');
    expect(mails.count.value).toBeUndefined();
    await poll();
    expect([mails.count.value, mails.hasMore.value]).toEqual([2, false]);
    for (const _ of [1, 2, 3]) await poll(30_000);
    expect(world.reads).toBe(1);
    await poll(30_000);
    expect(world.reads).toBe(2);
  });

  it('is read once an hour on a desk that receives no mail', async () => {
    const { world, session, poll } = await setUp();
    session.inboundDomain.value = null;
    await poll();
    await poll(3_599_000);
    expect(world.reads).toBe(1);
    await poll(1_000);
    expect(world.reads).toBe(2);
  });

  it('isn’t read while the page is hidden, and stays if it can’t be read', async () => {
    const { world, mails, poll } = await setUp('1');
    world.isVisible = false;
    await poll();
    expect(world.reads).toBe(0);
    world.isVisible = true;
    await poll(30_000);
    world.fail = new Unreachable('No response.');
    await poll(120_000);
    expect([mails.count.value, mails.unread.value]).toEqual([1, undefined]);
  });

  it('is of the first page, with a sign that there are more', async () => {
    const { mails, poll, shown } = await setUp('1', '2', '3');
    await poll();
    expect([mails.count.value, mails.hasMore.value]).toEqual([2, true]);
    await mails.loadMore();
    expect([mails.count.value, mails.hasMore.value, shown()]).toEqual([3, false, ['3', '2', '1']]);
  });

  it('is forgotten when the agent signs out', async () => {
    const { mails, session, poll } = await setUp('1');
    await poll();
    session.end();
    expect([mails.count.value, mails.shown.value]).toEqual([undefined, undefined]);
  });
});

describe('while held mail is looked at', () => {
  it('nothing appears or disappears until the agent asks for it', async () => {
    const { mails, stored, poll, settled, shown } = await setUp('1', '2');
    const close = mails.open();
    await settled();
    stored.set('3', mailNamed('3'));
    stored.delete('1');
    await poll(120_000);
    expect([shown(), mails.waiting.value, mails.count.value]).toEqual([['2', '1'], 1, 2]);
    mails.showAll();
    expect([shown(), mails.waiting.value]).toEqual([['3', '2'], 0]);
    close();
    stored.set('4', mailNamed('4'));
    await poll(120_000);
    expect(shown()?.[0]).toBe('4');
  });

  it('the first mail appears by itself', async () => {
    const { mails, stored, poll, settled, shown } = await setUp();
    mails.open();
    await settled();
    expect(shown()).toEqual([]);
    stored.set('1', mailNamed('1'));
    await poll(120_000);
    expect(shown()).toEqual(['1']);
  });

  it('says why it can’t be read', async () => {
    const { mails, world, settled } = await setUp('1');
    world.fail = new ProblemError(503, 'The desk is tired.');
    mails.open();
    await settled();
    expect(mails.unread.value).toBe('The desk is tired.');
    world.fail = undefined;
    await mails.read();
    expect([mails.unread.value, mails.count.value]).toEqual([undefined, 1]);
  });
});

describe('deleting', () => {
  it('waits until it can no longer be undone', async () => {
    const { mails, asked, poll, pass, shown } = await setUp('1', '2');
    await poll();
    const ended: unknown[] = [];
    mails.remove('2', (reason) => ended.push(reason));
    expect([shown(), mails.count.value, mails.goOnWith.value]).toEqual([['1'], 1, '1']);
    await pass(UNDO_MS - 1);
    expect(asked).toEqual([]);
    await pass(1);
    expect([asked, ended]).toEqual([['remove 2'], [undefined]]);
  });

  it('can be undone, and the agent goes on with that mail', async () => {
    const { mails, asked, poll, pass, shown } = await setUp('1', '2');
    await poll();
    mails.remove('2', () => expect.fail('It was undone'));
    mails.undoRemoving('2');
    mails.undoRemoving('2');
    await pass(UNDO_MS);
    expect([asked, shown(), mails.goOnWith.value]).toEqual([[], ['2', '1'], '2']);
  });

  it('that fails brings the mail back, with the reason', async () => {
    const { mails, world, poll, pass, shown } = await setUp('1');
    await poll();
    const ended: unknown[] = [];
    mails.remove('1', (reason) => ended.push(reason));
    world.fail = new ProblemError(503, 'The desk is tired.');
    await pass(UNDO_MS);
    expect([shown(), ended]).toEqual([['1'], [{ kind: 'refused', detail: 'The desk is tired.' }]]);
  });

  it('doesn’t happen if the agent signs out before', async () => {
    const { mails, session, asked, poll, pass } = await setUp('1');
    await poll();
    mails.remove('1', () => {});
    session.end();
    await pass(UNDO_MS);
    expect(asked).toEqual([]);
  });
});

describe('accepting', () => {
  it('returns the ticket, and takes the mail off the list', async () => {
    const { mails, poll, asked, shown } = await setUp('1', '2');
    await poll();
    expect(await mails.accept('1', 'ticket-1')).toMatchObject({ id: 'ticket-1' });
    expect([asked, shown(), mails.count.value]).toEqual([['accept 1 ticket-1'], ['2'], 1]);
  });

  it('is asked for no ticket that the desk doesn’t have', async () => {
    const { mails, poll, asked } = await setUp('1');
    await poll();
    expect(await mails.accept('1', 'ticket-9')).toMatchObject({ kind: 'no_ticket' });
    expect(asked).toEqual([]);
  });

  it.each([
    [
      new ProblemError(422, 'Invalid.', { fields: [{ pointer: '#/ticket_id', detail: 'is required' }] }),
      { kind: 'ticket', detail: 'is required' },
    ],
    [new ProblemError(503, 'Busy.'), { kind: 'refused', detail: 'Busy.' }],
    [new Unreachable('No response.'), { kind: 'unanswered', detail: 'No response.' }],
  ])('keeps the mail if it fails: %s', async (error, reason) => {
    const { mails, world, poll, shown } = await setUp('1');
    await poll();
    world.fail = error;
    expect(await mails.accept('1', undefined)).toEqual(reason);
    expect(shown()).toEqual(['1']);
  });

  it('takes a mail off the list that is gone', async () => {
    const { mails, stored, poll, shown } = await setUp('1', '2');
    await poll();
    stored.delete('2');
    expect(await mails.accept('2', undefined)).toMatchObject({ kind: 'gone' });
    expect([shown(), mails.goOnWith.value]).toEqual([['1'], '1']);
  });
});

it('blocking a sender shows with all their mail', async () => {
  const { mails, stored, asked, world, poll } = await setUp('1', '2', '3');
  stored.set('3', mailNamed('3', { from: 'ann@example.com' }));
  await poll();
  const blocked = () => mails.shown.value?.map(({ isBlocked }) => isBlocked);
  expect(await mails.setBlocked('sam@elsewhere.example', true)).toBeUndefined();
  expect(blocked()).toEqual([false, true]);
  expect(await mails.setBlocked('sam@elsewhere.example', false)).toBeUndefined();
  world.fail = new ProblemError(503, 'Busy.');
  expect(await mails.setBlocked('ann@example.com', true)).toEqual({ kind: 'refused', detail: 'Busy.' });
  expect(blocked()).toEqual([false, false]);
  expect(asked).toEqual(['block sam@elsewhere.example', 'unblock sam@elsewhere.example', 'block ann@example.com']);
});
