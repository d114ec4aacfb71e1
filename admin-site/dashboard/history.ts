import { batch, effect } from '@preact/signals';
import type { Desk } from './desk.ts';
import { placeOf, queryOf } from './place.ts';

/**
 * Keeps the place in the URL. Going deeper (another filter, from the list to a ticket) makes a history entry, going on to
 * the next ticket does not: Back leads where the agent came from.
 */
export function followHistory(desk: Desk): void {
  const go = () => {
    const { filter, ticketId } = placeOf(location.search);
    batch(() => {
      desk.showFilter(filter);
      desk.select(ticketId);
    });
  };
  go();
  addEventListener('popstate', go);
  effect(() => {
    const place = { filter: desk.filter.value, ticketId: desk.selectedId.value };
    const query = queryOf(place);
    if (query === location.search) return;
    const before = placeOf(location.search);
    const fromList = before.ticketId === undefined && place.ticketId !== undefined;
    if (fromList || before.filter !== place.filter) history.pushState({ fromList }, '', query);
    else history.replaceState(history.state, '', query);
  });
}

/** Back from a ticket to its list: the browser's own Back, if that is where it leads. */
export function backToList(desk: Desk): void {
  if (history.state?.fromList) history.back();
  else desk.select(undefined);
}
