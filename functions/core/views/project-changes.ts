import { contended } from '#core/errors.ts';
import type { Clock } from '#core/ports.ts';
import { newestFirst } from '#core/ticket/ticket.ts';
import { type Fold, fold, type Known, needed, type TicketChange } from './fold.ts';
import { type ListMove, strayMoveOf } from './list-moves.ts';
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

/**
 * Folds changes into every generation of the views, and begins the next revision if there were any, or if `otherwise` something changed. Throws `contended`
 * or `unavailable`; what was folded until then remains.
 */
export async function projectChanges(
  world: World,
  changes: readonly TicketChange[],
  { otherwise = false }: { readonly otherwise?: boolean } = {},
): Promise<void> {
  let revised = false;
  for (const chunk of chunksOf(changes)) {
    const overtaken: ListMove[] = [];
    for (let attempt = 1, result: Folded = 'moved'; result === 'moved'; attempt += 1) {
      if (attempt > MAX_ATTEMPTS) throw contended("The views' generations keep changing.");
      result = await intoAll(world, chunk, overtaken);
      revised ||= result === 'applied';
    }
  }
  if (otherwise && !revised) await world.views.revise(world.clock.now());
}

/** The result of folding changes into a generation: `unchanged` if none is new, `moved` if it no longer has that role. */
type Folded = 'applied' | 'unchanged' | 'moved';

/** Splits changes into parts that are folded together, by day: changes of the same day share counters. */
export function chunksOf(changes: readonly TicketChange[]): TicketChange[][] {
  const byDay = changes.toSorted((a, b) => newestFirst(a.ticket, b.ticket));
  return Array.from({ length: Math.ceil(byDay.length / CHUNK) }, (_, index) =>
    byDay.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}

/** Returns the result for the generation that is served; `moved` if the generations changed meanwhile. */
async function intoAll(
  { views, clock }: World,
  chunk: readonly TicketChange[],
  overtaken: ListMove[],
): Promise<Folded> {
  const { generation, building } = await views.state({ consistent: true });
  const served = await foldInto(views, generation, clock.now(), chunk, overtaken);
  if (building === undefined || served === 'moved') return served;
  return (await foldInto(views, building, undefined, chunk, overtaken)) === 'moved' ? 'moved' : served;
}

/**
 * Folds changes into one generation; `changedAt` if it is the one that is served. `overtaken` has the moves between lists of earlier attempts that came to
 * nothing, and gets those of this one. Throws `contended` or `unavailable`.
 */
export async function foldInto(
  views: ViewStore,
  generation: number,
  changedAt: number | undefined,
  changes: readonly TicketChange[],
  overtaken: ListMove[] = [],
): Promise<Folded> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const known = await views.known(generation, needed(changes));
    const folded = fold(changes, known);
    await views.leave(straysOf(overtaken, known));
    if (folded.steps.length === 0) return 'unchanged';
    if (isTooLarge(folded, changedAt !== undefined) && changes.length > 1) {
      const half = Math.ceil(changes.length / 2);
      const first = await foldInto(views, generation, changedAt, changes.slice(0, half), overtaken);
      if (first === 'moved') return first;
      const second = await foldInto(views, generation, changedAt, changes.slice(half), overtaken);
      return second === 'unchanged' ? first : second;
    }
    const outcome = await views.apply(generation, changedAt, folded);
    if (outcome !== 'applied') overtaken.push(...folded.listMoves);
    if (outcome !== 'outdated') return outcome;
  }
  throw contended('Others keep folding the same tickets.');
}

const straysOf = (overtaken: readonly ListMove[], { applied, others }: Known): ListMove[] =>
  overtaken.flatMap((move) => strayMoveOf(move, [applied.get(move.ticket.id), others.get(move.ticket.id)]) ?? []);

function isTooLarge({ steps, moves, added }: Fold, isLive: boolean): boolean {
  const places = isLive ? moves.flatMap(({ from, to }) => [from, to]).filter((queue) => queue !== undefined) : [];
  return (
    steps.length + places.length + added.size > MAX_ACTIONS ||
    [...added.values()].some((names) => names.size > MAX_NAMES)
  );
}
