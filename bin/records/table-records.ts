import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import type { TicketsDatabase } from '#bin/desk-database.ts';
import { progressBar } from '#bin/progress.ts';
import type { Print } from '#bin/standard-output.ts';
import { isBesideTickets } from '#bin/stored/beside-tickets.ts';
import { foreignValues, type RawItem } from '#bin/stored/foreign-values.ts';
import { described, type Mistake } from '#bin/stored/mistakes.ts';
import { recordMistakes } from '#bin/stored/record-mistakes.ts';
import { entryOf, type RawStored, readRaw, scanRaw, withoutId } from '#bin/stored/stored.ts';
import { isTicketId } from '#bin/stored/stored-items.ts';
import { ticketEntry, ticketKeys } from '#functions/table-keys.ts';

/** `records check`: finds the records of the tickets table that can't be read. Throws if there are any. */
export async function checkTable({ client, tickets }: TicketsDatabase, print: Print): Promise<void> {
  const bar = progressBar('Reading', 0);
  let found = 0;
  try {
    for await (const stored of scanRaw(client, tickets)) {
      bar.advance(stored.items.length);
      for (const { id, items, mistakes } of unreadable(stored)) {
        found += 1;
        print(`${id}: ${mistakes.map((mistake) => ofItem(mistake, items)).join('; ')}`);
      }
    }
  } finally {
    bar.stop();
  }
  if (found > 0)
    throw new Error(`Records that can’t be read: ${found}. To remove one: npm run desk -- records remove ID [ENTRY]`);
  print('Every record can be read.');
}

/** Which record is to be removed, and which item of it, if not all. */
interface Chosen {
  readonly id: string;
  readonly entry: string | undefined;
  /** True if the person is sure. */
  readonly yes: boolean;
}

/**
 * `records remove`: removes a record that can't be read, or one such item of it, and prints each item in DynamoDB's JSON, which
 * `aws dynamodb put-item` takes. Throws, and removes nothing, if it can be read, or unless `yes`.
 */
export async function removeFromTable(
  { id, entry, yes }: Chosen,
  { client, tickets }: TicketsDatabase,
  print: Print,
): Promise<void> {
  const stored = { id, items: await readRaw(client, tickets, id) };
  if (stored.items.length === 0) throw new Error(`No record has the id ${id}.`);
  const records = unreadable(stored);
  const items = entry === undefined ? records.flatMap((record) => record.items) : wrongItems(records, entry);
  if (items.length === 0) throw new Error(`${[id, entry].join(' ').trim()} can be read. Nothing was removed.`);
  const what = `${id}: ${items.map(entryOf).join(', ')}`;
  if (!yes) throw new Error(`Nothing was removed. To remove what is stored as ${what} permanently, add --yes`);
  // First, so that nothing is gone that nobody has seen.
  for (const item of items) await print(JSON.stringify(item));
  for (const item of items) {
    const Key = { [ticketKeys.partition]: { S: id }, [ticketKeys.sort]: { S: entryOf(item) } };
    await client.send(new DeleteItemCommand({ TableName: tickets, Key }));
  }
  console.error(`Removed ${what}. To update counts and metrics: npm run desk -- views rebuild`);
}

interface Unreadable extends RawStored {
  readonly mistakes: readonly Mistake[];
}

function unreadable(stored: RawStored): Unreadable[] {
  return recordsIn(stored)
    .map((record) => ({ ...record, mistakes: mistakesIn(record) }))
    .filter(({ mistakes }) => mistakes.length > 0);
}

/** A ticket with its items is one record, and so is each item beside tickets. Items that the desk never reads are none. */
function recordsIn({ id, items }: RawStored): RawStored[] {
  if (isTicketId(id) || items.some((item) => entryOf(item) === ticketEntry)) return [{ id, items }];
  return items.filter((item) => isBesideTickets(id, entryOf(item))).map((item) => ({ id, items: [item] }));
}

function mistakesIn({ id, items }: RawStored): Mistake[] {
  const foreign = items.flatMap((item, index) =>
    foreignValues(item).map(({ path, message }) => ({ path: ['entries', index, ...path], message })),
  );
  if (foreign.length > 0) return foreign;
  return recordMistakes({ value: { id, entries: items.map(withoutId) }, isRounded: () => false });
}

/** The items with this sort key that have a mistake of their own. */
const wrongItems = (records: readonly Unreadable[], entry: string): RawItem[] =>
  records.flatMap(({ items, mistakes }) =>
    items.filter((item, index) => entryOf(item) === entry && mistakes.some(({ path }) => path[1] === index)),
  );

/** A mistake as a person reads it, with the sort key of the item that it is in. */
function ofItem({ path, message }: Mistake, items: readonly RawItem[]): string {
  const [list, index, ...rest] = path;
  const item = list === 'entries' ? items[Number(index)] : undefined;
  return item ? `${entryOf(item)} ${described([{ path: rest, message }])}` : described([{ path, message }]);
}
