import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { statusIndex } from '#functions/table-keys.ts';

/** Asks for the consumed capacity, the index's apart from the table's. */
export const INDEXES = { ReturnConsumedCapacity: 'INDEXES' } as const;

/** Capacity units of the tickets table, and of its index if any. */
export interface Units {
  readonly table: number;
  readonly index?: number;
}

/** The units that a response reports. */
export function unitsOf(capacity: ConsumedCapacity | undefined): Units & { total: number } {
  const index = capacity?.GlobalSecondaryIndexes?.[statusIndex.name]?.CapacityUnits;
  const table = capacity?.Table?.CapacityUnits ?? Number.NaN;
  return { total: capacity?.CapacityUnits ?? Number.NaN, table, ...(index !== undefined && { index }) };
}

/** Returns the report that a response should have for these units. */
export const report = ({ table, index }: Units) => ({
  total: table + (index ?? 0),
  table,
  ...(index !== undefined && { index }),
});

/** A message of so many bytes. */
export const text = (bytes: number) => ({ message: 'x'.repeat(bytes) });
