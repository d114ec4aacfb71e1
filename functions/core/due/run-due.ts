import { timeLeft } from '#core/deadline.ts';
import type { DueEntry, DueKind } from './due-entry.ts';
import type { Pace } from './pace.ts';
import type { DueStore } from './ports.ts';

/** The outcome of work that was due. */
interface Acted {
  /** The time at which the rest of it is due, and the version that made it owed; undefined if nothing is owed any more. */
  readonly next: Pick<DueEntry, 'at' | 'version'> | undefined;
  /** True if the others should come more slowly. */
  readonly isBusy?: boolean;
}

/**
 * Does what a ticket owes since a version, as far as it isn't done; `now` is in milliseconds since the epoch. Safe to call at any time, again, and twice
 * at once.
 */
export type Act = (subject: string, version: number, now: number) => Promise<Acted>;

interface World {
  readonly due: DueStore;
  readonly acts: Readonly<Record<DueKind, Act>>;
  readonly pace: Pace;
  /** Called with each entry whose work failed: it stays as it is. */
  readonly failed: (entry: DueEntry, error: unknown) => void;
}

/** The numbers of tickets in a run of the sweeper. */
export interface Ran {
  readonly done: number;
  /** Still owed, and put off. */
  readonly later: number;
  readonly failed: number;
  /** Due, and not looked at before the run had to end. */
  readonly left: number;
}

/** Tickets that are looked after at once: enough to keep the pace although each takes several round trips. */
const CONCURRENCY = 20;
/** The time a ticket may take, in milliseconds: none is begun that could exceed the deadline. */
const TICKET_MS = 15_000;

/**
 * Looks after everything that was due before a time (milliseconds since the epoch), earliest first. An entry stays until its work is done or has another
 * entry, so whatever interrupts a run is looked after by the next. Throws `unavailable` if the entries can't be read.
 */
export async function runDue(world: World, now: number): Promise<Ran> {
  const ran = { done: 0, later: 0, failed: 0, left: 0 };
  for await (const page of world.due.before(new Date(now).toISOString())) {
    const byTicket = Map.groupBy(page, ({ kind, subject }) => `${kind} ${subject}`).values();
    await Promise.all(
      Array.from({ length: CONCURRENCY }, async () => {
        // All share one iterator, and each takes the next ticket from it.
        for (const entries of byTicket) ran[await lookAfter(world, entries, now)] += 1;
      }),
    );
    if (ran.left > 0) break;
  }
  return ran;
}

async function lookAfter(world: World, entries: readonly DueEntry[], now: number): Promise<keyof Ran> {
  const [first] = entries;
  if (!first) return 'done';
  if (timeLeft() < TICKET_MS) return 'left';
  await world.pace.turn();
  if (timeLeft() < TICKET_MS) return 'left';
  try {
    const version = Math.min(...entries.map((entry) => entry.version));
    const { next, isBusy = false } = await world.acts[first.kind](first.subject, version, now);
    world.pace.adapt(isBusy);
    const again = next && { ...first, ...next };
    if (again) await world.due.put(again);
    for (const entry of entries) if (entry.at !== again?.at) await world.due.remove(entry);
    return again ? 'later' : 'done';
  } catch (error) {
    world.failed(first, error);
    return 'failed';
  }
}
