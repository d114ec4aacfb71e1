import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { SavedView, SavedViewStore } from '#core/saved-views/saved-view.ts';
import type { Sort } from '#core/search/sort.ts';
import { personalEntries, personalKeys, sharedViews } from '#functions/table-keys.ts';
import { asUnavailable, dynamo, throwAsUnavailable } from './dynamo-client.ts';
import { cancellationCodes } from './retry-on-conflict.ts';
import { stateKey } from './view-items.ts';
import { type Action, writeTransaction } from './write-transaction.ts';

interface SavedViewItem {
  entry: string;
  name: string;
  query: string;
  sort: Sort;
  position: number;
}

/** Stores views under an agent's id, and shared ones under one partition key, in the personal table; their revision stands in the views' state. */
export function dynamoSavedViews(
  { personalTable, viewsTable }: { readonly personalTable: string; readonly viewsTable: string },
  client: DynamoDBDocumentClient = dynamo(),
): SavedViewStore {
  const revision = savedViewsRevision(viewsTable, client);

  async function under(partition: string): Promise<SavedView[]> {
    const query = {
      TableName: personalTable,
      ConsistentRead: true,
      KeyConditionExpression: '#agent = :partition AND begins_with(#entry, :view)',
      ExpressionAttributeNames: { '#agent': personalKeys.partition, '#entry': personalKeys.sort },
      ExpressionAttributeValues: { ':partition': partition, ':view': personalEntries.savedView },
    };
    const pages = Array.fromAsync(paginateQuery({ client }, query), ({ Items = [] }) => Items as SavedViewItem[]);
    const items = (await pages.catch(throwAsUnavailable)).flat();
    return items.map((item) => toSavedView(item, partition === sharedViews));
  }

  return {
    of: async (agentId) => (await Promise.all([under(agentId), under(sharedViews)])).flat(),

    revision: () => revision.read().catch(throwAsUnavailable),

    async change(agentId, { removed, stored }, before) {
      const isMoved = removed && removed.isShared !== stored?.isShared;
      const actions: (Action | undefined)[] = [
        revision.raise(before),
        isMoved ? { Delete: { TableName: personalTable, Key: keyOf(agentId, removed) } } : undefined,
        stored && { Put: { TableName: personalTable, Item: toItem(agentId, stored) } },
      ];
      try {
        await writeTransaction(
          client,
          actions.filter((action) => action !== undefined),
        );
        return true;
      } catch (error) {
        if (cancellationCodes(error).includes('ConditionalCheckFailed')) return false;
        throw asUnavailable(error);
      }
    },
  };
}

/** Reads the revision of all saved views (consistent read), and raises it in a transaction, which fails if it isn't what it was. Rejects with the SDK's errors. */
export const savedViewsRevision = (viewsTable: string, client: DynamoDBDocumentClient) => ({
  async read(): Promise<number> {
    const get = new GetCommand({ TableName: viewsTable, Key: stateKey, ConsistentRead: true });
    const { Item } = await client.send(get);
    return Number(Item?.saved_views ?? 0);
  },
  raise: (before: number): Action => ({
    Update: {
      TableName: viewsTable,
      Key: stateKey,
      UpdateExpression: 'ADD saved_views :one',
      ConditionExpression: before === 0 ? 'attribute_not_exists(saved_views)' : 'saved_views = :revision',
      ExpressionAttributeValues: { ':one': 1, ...(before > 0 && { ':revision': before }) },
    },
  }),
});

const keyOf = (agentId: string, { id, isShared }: SavedView) => ({
  [personalKeys.partition]: isShared ? sharedViews : agentId,
  [personalKeys.sort]: personalEntries.savedView + id,
});

const toItem = (agentId: string, view: SavedView) => {
  const { name, query, sort, position } = view;
  return { ...keyOf(agentId, view), name, query, sort, position };
};

const toSavedView = ({ entry, name, query, sort, position }: SavedViewItem, isShared: boolean): SavedView => ({
  id: entry.slice(personalEntries.savedView.length),
  name,
  query,
  sort,
  isShared,
  position,
});
