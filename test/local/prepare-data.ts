import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoAgentRegistry } from '#adapters/dynamo/dynamo-agent-registry.ts';
import { dynamoViewBuilder, rebuildContacts, scanTickets } from '#adapters/dynamo/dynamo-view-builder.ts';
import { systemClock } from '#adapters/system-clock.ts';
import type { Agent } from '#core/agents/agent.ts';
import type { SupportTier } from '#core/ticket/support-tier.ts';
import { rebuildViews } from '#core/views/rebuild-views.ts';
import type { TableNames } from '#lib/resources.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';

/** The name of a new desk's only agent. */
const AGENT = 'Dana (demo)';

/** A desk's empty tables, its support tiers and its only agent. */
export interface NewDesk {
  readonly client: DynamoDBDocumentClient;
  readonly tables: TableNames;
  readonly tiers: readonly SupportTier[];
  readonly agent: Agent;
}

interface DataOptions {
  readonly adminKey: string;
  readonly tiers: readonly SupportTier[];
  /** Fills a new desk. */
  readonly fill: ((desk: NewDesk) => Promise<void>) | undefined;
}

/** Makes a desk's database ready for its functions, whatever version of them it is from. */
export async function prepareData(
  client: DynamoDBDocumentClient,
  tables: TableNames,
  { adminKey, tiers, fill }: DataOptions,
): Promise<void> {
  const created = await createTables(client, tables);
  // An old key of the demo agent's, from the environment or a file that was deleted, works no more.
  const agent = await new DynamoAgentRegistry(client, tables.agents).replace(AGENT, adminKey);
  if (created.tickets) await fill?.({ client, tables, tiers, agent });
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
