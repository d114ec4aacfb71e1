import * as texts from '#dashboard/model/messages.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { InboxIcon } from '#dashboard/parts/icons.tsx';
import type { ProblemError } from '#dashboard/wire/errors.ts';
import * as words from './messages.ts';

/** Why the desk doesn't list what is asked for: in the order of time it lists any number of tickets. */
export function RefusedList({ problem }: { readonly problem: ProblemError }) {
  const desk = useDesk();
  const isSort = problem.fields.some(({ pointer }) => pointer === '?sort');
  return (
    <div class="empty" role="status">
      <InboxIcon />
      <h3>{isSort ? words.refusedSort : problem.message}</h3>
      {isSort && (
        <>
          <p>{words.refusedSortText}</p>
          <button type="button" onClick={() => desk.sortBy('newest')}>
            {texts.sortNames.newest}
          </button>
        </>
      )}
    </div>
  );
}
