import type { Desk } from '#dashboard/desk/desk.ts';
import { SavedViews } from '#dashboard/desk/saved-views.ts';
import { savedViewApi } from '#dashboard/wire/saved-view-api.ts';

const known = new WeakMap<Desk, SavedViews>();

/** Returns the saved views of a desk, which are read from the first time on that they are asked for. */
export function savedViewsOf(desk: Desk): SavedViews {
  const views =
    known.get(desk) ??
    new SavedViews({
      session: desk.session,
      savedViewsOf: ({ connection }) => savedViewApi(connection),
      clock: Date.now,
    });
  known.set(desk, views);
  return views;
}
