import { action, effect, type Signal } from '@preact/signals';
import { withEntry } from '#dashboard/model/with-entry.ts';
import type { Device } from './device.ts';

interface Read<T> {
  readonly value: T;
  readonly at: number;
}

/** A kind of thing that is stored, one entry each. */
interface Kind<T> {
  /** The beginning of their entries' names. */
  readonly prefix: string;
  readonly write: (value: T) => string;
  /** Reads an entry; undefined if it is none. `at` is when it was written, in milliseconds since 1970. */
  readonly read: (text: string) => Read<T> | undefined;
  /** Which of the entries that are found at the start, oldest first, are removed; none by default. */
  readonly tooMany?: (found: readonly { readonly key: string; readonly at: number }[]) => readonly string[];
  /** Decides what counts when another tab stored something else; that, by default. What it removed is gone. */
  readonly merge?: (key: string, ours: T | undefined, theirs: Read<T>) => T | undefined;
}

/** Fills a signal with the entries of its kind, and keeps both the same from then on, in all tabs. */
export function syncEntries<T>(
  device: Device,
  kept: Signal<ReadonlyMap<string, T>>,
  { prefix, write, read, tooMany = () => [], merge = (_, __, theirs) => theirs.value }: Kind<T>,
): void {
  const found = [...device.entries(prefix)]
    .flatMap(([key, text]) => {
      const entry = read(text);
      return entry ? [{ key, ...entry }] : [];
    })
    .sort((one, other) => one.at - other.at);
  let stored: ReadonlyMap<string, T> = new Map(found.map(({ key, value }) => [key, value]));
  const surplus = new Set(tooMany(found));
  kept.value = new Map([...stored].filter(([key]) => !surplus.has(key)));

  effect(() => {
    const now = kept.value;
    for (const [key, value] of now) if (stored.get(key) !== value) device.put(prefix + key, write(value));
    for (const key of stored.keys()) if (!now.has(key)) device.remove(prefix + key);
    stored = now;
  });

  device.onChange(
    action((name: string, text: string | undefined) => {
      if (!name.startsWith(prefix)) return;
      const key = name.slice(prefix.length);
      const theirs = text === undefined ? undefined : read(text);
      stored = withEntry(stored, key, theirs?.value);
      kept.value = withEntry(kept.value, key, theirs && merge(key, kept.value.get(key), theirs));
    }),
  );
}
