import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

type AttributeValue = Readonly<Record<string, unknown>>;

/** An item in DynamoDB's JSON, such as `{ status: { S: 'open' } }`. */
export type Item = Record<string, AttributeValue>;

type KeySchema = readonly { readonly AttributeName: string }[];

/** An index as its table describes it. */
export interface Index {
  readonly IndexName: string;
  readonly KeySchema: KeySchema;
}

/** A table as dynalite describes it. */
export interface Table {
  readonly TableName: string;
  readonly TableStatus: string;
  readonly KeySchema: KeySchema;
  readonly GlobalSecondaryIndexes?: readonly Index[];
  readonly LocalSecondaryIndexes?: readonly Index[];
  readonly TableArn: string;
  /** Ours: see `defineTable`. */
  readonly StreamSpecification?: { readonly StreamEnabled: boolean };
  readonly LatestStreamArn?: string;
}

/** A request's body; after `validate` with the parsed expressions in it. Of its members, those that this engine itself reads. */
export interface Request {
  readonly [member: string]: unknown;
  readonly TableName: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ExclusiveStartKey?: Item;
  readonly ConsistentRead?: boolean;
  readonly ReturnConsumedCapacity?: 'NONE' | 'TOTAL' | 'INDEXES';
  readonly ReturnValuesOnConditionCheckFailure?: 'NONE' | 'ALL_OLD';
}

/** An answer's body. */
export interface Answer {
  readonly [member: string]: unknown;
  readonly Item?: Item;
  readonly ScannedCount?: number;
}

type Callback<Value> = (error?: unknown, value?: Value) => void;

/** The part of the database that holds one table's items or one index's entries. */
export interface SubStore {
  lock(key: string, run: (release: <C>(callback: C) => C) => void): void;
  get(key: string, callback: Callback<Item>): void;
  put(key: string, item: Item, callback: Callback<void>): void;
  del(key: string, callback: Callback<void>): void;
  createValueStream(range: Range): NodeJS.ReadableStream;
}

/** Which entries to read, by their keys, and in which direction. */
export interface Range {
  readonly reverse?: boolean;
  readonly gt?: string;
  readonly lt?: string;
  /** Called with every item; true ends the stream with it. Ours: see `openStore`. */
  readonly isLast?: (item: Item) => boolean;
}

/** One step of an atomic write. */
export type LevelOperation = { type: 'put'; key: string; value: object | string } | { type: 'del'; key: string };

/** dynalite's database: LevelDB or its twin in memory, and what is in it by table and index. */
export interface Store {
  readonly db: {
    open(): Promise<void>;
    close(): Promise<void>;
    batch(operations: readonly LevelOperation[]): Promise<void>;
    clear(range: object): Promise<void>;
    keys(options?: object): AsyncIterable<string>;
    values(options?: object): AsyncIterable<Item>;
    createKeyStream(options?: object): NodeJS.ReadableStream;
    createValueStream(range: Range): NodeJS.ReadableStream;
  };
  getTable(name: string, callback: Callback<Table>): void;
  getItemDb(table: string): SubStore;
  getIndexDb(kind: string, table: string, index: string): SubStore;
}

type Schema = Readonly<Record<string, unknown>>;
type Custom = (request: Request, store: Store) => string | undefined;

/** The wire types and the rules of one request, in dynalite's notation. */
export interface Rules {
  readonly types: Schema;
  readonly custom?: Custom;
}

interface Database {
  create(options: { path?: string; createTableMs: number; deleteTableMs: number; updateTableMs: number }): Store;
  createKey(keyOrItem: Item, table: Table): string;
  getIndexActions(
    indexes: readonly Index[],
    before: Item | undefined,
    after: Item | undefined,
    table: Table,
  ): {
    puts: readonly { index: string; key: string; item: Item }[];
    deletes: readonly { index: string; key: string }[];
  };
  itemSize(item: Item): number;
}

interface Validations {
  checkTypes(body: unknown, types: Schema): Request;
  checkValidations(request: Request, types: Schema, custom: Custom | undefined, store: Store): void;
}

/**
 * The inside of dynalite, version 4.0.0, that this engine stands on. dynalite's own server commits every action by itself, so nothing can be
 * added around it; but each of its actions speaks only to the store it is handed, and so can be run against one that records instead of writing.
 */
export const db: Database = require('dynalite/db');
const validations: Validations = require('dynalite/validations');

/** Makes dynalite's checks of a request. `operation` is one of those that it has. */
export function rulesOf(operation: string): Rules {
  return require(`dynalite/validations/${fileName(operation)}`);
}

/** Rules for a member that dynalite does not know, or leaves open. */
export function withMembers({ types, custom }: Rules, members: Schema): Rules {
  return { types: { ...types, ...members }, ...(custom && { custom }) };
}

/** The request in `body`, its expressions parsed. Throws an `ApiError`. */
export function validate(body: unknown, { types, custom }: Rules, store: Store): Request {
  const request = validations.checkTypes(body, types);
  validations.checkValidations(request, types, custom, store);
  return request;
}

/** Runs a validated request against a store. Throws an `ApiError`. */
export function run(operation: string, request: Request, store: Store): Promise<Answer> {
  const action = require(`dynalite/actions/${fileName(operation)}`);
  return new Promise((resolve, reject) => {
    action(store, request, (error: unknown, answer: Answer) => (error ? reject(error) : resolve(answer)));
  });
}

const fileName = (operation: string) => operation.charAt(0).toLowerCase() + operation.slice(1);
