import * as z from 'zod/mini';
import type { SavedView } from '#core/saved-views/saved-view.ts';
import type { Count } from '#core/search/count-matches.ts';
import { sorts } from '#core/search/sort.ts';
import { uuid } from '#http/edge/uuid.ts';

/** The id of a saved view, chosen by the client. */
export const savedViewId = uuid('must be a UUID in lower case');

/** A saved view on the wire. */
export const savedViewJson = z
  .strictObject({
    id: savedViewId,
    name: z.string(),
    query: z.string().check(z.meta({ description: 'As it was typed' })),
    sort: z.enum(sorts),
    shared: z.boolean(),
    position: z.int(),
  })
  .check(z.meta({ id: 'SavedView' }));

/** A saved view in the list. */
export const countedViewJson = z
  .strictObject({
    ...savedViewJson.shape,
    count: z.nullable(z.union([z.int(), z.literal('100+')])).check(
      z.meta({
        description:
          "How many tickets match, `100+` if there are more than 100. Null until it is known, if counting takes too long, and if the query no longer can be read: an agent's name may have changed",
      }),
    ),
  })
  .check(z.meta({ id: 'CountedView' }));

export type SavedViewJson = z.output<typeof savedViewJson>;
export type CountedViewJson = z.output<typeof countedViewJson>;

/** Maps a saved view to its wire names. */
export const toSavedViewJson = ({ id, name, query, sort, isShared, position }: SavedView): SavedViewJson => ({
  id,
  name,
  query,
  sort,
  shared: isShared,
  position,
});

/** Maps a saved view and its count to their wire names. */
export const toCountedViewJson = (view: SavedView, count: Count | null): CountedViewJson => ({
  ...toSavedViewJson(view),
  count,
});
