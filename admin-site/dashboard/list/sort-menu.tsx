import { type Sort, sorts } from '#dashboard/model/listing.ts';
import * as texts from '#dashboard/model/messages.ts';
import { isDue } from '#dashboard/model/ticket.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { SortIcon } from '#dashboard/parts/icons.tsx';

/** Chooses the order of the list. */
export function SortMenu() {
  const desk = useDesk();
  const { filter, sort } = desk.list.listing.value;
  if (isDue(filter)) return null;
  return (
    <label class="sort" title={texts.sortTitle(sort)}>
      <SortIcon />
      <select
        aria-label={texts.sortLabel}
        value={sort}
        onChange={({ currentTarget }) => desk.sortBy(currentTarget.value as Sort)}
      >
        {sorts.map((one) => (
          <option key={one} value={one}>
            {texts.sortNames[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
