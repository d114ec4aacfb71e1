import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { SavedViews } from '#dashboard/desk/saved-views.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { ProblemError, Unreachable } from '#dashboard/wire/errors.ts';
import type { CountedView, SavedViewApi } from '#dashboard/wire/saved-view-api.ts';

const view = (id: string, changes: Partial<CountedView> = {}): CountedView => ({
  id,
  name: `View ${id}`,
  query: 'refund',
  sort: 'newest',
  isShared: false,
  position: 0,
  count: 3,
  ...changes,
});

/** A desk with these views, and a page that shows them. */
function setUp(...stored: CountedView[]) {
  let views = stored;
  const others = (id: string) => views.filter((one) => one.id !== id);
  const server = {
    reads: 0,
    now: 1_000_000,
    missing: 0,
    views: () => views,
    /** Holds or refuses the next change. */
    next: async () => {},
  };
  const passing = () => {
    const next = server.next;
    server.next = async () => {};
    return next();
  };
  const savedViews: SavedViewApi = {
    all: async () => {
      server.reads += 1;
      server.missing -= 1;
      return { views, isComplete: server.missing < 0 };
    },
    save: async (saved) => {
      await passing();
      views = [...others(saved.id), view(saved.id, { ...saved, count: 7 })];
    },
    remove: async (id) => {
      await passing();
      views = others(id);
    },
  };
  const api = signal<DeskApi | undefined>({} as DeskApi);
  const answeredAt = signal<number | undefined>(undefined);
  const failures: unknown[] = [];
  const session = { api, answeredAt, failed: (error: unknown) => void failures.push(error) };
  const page = new SavedViews({ session, savedViewsOf: () => savedViews, clock: () => server.now });
  const shown = () => page.views.value?.map(({ id, count }) => `${id} ${count}`);
  return { api, answeredAt, failures, page, savedViews, server, shown };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the saved views of the page', () => {
  it('are read whenever the desk has answered, one’s own first', async () => {
    const { answeredAt, server, shown } = setUp(view('b', { isShared: true }), view('a', { position: 1 }));
    expect(shown()).toBeUndefined();
    answeredAt.value = 1;
    await settled();
    expect(shown()).toEqual(['a 3', 'b 3']);
    answeredAt.value = 2;
    await settled();
    expect(server.reads).toBe(2);
  });

  it('are read only once in two minutes while there are none', async () => {
    const { answeredAt, server } = setUp();
    for (const [seconds, reads] of [
      [0, 1],
      [30, 1],
      [90, 2],
    ] as const) {
      server.now += seconds * 1000;
      answeredAt.value = server.now;
      await settled();
      expect(server.reads).toBe(reads);
    }
  });

  it('are read again while counts are missing, but not for ever', async () => {
    const { page, server } = setUp(view('a'));
    server.missing = 2;
    await page.read();
    expect(server.reads).toBe(3);
    server.missing = 100;
    await page.read();
    expect(server.reads).toBe(8);
  });

  it('show a change at once, without the count of another query, and then the desk’s count', async () => {
    const { page, shown, server } = setUp(view('a'));
    await page.read();
    const { promise: held, resolve: answer } = Promise.withResolvers<void>();
    server.next = () => held;
    const saving = page.save({ ...view('a'), query: 'gift' });
    const renaming = page.save({ ...view('b'), position: 1 });
    expect(shown()).toEqual(['a null', 'b null']);
    answer();
    expect(await Promise.all([saving, renaming])).toEqual([undefined, undefined]);
    await settled();
    expect(shown()).toEqual(['a 7', 'b 7']);
  });

  it('are as they were if the desk refuses a change, and say why', async () => {
    const { page, shown, server } = setUp(view('a'));
    await page.read();
    const refusal = async () => Promise.reject(new Unreachable('The desk did not answer.'));
    server.next = refusal;
    const removing = page.remove(view('a'));
    expect(shown()).toEqual([]);
    expect(await removing).toBe('The desk did not answer.');
    expect(shown()).toEqual(['a 3']);
    server.next = refusal;
    expect(await page.save(view('b'))).toBe('The desk did not answer.');
    expect(shown()).toEqual(['a 3']);
  });

  it('are not set back by an answer from before a change', async () => {
    const { page, savedViews, shown } = setUp(view('a'));
    await page.read();
    const { promise: held, resolve: answer } = Promise.withResolvers<void>();
    const all = savedViews.all;
    savedViews.all = async () => {
      const before = await all();
      savedViews.all = all;
      await held;
      return before;
    };
    const reading = page.read();
    await page.remove(view('a'));
    answer();
    await reading;
    expect(shown()).toEqual([]);
  });

  it('move one past another, and are sent in the order of the changes', async () => {
    const { page, server } = setUp(view('a'), view('b', { position: 1 }), view('c', { position: 2 }));
    await page.read();
    const { promise: held, resolve: answer } = Promise.withResolvers<void>();
    server.next = () => held;
    const ids = () => page.views.value?.map(({ id }) => id).join('');
    const moves = [page.move(view('c', { position: 2 }), -1)];
    expect(ids()).toBe('acb');
    moves.push(page.move(page.views.value?.find(({ id }) => id === 'c') ?? view('c'), -1));
    expect(ids()).toBe('cab');
    answer();
    await Promise.all(moves);
    await settled();
    expect(ids()).toBe('cab');
    expect(
      server
        .views()
        .map(({ id, position }) => `${id}${position}`)
        .sort(),
    ).toEqual(['a1', 'b2', 'c0']);
  });

  it('sign an agent out whose key is refused, and are forgotten then', async () => {
    const { api, failures, page, server, shown } = setUp(view('a'));
    await page.read();
    server.next = async () => Promise.reject(new ProblemError(401, 'This key was revoked.'));
    await page.save(view('b'));
    expect(failures).toHaveLength(1);
    api.value = undefined;
    expect(shown()).toBeUndefined();
    expect(await page.save(view('b'))).toBeUndefined();
  });
});
