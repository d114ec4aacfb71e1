import { createHash, randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBRecord } from 'aws-lambda';
import { itemSize } from './capacity.ts';
import type { Change } from './change.ts';
import type { Item, Table } from './dynalite.ts';

/** Returns true if the stream of its table tells of a change: a write that leaves an item as it was is none. */
export function isRecorded({ table, before, after }: Change): boolean {
  return table.StreamSpecification?.StreamEnabled === true && !isDeepStrictEqual(stored(before), stored(after));
}

/** An item as it comes back from the database, where dynalite builds some without a prototype; its sets in one order, as they have none. */
const stored = (item: Item | undefined) =>
  item &&
  JSON.parse(JSON.stringify(item), (type, value) =>
    SETS.includes(type) && Array.isArray(value) ? value.sort() : value,
  );

const SETS = ['SS', 'NS', 'BS'];

/** All changes of items with the same partition key have the same one of `count` shards. */
export function shardOf({ table, before, after }: Change, count: number): number {
  const [partition] = Object.values(keysOf(table, after ?? before ?? {}));
  const hash = createHash('sha256')
    .update(`${table.TableName}~${JSON.stringify(partition)}`)
    .digest();
  return hash.readUInt32BE() % count;
}

/**
 * Returns the stream's record of a change, as a function receives it. `now` is the time in milliseconds.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamRecord.html
 */
export function recordOf({ table, before, after }: Change, SequenceNumber: string, now: number): DynamoDBRecord {
  const Keys = keysOf(table, after ?? before ?? {});
  const images = { ...(after && { NewImage: after }), ...(before && { OldImage: before }) };
  const dynamodb = {
    ApproximateCreationDateTime: Math.floor(now / 1000),
    Keys,
    ...images,
    SequenceNumber,
    SizeBytes: [Keys, ...Object.values(images)].reduce((sum, item) => sum + itemSize(item), 0),
    StreamViewType: 'NEW_AND_OLD_IMAGES',
  };
  return {
    eventID: randomBytes(16).toString('hex'),
    eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: table.TableArn.split(':')[3] ?? '',
    dynamodb: dynamodb as NonNullable<DynamoDBRecord['dynamodb']>,
    eventSourceARN: table.LatestStreamArn ?? '',
  };
}

function keysOf({ KeySchema }: Table, item: Item): Item {
  return Object.fromEntries(KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName] ?? {}]));
}
