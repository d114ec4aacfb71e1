import type { SavedView } from '#core/saved-views/saved-view.ts';
import type { Count } from '#core/search/count-matches.ts';
import type { CountedViewJson } from '#http/saved-views/saved-view-json.ts';
import type { Answer } from './cached-responses.ts';
import type { Connection } from './connection.ts';
import { ProblemError } from './errors.ts';

/** A saved view, and how many tickets it has; null while that isn't known. */
export interface CountedView extends SavedView {
  readonly count: Count | null;
}

interface CountedViews {
  readonly views: readonly CountedView[];
  /** False while some counts are of an earlier moment: the next response has more of them. */
  readonly isComplete: boolean;
}

/** The agent's saved views and the shared ones. Every call rejects with `ProblemError` or `Unreachable`, and with nothing else. */
export interface SavedViewApi {
  all(): Promise<CountedViews>;
  save(view: SavedView): Promise<void>;
  /** Deletes a view; one that is gone already is no mistake. */
  remove(id: string): Promise<void>;
}

const ADDRESS = '/api/admin/saved-views';

/** Saved views, over a connection with an agent's key. */
export function savedViewApi({ get, change }: Connection): SavedViewApi {
  const addressOf = (id: string) => `${ADDRESS}/${encodeURIComponent(id)}`;
  return {
    all: () => get(ADDRESS, readAll),
    save: ({ id, name, query, sort, isShared, position }) =>
      change(
        addressOf(id),
        {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ name, query, sort, shared: isShared, position }),
        },
        () => {},
      ),
    remove: (id) => change(addressOf(id), { method: 'DELETE' }, () => {}).catch(unlessGone),
  };
}

function unlessGone(error: unknown): void {
  if (!(error instanceof ProblemError && error.status === 404)) throw error;
}

const readAll = ({ body, etag }: Answer): CountedViews => ({
  views: (body as CountedViewJson[]).map(({ shared: isShared, ...view }) => ({ ...view, isShared })),
  isComplete: etag !== null,
});
