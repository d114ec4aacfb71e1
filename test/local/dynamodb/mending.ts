import { randomUUID } from 'node:crypto';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from './dynalite.ts';

type Write = (...args: unknown[]) => Promise<unknown>;

/** The methods through which abstract-level has every write made. */
const writes = ['_put', '_del', '_batch', '_clear'] as const;
type Mended = Store['db'] & Record<(typeof writes)[number], Write>;

/** The bytes that LevelDB needs to open its data again, besides those of its logs: it writes their records elsewhere then. */
const ROOM_BYTES = 256 * 1024;
const PAUSE_MS = 1000;

/**
 * Keeps a LevelDB from losing what it acknowledges after a write has failed, as on a full disk: it goes on writing behind the part that was
 * written, and when it is opened the next time it stops reading there. So nothing more is written until there is room, and the data have
 * been closed and opened again. `onTrouble` is told why, and when it is over. Source: https://github.com/google/leveldb/issues/1180
 */
export function mendAfterFailures(db: Store['db'], path: string, onTrouble: (line: string) => void): void {
  const mended = db as Mended;
  let broken: unknown;
  let mending: Promise<void> | undefined;

  async function mend(): Promise<void> {
    await requireRoom(path, broken);
    // Not dynalite's own close, which is for good.
    await Object.getPrototypeOf(db).close.call(db);
    while (!(await opened(db))) await pause(PAUSE_MS, undefined, { ref: false });
    broken = undefined;
    onTrouble('Data can be stored again.');
  }

  for (const name of writes) {
    const write = mended[name].bind(db);
    mended[name] = async (...args) => {
      if (broken !== undefined) {
        mending ??= mend().finally(() => {
          mending = undefined;
        });
        await mending;
      }
      try {
        return await write(...args);
      } catch (error) {
        if (broken === undefined)
          onTrouble(`Nothing more can be stored until there is room: ${reasonOf(error)}. What was stored is safe.`);
        broken ??= error;
        throw error;
      }
    };
  }
}

const opened = (db: Store['db']): Promise<boolean> =>
  db.open().then(
    () => true,
    () => false,
  );

/** Throws the failure that there was if there is no room yet. */
async function requireRoom(path: string, failure: unknown): Promise<void> {
  const file = join(path, `room-${randomUUID()}`);
  try {
    await writeFile(file, Buffer.alloc(ROOM_BYTES + (await bytesOfLogs(path))));
  } catch {
    throw failure;
  } finally {
    await rm(file, { force: true });
  }
}

async function bytesOfLogs(path: string): Promise<number> {
  const logs = (await readdir(path)).filter((name) => name.endsWith('.log'));
  const sizes = await Promise.all(logs.map(async (name) => (await stat(join(path, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
