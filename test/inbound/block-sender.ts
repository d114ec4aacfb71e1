import { dynamoBlockedSenders } from '#adapters/dynamo/dynamo-blocked-senders.ts';
import type { receivingDesk } from './receiving-desk.ts';

/** Stops mail from an address, as an agent does. */
export const blockSender = (
  { tables, client }: Pick<Awaited<ReturnType<typeof receivingDesk>>, 'tables' | 'client'>,
  address: string,
) => dynamoBlockedSenders(tables.tickets, client).block(address, '2026-11-24T10:00:00.000000000Z');
