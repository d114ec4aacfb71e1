import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { sorts } from '#core/search/sort.ts';
import { personalEntries, personalKeys, sharedViews } from '#functions/table-keys.ts';
import { entryOf, readRaw, type Stored, toStored } from './stored.ts';
import { text, UUID } from './stored-changes.ts';
import { keyOf } from './stored-items.ts';

/** A saved view that agents share; all of them stand under one partition key of the personal table. */
export const sharedViewItem = z.looseObject({
  entry: keyOf(`${personalEntries.savedView}${UUID}`),
  name: text,
  query: z.string(),
  sort: z.enum(sorts),
  position: z.int().nonnegative(),
});

/** Returns true if a partition key is that of shared views: as the ID of a record, which no ticket has. */
export const isOfSharedViews = (id: string): boolean => id === sharedViews;

/** Returns the shared views (consistent read), a record each. Throws if there is a value that JSON has no form for, and says where. */
export async function readSharedViews(client: DynamoDBDocumentClient, personal: string): Promise<Stored[]> {
  const items = await readRaw(client, personal, sharedViews, personalKeys.partition);
  return items
    .filter((item) => entryOf(item).startsWith(personalEntries.savedView))
    .map(({ [personalKeys.partition]: _, ...item }) =>
      toStored({ id: sharedViews, items: [{ ...item, id: { S: sharedViews } }] }),
    );
}
