import { useDesk } from '#dashboard/parts/desk-context.ts';
import * as words from './messages.ts';

/** Says how many tickets were found, and how far back the desk has searched, which goes on at the agent's request. */
export function SearchFoot() {
  const { list, pages, session } = useDesk();
  const { loaded } = list;
  const reached = list.preview.value ? undefined : loaded.value?.reached;
  return (
    <>
      <p role="status">{list.preview.value ? isUnderWay() : loaded.value && foundSo(list.found.value.length)}</p>
      {reached !== undefined && (
        <button type="button" onClick={() => void pages.loadMore()}>
          {words.continueSearch}
        </button>
      )}
    </>
  );

  function isUnderWay(): string {
    return session.trouble.value ? words.needsConnection : words.searching;
  }

  function foundSo(count: number): string {
    const isAll = loaded.value?.next === undefined;
    const back =
      reached === undefined ? '' : ` ${words.searchedTo(new Date(reached), list.listing.value.sort !== 'oldest')}`;
    return count === 0 ? back.trim() : words.found(count, !isAll) + back;
  }
}
