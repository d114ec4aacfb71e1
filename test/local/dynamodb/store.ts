import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { isApiError, nameOf } from './api-error.ts';
import { db, type Item, type Range, run, type Store, type Table } from './dynalite.ts';

/** Opens dynalite's store at `path`, or an empty one in memory. Rejects if another process has it open. */
export async function openStore(path: string | undefined): Promise<Store> {
  const immediately = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const store = db.create(path === undefined ? immediately : { ...immediately, path });
  // dynalite's own streams leave their iterators open, each holding on to a snapshot of the database.
  store.db.createValueStream = ({ isLast, ...range }) => Readable.from(upTo(store.db.values(range), isLast));
  store.db.createKeyStream = (options) => Readable.from(store.db.keys(options));
  try {
    await store.db.open();
  } catch (cause) {
    throw new Error(`The data in ${path} cannot be opened. Has another process opened them?`, { cause });
  }
  return store;
}

async function* upTo(items: AsyncIterable<Item>, isLast: Range['isLast']): AsyncIterable<Item> {
  for await (const item of items) {
    const last = isLast?.(item);
    yield item;
    if (last) return;
  }
}

/** A table as it is described. Rejects with an `ApiError` if there is none of the name. */
export function tableNamed(name: string, store: Store): Promise<Table> {
  return new Promise((resolve, reject) => {
    store.getTable(name, (error, table) => (table ? resolve(table) : reject(error)));
  });
}

/** Waits for a table to be created, changed or deleted: dynalite answers first and does it on a timer. */
export async function tableSettled(name: string, store: Store): Promise<void> {
  while (await isChanging(name, store)) await setImmediate();
}

async function isChanging(TableName: string, store: Store): Promise<boolean> {
  try {
    const { Table } = await run('DescribeTable', { TableName }, store);
    return (Table as Table).TableStatus !== 'ACTIVE';
  } catch (error) {
    if (isApiError(error) && nameOf(error) === 'ResourceNotFoundException') return false;
    throw error;
  }
}
