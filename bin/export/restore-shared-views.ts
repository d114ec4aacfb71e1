import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { savedViewsRevision } from '#adapters/dynamo/dynamo-saved-views.ts';
import { cancellationCodes } from '#adapters/dynamo/retry-on-conflict.ts';
import { writeTransaction } from '#adapters/dynamo/write-transaction.ts';
import { nameOf } from '#bin/stored/line.ts';
import { readSharedViews } from '#bin/stored/shared-views.ts';
import type { Stored } from '#bin/stored/stored.ts';
import { savedViewLimits } from '#core/text/draft-limits.ts';
import { personalKeys, sharedViews } from '#functions/table-keys.ts';
import type { Restored } from './restore.ts';

interface Database {
  readonly client: DynamoDBDocumentClient;
  readonly personal: string;
  readonly views: string;
}

/**
 * Stores the shared views of an export, each unless there is one of its ID, all at once, as any change of saved views. Returns what became of each, by
 * its name. Throws an error for the person who typed the command if agents would share more than they may; then nothing is written.
 */
export async function restoreSharedViews(
  database: Database,
  records: readonly Stored[],
): Promise<ReadonlyMap<string, Restored>> {
  if (records.length === 0) return new Map();
  const { client, personal, views } = database;
  const revision = savedViewsRevision(views, client);
  // Before the views: what changes meanwhile fails the change.
  const before = await revision.read();
  const there = new Map((await readSharedViews(client, personal)).map((view) => [nameOf(view), view]));
  const outcomes = new Map(records.map((view) => [nameOf(view), outcomeOf(view, there.get(nameOf(view)))]));
  const missing = records.filter((view) => outcomes.get(nameOf(view)) === 'written');
  if (missing.length === 0) return outcomes;
  const count = there.size + missing.length;
  if (count > savedViewLimits.views) {
    throw new Error(
      `Agents would share ${count} saved views, and can share ${savedViewLimits.views}. Delete some of the desk’s. Nothing was imported.`,
    );
  }
  const puts = missing.map(({ entries: [item] }) => ({
    Put: { TableName: personal, Item: { ...item, [personalKeys.partition]: sharedViews } },
  }));
  try {
    await writeTransaction(client, [revision.raise(before), ...puts]);
    return outcomes;
  } catch (error) {
    // Somebody else changed views, or imports, too.
    if (cancellationCodes(error).includes('ConditionalCheckFailed')) return restoreSharedViews(database, records);
    throw error;
  }
}

function outcomeOf(view: Stored, there: Stored | undefined): Restored {
  if (!there) return 'written';
  return isDeepStrictEqual(there, view) ? 'there' : 'different';
}
