import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { deleteView, saveView } from '#core/saved-views/change-saved-views.ts';
import { byPlace, type SavedView, type SavedViewStore } from '#core/saved-views/saved-view.ts';
import { savedViewLimits } from '#core/text/draft-limits.ts';

const people = { me: 'dana', agents: [{ id: 'ben', name: 'Ben' }] };
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const view = (number: number, changes: Partial<SavedView> = {}): SavedView => ({
  id: idOf(number),
  name: `View ${number}`,
  query: 'refund',
  sort: 'newest',
  isShared: false,
  position: number,
  ...changes,
});
const many = (count: number, changes: Partial<SavedView> = {}) =>
  Array.from({ length: count }, (_, index) => view(index + 1, changes));

/** A store with these views, all of which the one agent sees. */
function storeOf(...views: SavedView[]) {
  let stored: readonly SavedView[] = views;
  let revision = 0;
  const savedViews: SavedViewStore = {
    of: async () => stored,
    revision: async () => revision,
    change: async (_, { removed, stored: added }, of) => {
      if (of !== revision) return false;
      revision += 1;
      stored = [...stored.filter(({ id }) => id !== removed?.id), ...(added ? [added] : [])];
      return true;
    },
  };
  const pause = vi.fn(async () => {});
  return { stored: () => stored, pause, world: { savedViews, pause } };
}

describe('saving a view', () => {
  it('adds one, and replaces the one with its id, also when it is shared from now on', async () => {
    const { stored, world } = storeOf(view(1));
    await saveView(world, people, view(2));
    await saveView(world, people, view(1, { isShared: true, name: 'Ours' }));
    expect(stored()).toEqual([view(2), view(1, { isShared: true, name: 'Ours' })]);
  });

  it('points to the mistakes of the query, at their places', async () => {
    const { stored, world } = storeOf();
    const saving = saveView(world, people, view(1, { query: 'a status:gone assignee:eve' }));
    await expect(saving).rejects.toMatchObject({
      refusal: 'invalid_fields',
      members: {
        errors: [
          { pointer: '#/query', detail: 'status: must be open, in_progress or closed, at 3' },
          { pointer: '#/query', detail: expect.stringMatching(/^assignee: .*, at 15$/) },
        ],
      },
    });
    expect(stored()).toEqual([]);
  });

  it.each([false, true])(
    'says what to do when there are too many (shared: %s), and still accepts changes',
    async (isShared) => {
      const full = many(savedViewLimits.views, { isShared });
      const { stored, world } = storeOf(...full);
      await expect(saveView(world, people, view(0, { isShared }))).rejects.toMatchObject({
        members: { errors: [{ pointer: '#/shared', detail: expect.stringContaining('Delete one that nobody uses') }] },
      });
      await saveView(world, people, view(7, { isShared, name: 'Renamed' }));
      await saveView(world, people, view(0, { isShared: !isShared }));
      expect(stored()).toHaveLength(savedViewLimits.views + 1);
    },
  );

  it('retries after a pause when another view was saved meanwhile, and gives up after ten of them', async () => {
    const { stored, pause, world } = storeOf(view(1));
    const change = vi.fn(world.savedViews.change).mockResolvedValueOnce(false);
    const contested = { ...world, savedViews: { ...world.savedViews, change } };
    await saveView(contested, people, view(2));
    expect([stored().length, change.mock.calls.length]).toEqual([2, 2]);
    expect(pause.mock.calls).toEqual([[1]]);
    change.mockReset().mockResolvedValue(false);
    await expect(saveView(contested, people, view(3))).rejects.toMatchObject({ refusal: 'contended' });
    expect(change).toHaveBeenCalledTimes(10);
  });
});

describe('deleting a view', () => {
  it('removes it, and refuses what the agent can’t see', async () => {
    const { stored, world } = storeOf(view(1), view(2, { isShared: true }));
    await deleteView(world, 'dana', idOf(2));
    expect(stored()).toEqual([view(1)]);
    await expect(deleteView(world, 'dana', idOf(2))).rejects.toMatchObject({ refusal: 'not_found' });
  });
});

describe('the order of saved views', () => {
  it('is one’s own first, by position, and the same whatever order they came in', () => {
    const views = fc.uniqueArray(fc.record({ number: fc.nat(50), isShared: fc.boolean(), position: fc.nat(3) }), {
      selector: ({ number }) => number,
    });
    fc.assert(
      fc.property(views, (some) => {
        const sorted = some.map(({ number, ...rest }) => view(number, rest)).toSorted(byPlace);
        expect(sorted.toReversed().sort(byPlace)).toEqual(sorted);
        const places = sorted.map(({ isShared, position }) => (isShared ? 10 : 0) + position);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
    );
  });
});
