import type { DueEntry } from '#core/due/due-entry.ts';
import type { DueStore } from '#core/due/ports.ts';

/** Due entries in memory, for the rules alone; the real store has its own tests. Its contents are exposed. */
export function memoryDueStore(...stored: readonly DueEntry[]) {
  const keyOf = ({ at, subject, kind }: DueEntry) => [at, subject, kind].join('#');
  const entries = new Map(stored.map((entry) => [keyOf(entry), entry]));
  const sorted = () => [...entries.values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const store: DueStore = {
    async *before(time) {
      const due = sorted().filter(({ at }) => time === undefined || at < time);
      for (let first = 0; first < due.length; first += PAGE) yield due.slice(first, first + PAGE);
    },
    async put(entry) {
      if (entry.version > (entries.get(keyOf(entry))?.version ?? 0)) entries.set(keyOf(entry), entry);
    },
    async remove(entry) {
      if ((entries.get(keyOf(entry))?.version ?? 0) <= entry.version) entries.delete(keyOf(entry));
    },
  };
  return { store, all: sorted };
}

const PAGE = 3;
