import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { isExact } from './exact-json.ts';
import type { Mistake } from './mistakes.ts';

/** An item as DynamoDB returns it. */
export type RawItem = Readonly<Record<string, AttributeValue>>;

/** Finds the values of an item that the desk never stores and JSON has no form for: sets, binary values, and numbers that JavaScript rounds. */
export function foreignValues(item: RawItem): Mistake[] {
  return Object.entries(item).flatMap(([name, value]) => within(value, [name]));
}

function within(value: AttributeValue, path: readonly PropertyKey[]): Mistake[] {
  if (value.M) return Object.entries(value.M).flatMap(([name, part]) => within(part, [...path, name]));
  if (value.L) return value.L.flatMap((part, index) => within(part, [...path, index]));
  if (value.N !== undefined) {
    return isExact(value.N) && Math.abs(Number(value.N)) <= Number.MAX_SAFE_INTEGER
      ? []
      : [{ path, message: 'has more digits than the desk can store' }];
  }
  if (value.S !== undefined || value.BOOL !== undefined || value.NULL) return [];
  return [{ path, message: 'is a set or a binary value, which the desk doesn’t store' }];
}
