import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Claim } from '#core/files/ports.ts';
import type { Added } from '#core/ticket/ports.ts';
import { asUnavailable } from './dynamo-client.ts';
import { claimingPut } from './dynamo-uploads.ts';
import { cancellationCodes } from './retry-on-conflict.ts';
import { type TicketItem, toTicket } from './ticket-item.ts';
import { writeTransaction } from './write-transaction.ts';

/**
 * Stores a new ticket and claims uploads, both or neither. `stored` reads the item of the ticket again if the response was lost: it shows whether
 * this request stored it.
 */
export async function addWithClaim(
  client: DynamoDBDocumentClient,
  put: { readonly TableName: string; readonly Item: TicketItem; readonly ConditionExpression: string },
  personalTable: string,
  claim: Claim,
  stored: () => Promise<TicketItem | undefined>,
): Promise<Added> {
  const writeId = put.Item.created_write_id;
  try {
    await writeTransaction(client, [{ Put: put }, { Put: claimingPut(personalTable, claim) }]);
    return { outcome: 'stored' };
  } catch (error) {
    const taken = takenBy(error);
    if (taken) return outcomeOf(taken, writeId);
    if (cancellationCodes(error).includes('ConditionalCheckFailed')) return { outcome: 'claim_lost' };
    const refusal = asUnavailable(error);
    if (refusal === error) throw error;
    // In doubt: the response was lost, but perhaps not the ticket.
    const found = await stored();
    if (found) return outcomeOf(found, writeId);
    throw refusal;
  }
}

/** Returns the outcome of putting a ticket where another one is, or itself: a retry that finds its own write stored it. */
export function outcomeOf(found: TicketItem, writeId: string): Added {
  if (found.created_write_id === writeId) return { outcome: 'stored' };
  return { outcome: 'taken', ticket: toTicket(found), contentHash: found.content_hash };
}

/** Returns the item in the place of the transaction's first one. */
function takenBy(error: unknown): TicketItem | undefined {
  const [reason] = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
  return reason?.Code === 'ConditionalCheckFailed' && reason.Item ? (unmarshall(reason.Item) as TicketItem) : undefined;
}
