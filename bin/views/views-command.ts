import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoAdopted } from '#adapters/dynamo/dynamo-adopted.ts';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoHeldMail } from '#adapters/dynamo/dynamo-held-mail.ts';
import { dynamoHistories } from '#adapters/dynamo/dynamo-histories.ts';
import { dynamoIndex } from '#adapters/dynamo/dynamo-index.ts';
import { dynamoMailCauses } from '#adapters/dynamo/dynamo-mail-causes.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { mailSwitchedOn } from '#adapters/dynamo/dynamo-switched-on.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoViewBuilder, rebuildContacts, scanTickets } from '#adapters/dynamo/dynamo-view-builder.ts';
import { removeRefutedPlaces, scanPlaces } from '#adapters/dynamo/queue-places.ts';
import { systemClock } from '#adapters/system-clock.ts';
import type { DeskDatabase } from '#bin/desk-database.ts';
import { progressBar } from '#bin/progress.ts';
import { compareTicketDue, rebuildTicketDue } from '#core/due/rebuild-ticket-due.ts';
import { rebuildHeldMail } from '#core/inbound/rebuild-held-mail.ts';
import { compareDueMail, rebuildDueMail } from '#core/mail/rebuild-due-mail.ts';
import { compareIndex, rebuildIndex } from '#core/search/compare-index.ts';
import { compareTargets, rebuildTargets } from '#core/ticket/recompute-targets.ts';
import type { ViewBuilder } from '#core/views/ports.ts';
import { rebuildViews } from '#core/views/rebuild-views.ts';
import { statsOf, totalOf } from '#core/views/stats.ts';
import { verifyViews } from '#core/views/verify-views.ts';

type Print = (line: string) => void;

/** The time that a change takes from the tickets to the views, with some to spare. */
const ARRIVAL_MS = 3000;
const MAX_SHOWN = 20;

/** `views rebuild`: makes the views anew from the tickets, while traffic goes on. */
export async function rebuild({ client, tickets, views: table }: DeskDatabase, print: Print): Promise<void> {
  const views = dynamoViewBuilder(table, client);
  const bar = progressBar('Rebuilding', await knownTickets(views));
  let count = 0;
  const advance = (by: number) => {
    count += by;
    bar.advance(by);
  };
  const leftOut = new Set<string>();
  let repaired = 0;
  try {
    // Before what follows from it.
    repaired = await rebuildTargets(dynamoHistories(client, tickets));
    await rebuildViews({
      views,
      clock: systemClock,
      tickets: () => scan(client, tickets, leftOut),
      advance,
      leaveOut: ({ id }) => leftOut.add(id),
    });
    await removeRefutedPlaces(client, tickets, table);
    await rebuildContacts(client, tickets, table);
    await rebuildDueMail(await dueMail({ client, tickets, views: table }));
    await rebuildTicketDue(await ticketDue({ client, tickets, views: table }));
    await rebuildHeldMail({ held: dynamoHeldMail(tickets, client), due: dynamoDueStore(table, client) });
  } finally {
    bar.stop();
  }
  const indexing = progressBar('Indexing', count);
  const index = dynamoIndex(client, { tickets, views: table });
  await rebuildIndex(index, arrival, (by) => indexing.advance(by)).finally(() => indexing.stop());
  printLeftOut(leftOut, print);
  if (repaired > 0) print(`Repaired the targets of ${repaired} tickets.`);
  print(`Rebuilt the views from ${count} tickets.`);
}

/** `views verify`: compares the views with the tickets. Throws if they differ. */
export async function verify({ client, tickets, views: table }: DeskDatabase, print: Print): Promise<void> {
  const views = dynamoViewBuilder(table, client);
  const ledger = dynamoMailLedger(tickets, client);
  const bar = progressBar('Comparing', await knownTickets(views));
  const leftOut = new Set<string>();
  const differences = await verifyViews({
    views,
    places: () => scanPlaces(client, table),
    tickets: () => scan(client, tickets, leftOut),
    pause: arrival,
    advance: (by) => bar.advance(by),
    also: async () => [
      ...(await compareTargets(dynamoHistories(client, tickets))),
      ...(await compareIndex(dynamoIndex(client, { tickets, views: table }))),
      ...(await compareDueMail({ ...(await dueMail({ client, tickets, views: table })), ledger })),
      ...(await compareTicketDue(await ticketDue({ client, tickets, views: table }))),
    ],
  }).finally(() => bar.stop());
  printLeftOut(leftOut, print);
  if (differences.length === 0) return print('The views match the tickets.');
  for (const { what, told, truth } of differences.slice(0, MAX_SHOWN)) {
    print(`${what}: ${told} in the views, ${truth} in the tickets`);
  }
  if (differences.length > MAX_SHOWN) print(`… and ${differences.length - MAX_SHOWN} more`);
  throw new Error('The views differ from the tickets. Rebuild them: npm run desk -- views rebuild');
}

const arrival = () => pause(ARRIVAL_MS);

/** Returns the ports that the due entries of mail need. */
const dueMail = async ({ client, tickets, views }: DeskDatabase) => ({
  due: dynamoDueStore(views, client),
  causes: dynamoMailCauses(client, tickets),
  switchedOn: await mailSwitchedOn(views, client),
  clock: systemClock,
});

/** Returns the ports that the due entries of tickets need. */
const ticketDue = async ({ client, tickets, views }: DeskDatabase) => ({
  due: dynamoDueStore(views, client),
  tickets: () => scanTickets(client, tickets),
  ticket: dynamoTicketStore(tickets, client).get,
  autoClose: (await dynamoAdopted(views, client).get())?.autoClose,
});

const scan = (client: DynamoDBDocumentClient, table: string, leftOut: Set<string>) =>
  scanTickets(client, table, (id) => leftOut.add(id));

function printLeftOut(leftOut: ReadonlySet<string>, print: Print): void {
  for (const id of [...leftOut].slice(0, MAX_SHOWN))
    print(`The item ${id} can’t be counted as a ticket, and was left out.`);
  if (leftOut.size > MAX_SHOWN) print(`… and ${leftOut.size - MAX_SHOWN} more`);
}

/** Returns the number of tickets according to the views, for the progress bar. */
async function knownTickets(views: ViewBuilder): Promise<number> {
  const { generation } = await views.state();
  return totalOf(statsOf(await views.counters(generation, 'counts'), 1, systemClock.now()).counts);
}
