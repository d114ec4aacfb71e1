import { EventEmitter } from 'node:events';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Change } from './change.ts';
import { isRecorded, recordOf, shardOf } from './change-record.ts';
import type { LevelOperation, Store } from './dynalite.ts';

export interface ChangeLogOptions {
  /** Its readers: a record is kept until each of them has acknowledged it. Without readers there are no records. */
  readonly readers: readonly string[];
  /** The time in milliseconds. */
  readonly now: () => number;
}

const SHARDS = 4;
/** So many changes of late can be replayed; older ones go once they are acknowledged. */
const REPLAYABLE = 1000n;
/** Sequence numbers have 21 digits, so that they are in the order of their characters too. */
const FIRST = 2n * 10n ** 20n;

const BEFORE_ALL = '';

const recordKey = (shard: string, sequenceNumber = '') => `change~${shard}~${sequenceNumber}`;
const positionKey = (reader: string, shard: string) => `position~${reader}~${shard}`;

/** The changes of all tables that have a stream, in shards: those of one item are in one shard, in their order. */
export class ChangeLog {
  readonly shards: readonly string[] = Array.from(
    { length: SHARDS },
    (_, shard) => `shardId-${'0'.repeat(20)}-${String(shard).padStart(8, '0')}`,
  );
  /** Tells of `append`, after records were written, and of `acknowledge`. */
  readonly events = new EventEmitter<{ append: []; acknowledge: [] }>();
  readonly #store: Store;
  readonly #options: ChangeLogOptions;
  /** By shard, the last record's sequence number; by reader and shard, that of the last one acknowledged. */
  readonly #last = new Map<string, string>();
  readonly #positions = new Map<string, string>();
  #sequence = FIRST;

  private constructor(store: Store, options: ChangeLogOptions) {
    this.#store = store;
    this.#options = options;
    this.events.setMaxListeners(0);
  }

  /** Goes on where the log in the store ends. */
  static async open(store: Store, options: ChangeLogOptions): Promise<ChangeLog> {
    const log = new ChangeLog(store, options);
    for (const shard of log.shards) {
      const prefix = recordKey(shard);
      const newest = { gt: prefix, lt: `${prefix}~`, reverse: true, limit: 1 };
      for await (const key of store.db.keys(newest)) log.#last.set(shard, key.slice(prefix.length));
      for (const reader of options.readers) {
        const key = positionKey(reader, shard);
        for await (const value of store.db.values({ gte: key, lte: key })) log.#positions.set(key, String(value));
      }
    }
    const [newest = ''] = [String(FIRST), ...log.#last.values(), ...log.#positions.values()].sort().reverse();
    log.#sequence = BigInt(newest);
    return log;
  }

  /** Writes the records of changes along with them: `write` is given what it must add to its own. Must not run beside another write. */
  async append(
    changes: readonly Change[],
    write: (records: readonly LevelOperation[]) => Promise<void>,
  ): Promise<void> {
    const { readers, now } = this.#options;
    const recorded = readers.length > 0 ? changes.filter(isRecorded) : [];
    const records = recorded.map((change) => {
      this.#sequence += 1n;
      const sequenceNumber = String(this.#sequence);
      const shard = this.shards[shardOf(change, SHARDS)] ?? '';
      return { shard, sequenceNumber, value: recordOf(change, sequenceNumber, now()) };
    });
    await write(
      records.map(({ shard, sequenceNumber, value }) => ({
        type: 'put',
        key: recordKey(shard, sequenceNumber),
        value,
      })),
    );
    for (const { shard, sequenceNumber } of records) this.#last.set(shard, sequenceNumber);
    if (records.length > 0) this.events.emit('append');
  }

  /** The next records that a reader has not acknowledged, in order. */
  async read(reader: string, shard: string, limit: number): Promise<DynamoDBRecord[]> {
    const range = { gt: recordKey(shard, this.#position(reader, shard)), lt: recordKey(shard, '~'), limit };
    const records: DynamoDBRecord[] = [];
    for await (const record of this.#store.db.values(range)) records.push(record as DynamoDBRecord);
    return records;
  }

  /** Returns true if a reader has acknowledged all that there is. */
  isRead(reader: string, shard: string): boolean {
    return this.#position(reader, shard) >= (this.#last.get(shard) ?? '');
  }

  /** A reader has dealt with the records up to this one: it gets them no more, not even after a restart. */
  async acknowledge(reader: string, shard: string, sequenceNumber: string): Promise<void> {
    const key = positionKey(reader, shard);
    await this.#store.db.batch([{ type: 'put', key, value: sequenceNumber }]);
    this.#positions.set(key, sequenceNumber);
    await this.#trim(shard);
    this.events.emit('acknowledge');
  }

  /** A reader that is new gets no records of a shard but those from now on. */
  async beginAtLatest(reader: string, shard: string): Promise<void> {
    const isNew = !this.#positions.has(positionKey(reader, shard));
    if (isNew) await this.acknowledge(reader, shard, this.#last.get(shard) ?? String(FIRST));
  }

  /** A reader gets all records of a shard again that are still there, wherever it began. */
  async rewind(reader: string, shard: string): Promise<void> {
    const key = positionKey(reader, shard);
    await this.#store.db.batch([{ type: 'put', key, value: BEFORE_ALL }]);
    this.#positions.set(key, BEFORE_ALL);
  }

  #position(reader: string, shard: string): string {
    return this.#positions.get(positionKey(reader, shard)) ?? BEFORE_ALL;
  }

  async #trim(shard: string): Promise<void> {
    const positions = this.#options.readers.map((reader) => this.#position(reader, shard));
    const [last = ''] = [...positions, String(this.#sequence - REPLAYABLE)].sort();
    await this.#store.db.clear({ gt: recordKey(shard), lte: recordKey(shard, last) });
  }
}
