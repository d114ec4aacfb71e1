import { computed, createModel, effect, signal, untracked } from '@preact/signals';
import { byPlace, type SavedView } from '#core/saved-views/saved-view.ts';
import { movedBy } from '#dashboard/model/saved-view.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import type { CountedView, SavedViewApi } from '#dashboard/wire/saved-view-api.ts';
import type { Session } from './session.ts';

interface World {
  readonly session: Pick<Session, 'api' | 'answeredAt' | 'failed'>;
  readonly savedViewsOf: (api: DeskApi) => SavedViewApi;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** The most reads in a row for counts that the desk hasn't taken yet; after that, each poll has more of them. */
const MAX_READS = 5;
/** The least time between two reads while there are no views: not every desk has some. */
const NONE_MS = 120_000;

export type SavedViews = InstanceType<typeof SavedViews>;

/** The agent's saved views and the shared ones, with changes that the desk hasn't accepted yet. Never throws. */
export const SavedViews = createModel(({ session, savedViewsOf, clock }: World) => {
  /** As the desk answered; undefined until it did. */
  const answered = signal<readonly CountedView[] | undefined>(undefined);
  /** The agent's changes, by the views' ids; undefined for a view that is deleted. */
  const pending = signal<ReadonlyMap<string, CountedView | undefined>>(new Map());
  let readAt = Number.NEGATIVE_INFINITY;
  /** Grows when a change begins and when it ends: a response from before would take it back. */
  let changes = 0;
  /** One change after another, so that the latest one wins. */
  let sent: Promise<unknown> = Promise.resolve();

  const views = computed(() => {
    const others = answered.value?.filter(({ id }) => !pending.value.has(id));
    const changed = [...pending.value.values()].filter((view) => view !== undefined);
    return others && [...others, ...changed].sort(byPlace);
  });

  /** Reads them again; what is known stays in sight meanwhile, and if that fails. */
  async function read(): Promise<void> {
    const api = session.api.peek();
    if (!api) return;
    readAt = clock();
    for (let reads = 1; reads <= MAX_READS; reads += 1) {
      const before = changes;
      const found = await savedViewsOf(api)
        .all()
        .catch(() => undefined);
      if (!found || session.api.peek() !== api || before !== changes) return;
      answered.value = found.views;
      if (found.isComplete) return;
    }
  }

  /** Shows a change at once. Returns why the desk refused it, if it did, and shows the view as it was. */
  async function change(id: string, to: CountedView | undefined): Promise<string | undefined> {
    const api = session.api.peek();
    if (!api) return undefined;
    changes += 1;
    pending.value = new Map(pending.value).set(id, to);
    const isLatest = () => pending.value.has(id) && pending.value.get(id) === to;
    const { save, remove } = savedViewsOf(api);
    const sending = sent.then(() => (to ? save(to) : remove(id)));
    sent = sending.catch(() => {});
    try {
      await sending;
      if (session.api.peek() === api) {
        answered.value = [...(answered.value ?? []).filter((view) => view.id !== id), ...(to ? [to] : [])];
      }
      return undefined;
    } catch (error) {
      if (session.api.peek() !== api) return undefined;
      if (error instanceof ProblemError && error.status === 401) session.failed(error);
      return error instanceof Error ? error.message : String(error);
    } finally {
      changes += 1;
      if (isLatest()) pending.value = new Map([...pending.value].filter(([other]) => other !== id));
      // The counts of what changed.
      if (pending.value.size === 0) void read();
    }
  }

  effect(() => {
    session.api.value;
    answered.value = undefined;
    pending.value = new Map();
  });
  effect(() => {
    if (session.answeredAt.value === undefined) return;
    const isDue = answered.peek()?.length !== 0 || clock() - readAt >= NONE_MS;
    if (isDue) untracked(() => void read());
  });

  return {
    /** Undefined until they are read. */
    views,
    read,
    /** Adds a view, or replaces the one with its id. Returns why not, if it wasn't saved. */
    save(view: SavedView): Promise<string | undefined> {
      const known = views.value?.find(({ id }) => id === view.id);
      return change(view.id, { ...view, count: known?.query === view.query ? known.count : null });
    },
    /** Deletes a view. Returns why not, if it still exists. */
    remove: ({ id }: SavedView): Promise<string | undefined> => change(id, undefined),
    /** Moves a view up or down among those next to it. Returns why not, if one wasn't moved. */
    async move(view: CountedView, step: 1 | -1): Promise<string | undefined> {
      const moved = movedBy(views.value ?? [], view, step);
      const reasons = await Promise.all(moved.map((one) => change(one.id, one)));
      return reasons.find((reason) => reason !== undefined);
    },
  };
});
