import { isDeepStrictEqual } from 'node:util';
import type { Change } from './change.ts';
import { db, type Index, type Item, type Request, type Table } from './dynalite.ts';

/** The cost of one request on one table, in units, as DynamoDB reports it. */
export interface ConsumedCapacity extends Amount {
  readonly TableName: string;
  readonly Table?: Amount;
  readonly GlobalSecondaryIndexes?: Readonly<Record<string, Amount>>;
}

interface Amount {
  readonly CapacityUnits: number;
  /** In transactions only; the same number again. */
  readonly ReadCapacityUnits?: number;
  readonly WriteCapacityUnits?: number;
}

/** The units read or written on one table. */
export interface Cost {
  readonly tableName: string;
  readonly table: number;
  /** By the index's name. */
  readonly indexes?: Readonly<Record<string, number>>;
}

/** An item's size in bytes. dynalite counts UTF-16 units for UTF-8 bytes, so it is shown every byte as a character. */
export function itemSize(item: Item): number {
  const json = JSON.stringify(item);
  const ascii = Buffer.byteLength(json) === json.length;
  return db.itemSize(ascii ? item : JSON.parse(Buffer.from(json).toString('latin1')));
}

const WRITE_UNIT = 1024;
const READ_UNIT = 4096;

/**
 * One write: of the table, a unit per KB of the larger image; of each global index, what its entry needs. In a transaction the table's units
 * count twice and the indexes' once.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
 */
export function writeCost({ table, before, after }: Change, transactional = false): Cost {
  const indexes = (table.GlobalSecondaryIndexes ?? []).map((index): [string, number] => [
    index.IndexName,
    indexUnits(entryOf(index, before, table), entryOf(index, after, table)),
  ]);
  return {
    tableName: table.TableName,
    table: unitsOf([before, after], WRITE_UNIT) * (transactional ? 2 : 1),
    indexes: Object.fromEntries(indexes.filter(([, units]) => units > 0)),
  };
}

/** Units of reading an item in a transaction; of a write that is replayed, by the larger of its images. */
export function transactionalReadUnits(...images: readonly (Item | undefined)[]): number {
  return 2 * unitsOf(images, READ_UNIT);
}

/** Units of reading some items in one request: the sum of their sizes is rounded, and nothing found costs as much as a little. */
export function readUnits(sizes: readonly number[], consistent: boolean): number {
  return Math.max(1, Math.ceil(sum(sizes) / READ_UNIT)) * (consistent ? 1 : 0.5);
}

/** The report, one entry a table, if it was asked for. A transaction names the direction besides. */
export function consumedCapacity(
  costs: readonly Cost[],
  detail: Request['ReturnConsumedCapacity'],
  transactional?: 'Read' | 'Write',
): ConsumedCapacity[] | undefined {
  if (detail !== 'TOTAL' && detail !== 'INDEXES') return undefined;
  const amount = (units: number): Amount => ({
    CapacityUnits: units,
    ...(transactional && { [`${transactional}CapacityUnits`]: units }),
  });
  return [...Map.groupBy(costs, ({ tableName }) => tableName)].map(([TableName, ofTable]) => {
    const table = sum(ofTable.map((cost) => cost.table));
    const byIndex = Map.groupBy(
      ofTable.flatMap(({ indexes = {} }) => Object.entries(indexes)),
      ([name]) => name,
    );
    const indexes = [...byIndex].map(([name, entries]) => ({ name, units: sum(entries.map(([, units]) => units)) }));
    const total = { TableName, ...amount(table + sum(indexes.map(({ units }) => units))) };
    if (detail === 'TOTAL') return total;
    return {
      ...total,
      Table: amount(table),
      ...(indexes.length > 0 && {
        GlobalSecondaryIndexes: Object.fromEntries(indexes.map(({ name, units }) => [name, amount(units)])),
      }),
    };
  });
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

function unitsOf(images: readonly (Item | undefined)[], unit: number): number {
  return Math.max(1, ...images.map((image) => (image ? Math.ceil(itemSize(image) / unit) : 0)));
}

/** An item's entry in an index, if it has one: its key there, and the attributes as they are stored. */
function entryOf(index: Index, item: Item | undefined, table: Table): { key: string; item: Item } | undefined {
  const [entry] = db.getIndexActions([index], undefined, item, table).puts;
  return entry && { key: entry.key, item: JSON.parse(JSON.stringify(entry.item)) };
}

/** A moved entry is a delete and a put; a changed one a put as large as the larger; an unchanged one nothing. */
function indexUnits(before: ReturnType<typeof entryOf>, after: ReturnType<typeof entryOf>): number {
  if (isDeepStrictEqual(before, after)) return 0;
  const moved = before && after && before.key !== after.key;
  if (moved) return unitsOf([before.item], WRITE_UNIT) + unitsOf([after.item], WRITE_UNIT);
  return unitsOf([before?.item, after?.item], WRITE_UNIT);
}
