import { contended, DeskError, invalidFields } from '#core/errors.ts';
import type { Pause } from '#core/ports.ts';
import type { People } from '#core/search/filter.ts';
import { readQuery } from '#core/search/query.ts';
import { savedViewLimits } from '#core/text/draft-limits.ts';
import type { SavedView, SavedViewChange, SavedViewStore } from './saved-view.ts';

/** Others may change views this many times in a row before an agent is asked to try again. */
const MAX_ATTEMPTS = 10;

interface World {
  readonly savedViews: SavedViewStore;
  readonly pause: Pause;
}

/**
 * Adds a view, or replaces the one with this id: an agent's own, or a shared one. Throws `invalid_fields` if its query has mistakes or there are too
 * many views, and `contended`.
 */
export async function saveView(world: World, people: People, view: SavedView): Promise<SavedView> {
  readQuery(view.query, people, '#/query');
  await change(world, people.me, (views) => {
    const others = views.filter(({ id }) => id !== view.id);
    checkRoom(others, view);
    return { removed: views.find(({ id }) => id === view.id), stored: view };
  });
  return view;
}

/** Deletes an agent's view, or a shared one. Throws `not_found` and `contended`. */
export async function deleteView(world: World, agentId: string, id: string): Promise<void> {
  await change(world, agentId, (views) => {
    const removed = views.find((view) => view.id === id);
    if (!removed) throw new DeskError('not_found', 'You have no saved view with this id, and none is shared.');
    return { removed };
  });
}

async function change(
  { savedViews, pause }: World,
  agentId: string,
  rule: (views: readonly SavedView[]) => SavedViewChange,
): Promise<void> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    if (attempt > 1) await pause(attempt - 1);
    // Before the views: what changes meanwhile fails the change.
    const revision = await savedViews.revision();
    if (await savedViews.change(agentId, rule(await savedViews.of(agentId)), revision)) return;
  }
  throw contended('Too many views are being saved at once. Try again in a moment.');
}

function checkRoom(others: readonly SavedView[], { isShared }: SavedView): void {
  if (others.filter((other) => other.isShared === isShared).length < savedViewLimits.views) return;
  const owned = isShared ? 'Agents share' : 'You have';
  throw invalidFields([
    {
      pointer: '#/shared',
      detail: `${owned} ${savedViewLimits.views} views already. Delete one that nobody uses, then save this one again.`,
    },
  ]);
}
