import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byPlace, type SavedView } from '#core/saved-views/saved-view.ts';
import { lastPosition, movedBy } from '#dashboard/model/saved-view.ts';

const view = (id: string, position: number, isShared = false): SavedView => ({
  id,
  name: id,
  query: id,
  sort: 'newest',
  isShared,
  position,
});

const after = (views: readonly SavedView[], changed: readonly SavedView[]) =>
  [...views.filter(({ id }) => !changed.some((one) => one.id === id)), ...changed].sort(byPlace).map(({ id }) => id);

describe('moving a saved view', () => {
  it('keeps the positions that can stay', () => {
    const views = [view('a', 0), view('b', 2), view('c', 5)];
    expect(movedBy(views, view('c', 5), -1)).toEqual([view('c', 2), view('b', 3)]);
    expect(movedBy(views, view('a', 0), 1)).toEqual([view('a', 3)]);
    expect(movedBy(views, view('a', 0), -1)).toEqual([]);
  });

  it('swaps it with its neighbour among its own kind, whatever the positions are', () => {
    const some = fc.uniqueArray(
      fc.record({ id: fc.constantFrom(...'abcdefgh'), position: fc.nat(5), isShared: fc.boolean() }),
      { minLength: 1, selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(some, fc.nat(), fc.constantFrom(1 as const, -1 as const), (drafts, index, step) => {
        const views = drafts.map(({ id, position, isShared }) => view(id, position, isShared)).sort(byPlace);
        const one = views[index % views.length] as SavedView;
        const kind = views.filter(({ isShared }) => isShared === one.isShared).map(({ id }) => id);
        const from = kind.indexOf(one.id);
        const expected = views.map(({ id }) => id);
        const [at, to] = [expected.indexOf(one.id), expected.indexOf(kind[from + step] ?? one.id)];
        [expected[at], expected[to]] = [expected[to] as string, expected[at] as string];
        const moved = movedBy(views, one, step);
        expect(after(views, moved)).toEqual(expected);
        expect(moved.every(({ position }) => position >= 0)).toBe(true);
      }),
    );
  });

  it('adds others at the end of their kind', () => {
    expect(lastPosition([view('a', 4), view('b', 7, true)], false)).toBe(5);
    expect(lastPosition([], true)).toBe(0);
  });
});
