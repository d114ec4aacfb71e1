import type { SavedView } from '#core/saved-views/saved-view.ts';
import type { Desk } from '#dashboard/desk/desk.ts';
import type { CountedView } from '#dashboard/wire/saved-view-api.ts';
import * as words from './messages.ts';
import { savedViewsOf } from './saved-views-of.ts';

/** Says why something wasn't done, if it wasn't. */
async function orSay(
  desk: Desk,
  done: Promise<string | undefined>,
  title: string,
  { name }: SavedView,
): Promise<boolean> {
  const reason = await done;
  if (reason !== undefined) desk.toasts.show({ title, subject: name, reason });
  return reason === undefined;
}

export const saveView = (desk: Desk, view: SavedView): Promise<boolean> =>
  orSay(desk, savedViewsOf(desk).save(view), words.notSaved, view);

export const moveView = (desk: Desk, view: CountedView, step: 1 | -1): Promise<boolean> =>
  orSay(desk, savedViewsOf(desk).move(view, step), words.notMoved, view);

/** Deletes a view and offers to undo it. */
export async function deleteView(desk: Desk, view: SavedView): Promise<void> {
  const undo = () => void orSay(desk, savedViewsOf(desk).save(view), words.notRestored, view);
  const toast = desk.toasts.show({ title: words.deleted, subject: view.name, undo });
  const isDone = await orSay(desk, savedViewsOf(desk).remove(view), words.notDeleted, view);
  if (!isDone) desk.toasts.dismiss(toast);
}
