import { consumedCapacity, itemSize, readUnits } from './capacity.ts';
import { indexEntryKey } from './commit.ts';
import {
  type Answer,
  db,
  type Item,
  type Range,
  rulesOf,
  run,
  type Store,
  type Table,
  validate,
  withMembers,
} from './dynalite.ts';

/** A page of a Query or Scan ends with the item that reaches this size. */
const PAGE_BYTES = 1024 * 1024;

/**
 * GetItem, Query and Scan, by dynalite's actions, with what they get wrong put right around the store that they read from: sizes in bytes,
 * where a page ends and where it goes on in an index. Rejects with an `ApiError`.
 */
export async function read(operation: string, body: unknown, store: Store): Promise<Answer> {
  const request = validate(body, withMembers(rulesOf(operation), { ConsistentRead: 'Boolean' }), store);
  const sizes: number[] = [];
  let bytes = 0;
  let table: Table | undefined;
  let indexName: string | undefined;
  let lastOfPage: Item | undefined;

  const endsPage = (item: Item): boolean => {
    const size = itemSize(item);
    sizes.push(size);
    bytes += size;
    if (bytes < PAGE_BYTES) return false;
    lastOfPage = item;
    return true;
  };
  const afterStartKey = (range: Range): Range => {
    if (!table || !request.ExclusiveStartKey) return range;
    const edge = range.reverse ? 'lt' : 'gt';
    return { ...range, [edge]: indexEntryKey(range[edge] ?? '', db.createKey(request.ExclusiveStartKey, table)) };
  };

  const answer = await run(operation, request, {
    ...store,
    getTable: (name, callback) =>
      store.getTable(name, (error, found) => {
        table = found;
        callback(error, found);
      }),
    getItemDb: (name) => {
      const items = store.getItemDb(name);
      return {
        ...items,
        get: (key, callback) =>
          items.get(key, (error, item) => {
            if (item) sizes.push(itemSize(item));
            callback(error, item);
          }),
        createValueStream: (range) => items.createValueStream({ ...range, isLast: endsPage }),
      };
    },
    getIndexDb: (kind, tableName, name) => {
      indexName = name;
      const entries = store.getIndexDb(kind, tableName, name);
      return {
        ...entries,
        createValueStream: (range) => entries.createValueStream({ ...afterStartKey(range), isLast: endsPage }),
      };
    },
  });

  // A range is read a little further than it is answered.
  const units = readUnits(sizes.slice(0, answer.ScannedCount), request.ConsistentRead ?? false);
  const cost = indexName === undefined ? { table: units } : { table: 0, indexes: { [indexName]: units } };
  const detail = request.ReturnConsumedCapacity;
  const [ConsumedCapacity] = consumedCapacity([{ tableName: request.TableName, ...cost }], detail) ?? [];
  const LastEvaluatedKey = answer.LastEvaluatedKey ?? (lastOfPage && table && keyOf(lastOfPage, table, indexName));
  return { ...answer, LastEvaluatedKey, ConsumedCapacity };
}

/** The attributes that say where an item stands in its table, and in the index. */
function keyOf(item: Item, table: Table, indexName: string | undefined): Item {
  const index = table.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === indexName);
  const names = [...table.KeySchema, ...(index?.KeySchema ?? [])].map(({ AttributeName }) => AttributeName);
  return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
}
