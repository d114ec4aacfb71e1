import type { Change } from './change.ts';
import type { ChangeLog } from './change-log.ts';
import { db, type LevelOperation, type Store } from './dynalite.ts';

/** Writes all changes, their index entries and their change records, or none of them. Must not run beside another write. */
export type Commit = (changes: readonly Change[]) => Promise<void>;

/** Applies all changes. */
export interface Commits {
  readonly commit: Commit;
  /** From now on global indexes stay as they are, as when they lag behind their table, until the function in the answer lets all in, in order. */
  holdIndexes(): () => Promise<void>;
}

export function commitsTo(store: Store, log: ChangeLog): Commits {
  let held: LevelOperation[] | undefined;
  return {
    async commit(changes) {
      const made = changes.filter(({ before, after }) => before !== after);
      if (made.length === 0) return;
      const items = made.flatMap((change) => [itemOf(change), ...entriesOf(change, 'Local')]);
      const entries = made.flatMap((change) => entriesOf(change, 'Global'));
      await log.append(made, (records) => store.db.batch([...items, ...(held ? [] : entries), ...records]));
      held?.push(...entries);
    },
    holdIndexes() {
      held ??= [];
      return async () => {
        await store.db.batch(held ?? []);
        held = undefined;
      };
    },
  };
}

/** Keys as dynalite's store lays them out, save that an index entry's key ends with the whole key of its item: see `indexEntryKey`. */
function itemOf({ table, key, after }: Change): LevelOperation {
  const itemKey = `item-${table.TableName}~${key}`;
  return after ? { type: 'put', key: itemKey, value: after } : { type: 'del', key: itemKey };
}

/** Returns the effects of a change on the indexes of its table. */
export function entriesOf({ table, key, before, after }: Change, kind: 'Local' | 'Global'): LevelOperation[] {
  const { puts, deletes } = db.getIndexActions(table[`${kind}SecondaryIndexes`] ?? [], before, after, table);
  const full = (index: string, entry: string) =>
    `index-${kind.toLowerCase()}~${table.TableName}~${index}~${indexEntryKey(entry, key)}`;
  return [
    ...deletes.map((entry): LevelOperation => ({ type: 'del', key: full(entry.index, entry.key) })),
    ...puts.map((entry): LevelOperation => ({ type: 'put', key: full(entry.index, entry.key), value: entry.item })),
  ];
}

/**
 * dynalite tells two entries with the same index key apart by 24 bits of a hash only, so that one in a few thousand items would silently
 * replace another; the item's own key makes it certain.
 */
export const indexEntryKey = (entryKey: string, itemKey: string) => `${entryKey}/${itemKey}`;
