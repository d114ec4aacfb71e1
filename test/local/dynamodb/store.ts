import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { hasCode } from '#bin/has-code.ts';
import { isApiError, nameOf } from './api-error.ts';
import { db, type Item, type Range, run, type Store, type Table } from './dynalite.ts';
import { mendAfterFailures } from './mending.ts';

/** The data are not there to be opened: another process has them, or they are damaged. */
export class DataNotOpened extends Error {}

/** Opens dynalite's store at `path`, or an empty one in memory. Rejects with `DataNotOpened`. `onTrouble` as in `mendAfterFailures`. */
export async function openStore(
  path: string | undefined,
  onTrouble: (line: string) => void = () => {},
): Promise<Store> {
  const immediately = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const store = db.create(path === undefined ? immediately : { ...immediately, path });
  // dynalite's own streams leave their iterators open, each holding on to a snapshot of the database.
  store.db.createValueStream = ({ isLast, ...range }) => Readable.from(upTo(store.db.values(range), isLast));
  store.db.createKeyStream = (options) => Readable.from(store.db.keys(options));
  try {
    await store.db.open();
  } catch (cause) {
    throw new DataNotOpened(`The data in ${path} cannot be opened. ${whyNotOpened(cause)}`, { cause });
  }
  if (path !== undefined) mendAfterFailures(store.db, path, onTrouble);
  return store;
}

function whyNotOpened(error: unknown): string {
  const { cause } = error as { readonly cause?: unknown };
  if (hasCode(cause, 'LEVEL_LOCKED')) return 'Another process has opened them.';
  return cause instanceof Error ? cause.message : String(error);
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

/** Waits for a table to be created, changed or deleted: dynalite responds first and does it on a timer. */
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
