import { describe, expect, it } from 'vitest';
import { bulkOf } from '#dashboard/bulk/bulk.ts';
import { reasonFor } from '#dashboard/bulk/runs.ts';
import type { Fields, Ticket } from '#dashboard/model/ticket.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import type { Change } from '#dashboard/wire/connection.ts';
import { type ProblemError, Unreachable } from '#dashboard/wire/errors.ts';
import { deskOfThree, settled } from '#test/dashboard/desk/desk-of-three.ts';
import { numbered } from '#test/dashboard/tickets.ts';
import { ticketJson } from '#test/dashboard/wired-api.ts';

const onTheWire = ({ id, subject, status, priority, assignee, tags, version, ...ticket }: Ticket) => ({
  ...ticketJson(version),
  ...{ id, subject, status, priority, assignee, tags: [...tags] },
  created_at: ticket.createdAt,
  latest_customer_version: ticket.latestCustomerVersion,
});

/** Changes many tickets as the desk does, one by one; `held` holds the response back. */
const bulkEndpoint = (api: DeskApi, held: { promise?: Promise<void> }) =>
  async function change<T>(_: string, { body = '' }: Change, read: (answer: never) => T): Promise<T> {
    const { tickets, change } = JSON.parse(body) as { tickets: { id: string; version: number }[]; change: Fields };
    const results: object[] = [];
    for (const { id, version } of tickets) {
      const result = await api.change(id, change, version).then(
        (ticket) => ({ status: 200, ticket: onTheWire(ticket) }),
        (error: ProblemError) => ({
          status: error.status,
          detail: error.message,
          ...(error.newer && { ticket: onTheWire(error.newer) }),
        }),
      );
      results.push({ id, ...result });
    }
    await held.promise;
    return read({ body: { results } } as never);
  };

async function setUp(tickets: readonly Ticket[] = [3, 2, 1].map((number) => numbered(number))) {
  const three = await deskOfThree({ tickets, firstOnly: true });
  const { desk } = three;
  const api = desk.session.api.value as DeskApi;
  const held: { promise?: Promise<void> } = {};
  desk.session.api.value = { ...api, connection: { ...api.connection, change: bulkEndpoint(api, held) } };
  await desk.refresh();
  const bulk = bulkOf(desk);
  const idle = () => expect.poll(() => bulk.isBusy.value).toBe(false);
  const toasts = () => desk.toasts.shown.value.map(({ title, reason }) => (reason ? `${title}: ${reason}` : title));
  const marks = () => [...bulk.marks.value.keys()];
  const all = () => [...three.stored.values()];
  return { ...three, bulk, held, idle, toasts, marks, all };
}

describe('the marked tickets', () => {
  it('are found beyond what is loaded, change at once, and get their own values back together', async () => {
    const { desk, bulk, held, idle, toasts, marks, all, stored } = await setUp([
      numbered(3, { priority: 'high' }),
      numbered(2),
      numbered(1, { priority: 'low' }),
    ]);
    bulk.markLoaded();
    expect(marks()).toEqual(['ticket-3']);
    await bulk.markFound();
    expect(marks()).toEqual(['ticket-3', 'ticket-2', 'ticket-1']);

    const { promise, resolve } = Promise.withResolvers<void>();
    held.promise = promise;
    bulk.change({ priority: 'high' });
    await settled();
    expect(bulk.runs.phase.value).toMatchObject({ through: 0, all: 2 });
    resolve();
    await idle();
    expect(all().map(({ priority }) => priority)).toEqual(['high', 'high', 'high']);
    expect([toasts(), marks()]).toEqual([['2 set to priority High'], []]);

    // Undoing overwrites nobody's change since.
    stored.set('ticket-1', { ...(stored.get('ticket-1') as Ticket), priority: 'normal', version: 9 });
    desk.toasts.undo();
    await settled();
    await idle();
    expect(all().map(({ priority }) => priority)).toEqual(['high', 'normal', 'normal']);
    expect(toasts()).toEqual(['1 restored, 1 not: another agent changed it in the meantime']);
  });

  it('stay open where a customer has written since the agent marked them, and stay marked', async () => {
    const { desk, bulk, held, listed, idle, toasts, marks, all, customerWrites } = await setUp();
    while (await desk.pages.loadMore());
    bulk.markLoaded();
    desk.select('ticket-3');
    customerWrites('ticket-2', 'Wait!');
    // A poll shows the list, but nobody has read the message.
    await desk.refresh();
    const { promise, resolve } = Promise.withResolvers<void>();
    held.promise = promise;
    bulk.workOf('close')?.();
    await settled();
    expect([listed(), bulk.runs.phase.value?.through]).toEqual([[], 0]);
    resolve();
    await idle();
    expect(listed()).toEqual(['ticket-2']);
    expect(desk.conversation.selectedId.value).toBeUndefined();
    expect(all().map(({ status }) => status)).toEqual(['closed', 'open', 'closed']);
    expect(marks()).toEqual(['ticket-2']);
    expect(toasts()[0]).toMatch(/^2 closed, 1 not: /);
    expect(bulk.runs.refused.value.map(({ target }) => target.id)).toEqual(['ticket-2']);

    // Told so, the agent may insist.
    bulk.workOf('close')?.();
    await settled();
    await idle();
    expect([all().every(({ status }) => status === 'closed'), marks()]).toEqual([true, []]);
  });

  it('are closed over a message that was read after marking', async () => {
    const { desk, bulk, idle, all, customerWrites } = await setUp();
    bulk.toggle('ticket-3');
    customerWrites('ticket-3', 'Solved.');
    desk.select('ticket-3');
    await settled();
    await desk.refresh();
    await settled();
    bulk.workOf('close')?.();
    await settled();
    await idle();
    expect(all()[0]?.status).toBe('closed');
  });

  it('are put in progress and back by key, and stay marked if nothing is left to change', async () => {
    const { bulk, idle, all, marks } = await setUp();
    for (const [action, status] of [
      ['markInProgress', 'in_progress'],
      ['markOpen', 'open'],
    ] as const) {
      bulk.toggle('ticket-3');
      bulk.workOf(action)?.();
      await idle();
      expect([all()[0]?.status, marks()]).toEqual([status, []]);
    }
    bulk.toggle('ticket-3');
    bulk.workOf('markOpen')?.();
    expect([bulk.isBusy.value, marks()]).toEqual([false, ['ticket-3']]);
  });

  it('are put in progress if they are open: a closed ticket is not reopened', async () => {
    const { desk, bulk, idle, all, marks } = await setUp([
      numbered(3),
      numbered(2, { status: 'closed' }),
      numbered(1, { status: 'closed' }),
    ]);
    bulk.toggle('ticket-3');
    desk.showFilter('closed');
    await settled();
    bulk.markLoaded();
    expect(marks()).toEqual(['ticket-3', 'ticket-2']);
    bulk.workOf('markInProgress')?.();
    await idle();
    expect(all().map(({ status }) => status)).toEqual(['in_progress', 'closed', 'closed']);
    bulk.toggle('ticket-2');
    bulk.workOf('markInProgress')?.();
    expect([bulk.isBusy.value, marks()]).toEqual([false, ['ticket-2']]);
  });

  it('follow tickets over lists, and end with the session', async () => {
    const { desk, bulk, marks } = await setUp();
    bulk.toggle('ticket-3');
    desk.showFilter('closed');
    await settled();
    expect([marks(), bulk.elsewhere.value]).toEqual([['ticket-3'], 1]);
    expect(bulk.workOf('reply')).toBeUndefined();
    bulk.workOf('back')?.();
    expect([marks(), bulk.workOf('back')]).toEqual([[], undefined]);
    bulk.toggle('ticket-3');
    desk.signOut();
    expect([marks(), bulk.isShown.value]).toEqual([[], false]);
  });

  it('of one list stay known when all of another are marked, too', async () => {
    const { desk, bulk, idle, all, toasts } = await setUp([
      numbered(4),
      numbered(3),
      numbered(2, { status: 'in_progress' }),
      numbered(1, { status: 'in_progress' }),
    ]);
    await bulk.markFound();
    desk.showFilter('in_progress');
    await settled();
    await bulk.markFound();
    expect([bulk.marks.value.size, bulk.markedTickets.value.length]).toEqual([4, 4]);
    bulk.workOf('close')?.();
    await settled();
    await idle();
    expect(all().map(({ status }) => status)).toEqual(Array(4).fill('closed'));
    expect(toasts()).toEqual(['4 closed']);
  });

  it('that were refused, or not found, are forgotten with the session', async () => {
    const { desk, bulk, idle, server, colleagueChanges } = await setUp();
    bulk.toggle('ticket-3');
    colleagueChanges('ticket-3', { priority: 'high' });
    bulk.workOf('close')?.();
    await settled();
    await idle();
    expect(bulk.runs.refused.value).toHaveLength(1);
    server.pagesFail = new Unreachable('The desk didn’t respond.');
    await bulk.markFound();
    expect(bulk.finding.failure.value).toBeDefined();
    desk.signOut();
    expect([bulk.isShown.value, bulk.finding.failure.value]).toEqual([false, undefined]);
  });

  it('are changed by nobody else: what waits for another run ends with the session', async () => {
    const { desk, bulk, held, idle, all, server } = await setUp();
    const api = desk.session.api.value;
    bulk.toggle('ticket-3');
    bulk.change({ priority: 'high' });
    await settled();
    await idle();
    const { promise, resolve } = Promise.withResolvers<void>();
    held.promise = promise;
    bulk.toggle('ticket-3');
    bulk.change({ status: 'in_progress' });
    await settled();
    // The first of the two changes.
    desk.toasts.undo();
    // Another agent signs in after a key was refused.
    if (api) desk.session.api.value = { ...api };
    resolve();
    await settled();
    await idle();
    expect([all()[0]?.priority, all()[0]?.status]).toEqual(['high', 'in_progress']);
    expect([server.changes.length, desk.tickets.pending.value.size]).toEqual([2, 0]);
  });

  it('have a reason each for what the desk refused', () => {
    const before = numbered(1);
    const target = { id: before.id, version: 2, before };
    const result = (status: number, latestCustomerVersion = 1) => ({
      target,
      reason: 'Its own words.',
      result: { id: before.id, status, detail: undefined, ticket: numbered(1, { latestCustomerVersion }) },
    });
    expect([result(412, 3), result(412), result(404), result(422)].map(reasonFor)).toEqual([
      'a customer wrote in the meantime',
      'another agent changed it in the meantime',
      'it no longer exists',
      'Its own words.',
    ]);
    expect(reasonFor({ target, result: undefined, reason: undefined })).toBe('no response arrived, so check it');
  });
});
