import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import { dynamoCannedReplies } from '#adapters/dynamo/dynamo-canned-replies.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoViewBuilder, rebuildContacts, scanTickets } from '#adapters/dynamo/dynamo-view-builder.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { addDemoCannedReplies } from '#bin/start/demo-canned-replies.ts';
import { addDemoTickets } from '#bin/start/demo-tickets.ts';
import { rebuildViews } from '#core/views/rebuild-views.ts';
import type { TableNames } from '#lib/function-environment.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';

const DEMO_AGENT = 'Dana (demo)';

interface DataOptions {
  readonly adminKey: string;
  /** Fills a new desk with tickets of customers of these tiers, and with canned replies. */
  readonly tiersForDemo: Parameters<typeof addDemoTickets>[1] | undefined;
}

/** Makes a desk's database ready for its functions, whatever version of them it is from. */
export async function prepareData(
  client: DynamoDBDocumentClient,
  tables: TableNames,
  { adminKey, tiersForDemo }: DataOptions,
): Promise<void> {
  const created = await createTables(client, tables);
  // An old key of the demo agent's, from the environment or a file that was deleted, works no more.
  await new DynamoAgentRegistry(client, tables.agents).replace(DEMO_AGENT, adminKey);
  if (created.tickets && tiersForDemo) {
    const stores = {
      tickets: dynamoTicketStore(tables.tickets, client),
      threads: dynamoThreadStore(tables.tickets, client),
    };
    await addDemoTickets(stores, tiersForDemo, DEMO_AGENT);
    await addDemoCannedReplies(dynamoCannedReplies(tables.tickets, client));
  }
  // Tickets from before there were views: no change record tells of them.
  if (created.views && !created.tickets) {
    const tickets = () => scanTickets(client, tables.tickets);
    await rebuildViews({
      views: dynamoViewBuilder(tables.views, client),
      clock: systemClock,
      tickets,
      advance: () => {},
      leaveOut: () => {},
    });
    await rebuildContacts(client, tables.tickets, tables.views);
  }
}
