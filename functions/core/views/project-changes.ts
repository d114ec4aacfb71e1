import { contended } from '#core/errors.ts';
import type { Clock } from '#core/ports.ts';
import { newestFirst } from '#core/ticket/ticket.ts';
import { type Fold, fold, needed, type TicketChange } from './fold.ts';
import type { ViewStore } from './ports.ts';

/** Most tickets folded at once, so that what must be known is read in one request. */
const CHUNK = 48;
/** What one transaction may hold, of DynamoDB's 100 actions and of 300 terms in an update. */
const MAX_ACTIONS = 98;
const MAX_NAMES = 250;
const MAX_ATTEMPTS = 10;

interface World {
  readonly views: ViewStore;
  readonly clock: Pick<Clock, 'now'>;
}

/** Folds changes into every generation of the views. Throws `contended` or `unavailable`; what was folded until then stays. */
export async function projectChanges(world: World, changes: readonly TicketChange[]): Promise<void> {
  for (const chunk of chunksOf(changes)) {
    for (let attempt = 1; !(await intoAll(world, chunk)); attempt += 1) {
      if (attempt === MAX_ATTEMPTS) throw contended('The generations of the views change all the time.');
    }
  }
}

/** Changes in parts that are folded together: those of the same days are, because they share counters. */
export function chunksOf(changes: readonly TicketChange[]): TicketChange[][] {
  const byDay = changes.toSorted((a, b) => newestFirst(a.ticket, b.ticket));
  return Array.from({ length: Math.ceil(byDay.length / CHUNK) }, (_, index) =>
    byDay.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}

/** Answers whether the generations were still those. */
async function intoAll({ views, clock }: World, chunk: readonly TicketChange[]): Promise<boolean> {
  const { generation, building } = await views.state({ consistent: true });
  for (const one of building === undefined ? [generation] : [generation, building]) {
    const isLive = one === generation;
    if (!(await foldInto(views, one, isLive ? clock.now() : undefined, chunk))) return false;
  }
  return true;
}

/**
 * Folds changes into one generation; `changedAt` if it is the one that is served. Answers false if it no longer is what it was. Throws
 * `contended` or `unavailable`.
 */
export async function foldInto(
  views: ViewStore,
  generation: number,
  changedAt: number | undefined,
  changes: readonly TicketChange[],
): Promise<boolean> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const folded = fold(changes, await views.known(generation, needed(changes)));
    if (folded.steps.length === 0) return true;
    if (isTooLarge(folded) && changes.length > 1) {
      const half = Math.ceil(changes.length / 2);
      return (
        (await foldInto(views, generation, changedAt, changes.slice(0, half))) &&
        (await foldInto(views, generation, changedAt, changes.slice(half)))
      );
    }
    const outcome = await views.apply(generation, changedAt, folded);
    if (outcome !== 'outdated') return outcome === 'applied';
  }
  throw contended('Others fold the same tickets all the time.');
}

function isTooLarge({ steps, added }: Fold): boolean {
  return steps.length + added.size > MAX_ACTIONS || [...added.values()].some((names) => names.size > MAX_NAMES);
}
