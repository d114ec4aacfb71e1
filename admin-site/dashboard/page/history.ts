import { batch, effect } from '@preact/signals';
import type { Desk } from '#dashboard/desk/desk.ts';
import { sortedViewOf } from '#dashboard/model/listing.ts';
import { HELD_MAIL_QUERY, insightQuery, type Place, placeOf, queryOf } from '#dashboard/model/place.ts';

/** The screen's content: the insight page, held mail, or the tickets of a filter. */
const screenOf = ({ filter, sort, period, heldMail }: Place): string =>
  heldMail ? 'held-mail' : period === undefined ? (sortedViewOf({ filter, sort }) ?? filter) : 'insight';

/**
 * Keeps the place in the URL. Going deeper (another filter, a page, from the list to a ticket) makes a history entry,
 * going on to the next ticket or to other days does not: Back leads where the agent came from.
 */
export function followHistory(desk: Desk): void {
  const go = () => {
    const { filter, q, sort, ticketId, period, heldMail } = placeOf(location.search);
    batch(() => {
      desk.showFilter(filter, sort, q);
      desk.select(ticketId);
      if (period !== undefined) desk.showInsight(period);
      if (heldMail) desk.showHeldMail();
    });
  };
  go();
  addEventListener('popstate', go);
  effect(() => {
    const place = {
      ...desk.list.listing.value,
      ticketId: desk.conversation.selectedId.value,
      period: desk.insight.period.value,
      heldMail: desk.heldMail.value,
    };
    const query = place.heldMail
      ? HELD_MAIL_QUERY
      : place.period === undefined
        ? queryOf(place)
        : insightQuery(place.period);
    if (query === location.search) return;
    const before = placeOf(location.search);
    const sameScreen = screenOf(before) === screenOf(place);
    const fromList =
      before.period === undefined && !before.heldMail && before.ticketId === undefined && place.ticketId !== undefined;
    try {
      if (fromList || !sameScreen) history.pushState({ fromList }, '', query);
      else history.replaceState(history.state, '', query);
    } catch {
      // Safari refuses more than 100 in 30 s, as when an agent holds j; the URL follows with the next that is permitted.
    }
  });
}

/** Back from a ticket to its list: the browser's own Back, if that is where it leads. Resolves when the list is the place. */
export async function backToList(desk: Desk): Promise<void> {
  if (!history.state?.fromList) return desk.select(undefined);
  const arrived = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
  history.back();
  await arrived;
}
