import { byPlace, type SavedView } from '#core/saved-views/saved-view.ts';

/** Returns the position after all views of an agent, or after all that are shared. */
export const lastPosition = (views: readonly SavedView[], isShared: boolean): number =>
  Math.max(-1, ...views.filter((view) => view.isShared === isShared).map(({ position }) => position)) + 1;

/**
 * Returns the views that change their positions when one moves up or down among its kind, with their new ones; the others keep theirs. None at the
 * end of the list.
 */
export function movedBy<V extends SavedView>(views: readonly V[], view: V, step: 1 | -1): V[] {
  const order = views.filter(({ isShared }) => isShared === view.isShared).sort(byPlace);
  const from = order.findIndex(({ id }) => id === view.id);
  const other = order[from + step];
  if (from === -1 || !other) return [];
  order.splice(from, 1);
  order.splice(from + step, 0, view);
  let least = 0;
  return order.flatMap((one) => {
    const position = Math.max(one.position, least);
    // Whatever moves up takes the place of the one that it passes.
    const taken = one.id === view.id && step === -1 ? Math.max(least, Math.min(position, other.position)) : position;
    least = taken + 1;
    return taken === one.position ? [] : [{ ...one, position: taken }];
  });
}
