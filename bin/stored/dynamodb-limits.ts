import { customerIndex, statusIndex, ticketKeys } from '#functions/table-keys.ts';
import type { ExactJson } from './exact-json.ts';
import type { Mistake } from './mistakes.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const MAX_ITEM_BYTES = 400 * 1024;
const MAX_PARTITION_KEY_BYTES = 2048;
const MAX_SORT_KEY_BYTES = 1024;
const MAX_LEVELS = 32;
const SMALLEST = 1e-130;

/** Most bytes of the attributes that are keys of the tickets table or of its indexes. */
const keys: ReadonlyMap<string, number> = new Map([
  [ticketKeys.partition, MAX_PARTITION_KEY_BYTES],
  [ticketKeys.sort, MAX_SORT_KEY_BYTES],
  [statusIndex.partition, MAX_PARTITION_KEY_BYTES],
  [statusIndex.sort, MAX_SORT_KEY_BYTES],
  [customerIndex.partition, MAX_PARTITION_KEY_BYTES],
  [customerIndex.sort, MAX_SORT_KEY_BYTES],
]);

/** Names that a JavaScript object takes for something else: the SDK refuses them, or loses them. */
const unusableNames: ReadonlySet<string> = new Set(['', '__proto__', 'constructor']);

/** Finds what would keep DynamoDB, or the SDK, from storing an item as it is. `more` is what else is stored with it: its partition key, for one. */
export function limitMistakes(item: object, more: object, isRounded: ExactJson['isRounded']): Mistake[] {
  const mistakes: Mistake[] = Object.entries({ ...item, ...more })
    .filter(([name]) => keys.has(name))
    .flatMap(([name, value]) => keyMistakes(name, value));
  const size = sizeOfValue(item, [], 0) + sizeOfMap(more, [], 0);
  if (size > MAX_ITEM_BYTES)
    mistakes.unshift({ path: [], message: 'is larger than 400 KB, which is DynamoDB’s limit' });
  return mistakes;

  function sizeOfValue(value: unknown, path: readonly PropertyKey[], level: number): number {
    const wrong = (message: string) => mistakes.push({ path, message });
    if (typeof value === 'string') {
      if (!value.isWellFormed()) wrong('contains an unpaired surrogate');
      return Buffer.byteLength(value);
    }
    if (typeof value === 'number') {
      if (Math.abs(value) > Number.MAX_SAFE_INTEGER) wrong('is larger than the desk can store');
      else if (Object.is(value, -0)) wrong('is negative zero');
      else if (value !== 0 && Math.abs(value) < SMALLEST) wrong('is smaller than DynamoDB can store');
      return String(value).length;
    }
    if (typeof value !== 'object' || value === null) return 1;
    if (level === MAX_LEVELS) {
      wrong(`is more than ${MAX_LEVELS} levels deep`);
      return 0;
    }
    return sizeOfMap(value, path, level);
  }

  function sizeOfMap(map: object, path: readonly PropertyKey[], level: number): number {
    let size = 3;
    for (const [name, value] of Object.entries(map)) {
      const at = [...path, Array.isArray(map) ? Number(name) : name];
      if (unusableNames.has(name)) mistakes.push({ path: at, message: 'is a name that the desk can’t store' });
      if (!name.isWellFormed()) mistakes.push({ path: at, message: 'contains an unpaired surrogate' });
      if (isRounded(map, name)) mistakes.push({ path: at, message: 'has more digits than the desk can store' });
      size += 1 + (Array.isArray(map) ? 0 : Buffer.byteLength(name)) + sizeOfValue(value, at, level + 1);
    }
    return size;
  }
}

function keyMistakes(name: string, value: unknown): Mistake[] {
  const path = [name];
  const most = keys.get(name) ?? 0;
  if (typeof value !== 'string') return [{ path, message: 'must be text: it is a key' }];
  if (value === '') return [{ path, message: 'is empty' }];
  if (Buffer.byteLength(value) > most) return [{ path, message: `is longer than ${most} bytes` }];
  return [];
}
