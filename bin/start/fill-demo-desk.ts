import { dynamoCannedReplies } from '#adapters/dynamo/dynamo-canned-replies.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import type { NewDesk } from '#test/local/prepare-data.ts';
import { addDemoCannedReplies } from './demo-canned-replies.ts';
import { addDemoTickets } from './demo-tickets.ts';

/** Fills a new desk with believable tickets and canned replies, so that there is something to try. */
export async function fillDemoDesk({ client, tables, tiers, agent }: NewDesk): Promise<void> {
  const stores = {
    tickets: dynamoTicketStore(tables.tickets, client),
    threads: dynamoThreadStore(tables.tickets, client),
  };
  await addDemoTickets(stores, tiers, agent);
  await addDemoCannedReplies(dynamoCannedReplies(tables.tickets, client));
}
