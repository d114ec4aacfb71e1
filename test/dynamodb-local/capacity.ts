import type { ConsumedCapacity } from '#test/local/dynamodb/capacity.ts';
import type { Change } from './exchange.ts';

/** The same reply with another report of each table's consumed capacity. */
export function withCapacity(change: (capacity: ConsumedCapacity) => object): Change {
  return ({ ConsumedCapacity: report, ...rest }) => {
    if (report === undefined) return rest;
    const changed = 'TableName' in report ? change(report) : report.map(change);
    return { ...rest, ConsumedCapacity: changed as ConsumedCapacity };
  };
}

/** The same reply without consumed capacity. */
export const withoutCapacity: Change = ({ ConsumedCapacity, ...rest }) => rest;

/** The units, whether read or written. */
export const undirected = (capacity: ConsumedCapacity): object =>
  JSON.parse(JSON.stringify(capacity), (name, value) =>
    name === 'ReadCapacityUnits' || name === 'WriteCapacityUnits' ? undefined : value,
  );

/** Every index's units twice, and in the sum too. */
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

/** The indexes' units only. */
export const ofIndexes = ({ TableName, GlobalSecondaryIndexes }: ConsumedCapacity): object => ({
  TableName,
  GlobalSecondaryIndexes,
});
