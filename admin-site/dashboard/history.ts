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

/** Back from a ticket to its list: the browser's own Back, if that is where it leads. Resolves when the list is the place. */
export async function backToList(desk: Desk): Promise<void> {
  if (!history.state?.fromList) return desk.select(undefined);
  const arrived = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
  history.back();
  await arrived;
}
