import { expect } from 'vitest';
import { dynamoIndex } from '#adapters/dynamo/dynamo-index.ts';
import { scanTickets } from '#adapters/dynamo/dynamo-view-builder.ts';
import { dynamoViewStore } from '#adapters/dynamo/dynamo-view-store.ts';
import { scanPlaces } from '#adapters/dynamo/queue-places.ts';
import { compareIndex } from '#core/search/compare-index.ts';
import { newestFirst, type Status, statuses, type Ticket } from '#core/ticket/ticket.ts';
import { statsOf } from '#core/views/stats.ts';
import { verifyViews } from '#core/views/verify-views.ts';
import { places, rightPlaces, served, truth } from '#test/adapters/dynamo/recounted.ts';
import { foundIn, scannedIn } from '#test/adapters/dynamo/searches.ts';
import type { Desk } from './whole-desk.ts';
import { storedTickets } from './whole-desk-histories.ts';

const idsOf = (tickets: readonly Ticket[]) => tickets.toSorted(newestFirst).map(({ id }) => id);

/** Counts, queues and lists are what the tickets but merged ones add up to, and the index has all of them in place. */
export async function expectCounts(desk: Desk): Promise<void> {
  const { client, tables, time } = desk;
  const stored = await storedTickets(desk);
  const tickets = stored.filter(({ mergedInto }) => mergedInto === undefined);
  const views = dynamoViewStore(tables.views, client);
  expect(await served(views)).toEqual(truth(tickets));
  expect(await places(client, tables.views)).toEqual(rightPlaces(tickets));
  const verified = verifyViews({
    views,
    places: () => scanPlaces(client, tables.views),
    tickets: () => scanTickets(client, tables.tickets),
    pause: async () => {},
    advance: () => {},
  });
  expect(await verified).toEqual([]);
  const { generation } = await views.state({ consistent: true });
  const { snoozed } = statsOf(await views.counters(generation), 1, time.now);
  const asleep = (status: Status) => tickets.filter((one) => one.status === status && one.snoozedUntil !== null).length;
  expect(snoozed.counts).toEqual({ open: asleep('open'), in_progress: asleep('in_progress') });
  expect((await compareIndex(dynamoIndex(client, tables))).filter(({ told }) => told === 0)).toEqual([]);
  for (const q of ['is:snoozed', 'is:waiting -is:snoozed']) {
    expect(await foundIn({ client }, tables, q), q).toEqual(await scannedIn({ client }, tables, q));
  }
  for (const status of statuses) {
    const right = idsOf(tickets.filter((one) => one.status === status));
    expect((await desk.changing.tickets.page(status, 100)).tickets.map(({ id }) => id)).toEqual(right);
    expect(await foundIn({ client }, tables, `status:${status}`)).toEqual(right);
  }
  for (const { message, mergedInto } of stored.filter((one) => one.mergedInto || one.merged)) {
    const survivor = tickets.filter((one) => one.message === message || one.id === mergedInto?.id);
    expect(await foundIn({ client }, tables, `"${message}"`)).toEqual(idsOf(survivor));
  }
}

/** Everything agrees with the tickets, and nobody who is inactive has an open ticket. */
export async function expectViews(desk: Desk): Promise<void> {
  await expectCounts(desk);
  const { team } = desk;
  const tickets = await storedTickets(desk);
  const inactive = (await team.get()).agents.filter(({ isActive }) => !isActive).map(({ id }) => id);
  const kept = tickets.filter(({ status, assignee }) => status !== 'closed' && inactive.includes(assignee?.id ?? ''));
  expect(kept).toEqual([]);
}
