import { type ApiError, isApiError, nameOf } from './api-error.ts';
import { type Answer, type Item, type Request, run, type Store, type SubStore, type Table } from './dynalite.ts';
import { emptyIndexKey } from './empty-index-key.ts';

/** One item before and after a write; undefined where there is none. */
export interface Change {
  readonly table: Table;
  /** The item's key in the table's part of the database. */
  readonly key: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** Returns the effect of a write. */
export interface Prepared {
  readonly changes: readonly Change[];
  /** The answer, or why the write is refused: one of them. */
  readonly answer?: Answer;
  readonly error?: ApiError;
}

/**
 * Finds out what a write would do, and does nothing: dynalite's action, with its conditions and update expressions, runs against a store that
 * reads from the real one and keeps what it is told to write.
 */
export async function prepare(operation: string, request: Request, store: Store): Promise<Prepared> {
  const tables = new Map<string, Table>();
  const changes = new Map<string, Change>();
  const recorder: Store = {
    ...store,
    getTable: (name, callback) =>
      store.getTable(name, (error, table) => {
        if (table) tables.set(name, table);
        callback(error, table);
      }),
    getItemDb: (name) => {
      const id = (key: string) => `${name}~${key}`;
      const record = (key: string, after: Item | undefined) => {
        const change = changes.get(id(key));
        if (change) changes.set(id(key), { ...change, after });
      };
      return {
        ...withoutEffect,
        get: (key, callback) =>
          store.getItemDb(name).get(key, (error, item) => {
            const table = tables.get(name);
            if (table) changes.set(id(key), { table, key, before: item, after: item });
            callback(error, item);
          }),
        put: (key, item, callback) => {
          record(key, item);
          callback();
        },
        del: (key, callback) => {
          record(key, undefined);
          callback();
        },
      };
    },
    // The entries in the indexes follow from the change: see `commit`.
    getIndexDb: () => withoutEffect,
  };
  const prepared = (rest: Partial<Prepared>) => {
    const all = [...changes.values()];
    const refused = all.map(({ table, before, after }) =>
      emptyIndexKey(operation, request.Item ?? (after === before ? undefined : after), table),
    );
    const error = refused.find((one) => one !== undefined);
    return { changes: all, ...(error ? { error } : rest) };
  };
  try {
    return prepared({ answer: await run(operation, request, recorder) });
  } catch (error) {
    if (!isApiError(error)) throw error;
    const [change] = changes.values();
    return prepared({ error: withOldItem(error, request, change) });
  }
}

const withoutEffect: SubStore = {
  // The engine holds its own lock around every write.
  lock: (_key, critical) => critical((callback) => callback),
  get: (_key, callback) => callback(),
  put: (_key, _item, callback) => callback(),
  del: (_key, callback) => callback(),
  createValueStream: () => {
    throw new Error('A write does not read ranges.');
  },
};

function withOldItem(error: ApiError, request: Request, change: Change | undefined): ApiError {
  const asked = request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
  if (!asked || !change?.before || nameOf(error) !== 'ConditionalCheckFailedException') return error;
  return Object.assign(error, { body: { ...error.body, Item: change.before } });
}
