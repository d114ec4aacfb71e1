import { contended } from '#core/errors.ts';
import type { Clock } from '#core/ports.ts';
import { newestFirst } from '#core/ticket/ticket.ts';
import { type Fold, fold, needed, type TicketChange } from './fold.ts';
import type { ViewStore } from './ports.ts';

/** The most tickets folded at once, so that one request reads all that must be known. */
const CHUNK = 48;
/** Limits of one transaction, below DynamoDB's 100 actions and 300 terms in an update. */
const MAX_ACTIONS = 98;
const MAX_NAMES = 250;
const MAX_ATTEMPTS = 10;

interface World {
  readonly views: ViewStore;
  readonly clock: Pick<Clock, 'now'>;
}

/** Folds changes into every generation of the views. Throws `contended` or `unavailable`; what was folded until then remains. */
export async function projectChanges(world: World, changes: readonly TicketChange[]): Promise<void> {
  for (const chunk of chunksOf(changes)) {
    for (let attempt = 1; !(await intoAll(world, chunk)); attempt += 1) {
      if (attempt === MAX_ATTEMPTS) throw contended("The views' generations keep changing.");
    }
  }
}

/** Splits changes into parts that are folded together, by day: changes of the same day share counters. */
export function chunksOf(changes: readonly TicketChange[]): TicketChange[][] {
  const byDay = changes.toSorted((a, b) => newestFirst(a.ticket, b.ticket));
  return Array.from({ length: Math.ceil(byDay.length / CHUNK) }, (_, index) =>
    byDay.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}

/** Returns false if the generations changed meanwhile. */
async function intoAll({ views, clock }: World, chunk: readonly TicketChange[]): Promise<boolean> {
  const { generation, building } = await views.state({ consistent: true });
  for (const one of building === undefined ? [generation] : [generation, building]) {
    const isLive = one === generation;
    if (!(await foldInto(views, one, isLive ? clock.now() : undefined, chunk))) return false;
  }
  return true;
}

/**
 * Folds changes into one generation; `changedAt` if it is the one that is served. Returns false if the generation no longer has that role. Throws
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
    if (isTooLarge(folded, changedAt !== undefined) && changes.length > 1) {
      const half = Math.ceil(changes.length / 2);
      return (
        (await foldInto(views, generation, changedAt, changes.slice(0, half))) &&
        (await foldInto(views, generation, changedAt, changes.slice(half)))
      );
    }
    const outcome = await views.apply(generation, changedAt, folded);
    if (outcome !== 'outdated') return outcome === 'applied';
  }
  throw contended('Others keep folding the same tickets.');
}

function isTooLarge({ steps, moves, added }: Fold, isLive: boolean): boolean {
  const places = isLive ? moves.flatMap(({ from, to }) => [from, to]).filter((queue) => queue !== undefined) : [];
  return (
    steps.length + places.length + added.size > MAX_ACTIONS ||
    [...added.values()].some((names) => names.size > MAX_NAMES)
  );
}
