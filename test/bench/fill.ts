import { randomUUID } from 'node:crypto';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { systemClock } from '#adapters/system-clock.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { tables } from './stage.ts';

const BATCH = 25;

/** Returns a closed ticket of about 500 bytes, so that the submits measured meanwhile don't lengthen its list. */
export function newTicket(): Ticket {
  const now = systemClock.timestamp();
  return {
    id: randomUUID(),
    userId: 'u1',
    userEmail: 'user@example.com',
    userName: null,
    subject: 'Export stuck at 99%',
    message: 'I started an export of our March project about forty minutes ago and it has been at 99% since. '.repeat(
      2,
    ),
    status: 'closed',
    statusBeforeClosing: 'open',
    snoozedUntil: null,
    woken: null,
    priority: 'normal',
    prioritySetBy: null,
    assignee: null,
    tags: [],
    supportTier: 'Email (48h response)',
    creditsPurchased: 100,
    createdAt: now,
    updatedAt: now,
    closedAt: now,
    activityAt: now,
    latestMessage: null,
    latestCustomerVersion: 1,
    mailProblem: null,
    version: 1,
  };
}

/** Writes this many tickets, each with changes of its own. */
export async function fill(
  client: DynamoDBDocumentClient,
  count: number,
  changes: (index: number) => Partial<Ticket> = () => ({}),
): Promise<void> {
  for (let written = 0; written < count; written += BATCH) {
    const requests = Array.from({ length: Math.min(BATCH, count - written) }, (_, index) => ({
      PutRequest: { Item: toItem({ ...newTicket(), ...changes(written + index) }, randomUUID(), undefined) },
    }));
    await client.send(new BatchWriteCommand({ RequestItems: { [tables.tickets]: requests } }));
  }
}
