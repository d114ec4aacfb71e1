import type { ConsumedCapacity } from '#test/local/dynamodb/capacity.ts';
import type { Change } from './exchange.ts';

/** Returns a change that replaces a reply's report of each table's consumed capacity. */
export function withCapacity(change: (capacity: ConsumedCapacity) => object): Change {
  return ({ ConsumedCapacity: report, ...rest }) => {
    if (report === undefined) return rest;
    const changed = 'TableName' in report ? change(report) : report.map(change);
    return { ...rest, ConsumedCapacity: changed as ConsumedCapacity };
  };
}

/** Removes the consumed capacity from a reply. */
export const withoutCapacity: Change = ({ ConsumedCapacity, ...rest }) => rest;

/** Removes the distinction between read and written units. */
export const undirected = (capacity: ConsumedCapacity): object =>
  JSON.parse(JSON.stringify(capacity), (name, value) =>
    name === 'ReadCapacityUnits' || name === 'WriteCapacityUnits' ? undefined : value,
  );

/** Doubles every index's units, and counts that in the sum too. */
export function indexesTwice(capacity: ConsumedCapacity): object {
  const { CapacityUnits, GlobalSecondaryIndexes: indexes } = capacity;
  if (!indexes) return capacity;
  const twice = Object.entries(indexes).map(([name, { CapacityUnits }]) => [
    name,
    { CapacityUnits: 2 * CapacityUnits },
  ]);
  const more = Object.values(indexes).reduce((sum, index) => sum + index.CapacityUnits, 0);
  return { ...capacity, CapacityUnits: CapacityUnits + more, GlobalSecondaryIndexes: Object.fromEntries(twice) };
}

/** Keeps only the indexes' units. */
export const ofIndexes = ({ TableName, GlobalSecondaryIndexes }: ConsumedCapacity): object => ({
  TableName,
  GlobalSecondaryIndexes,
});
