import { assigneeOf, type Listing, listParameters, type Sort, sorts } from './listing.ts';
import { dues, filters, queues } from './ticket.ts';

/** The numbers of days that the insight page can show. */
export const periods = [7, 30, 90] as const;
export type Period = (typeof periods)[number];
export const USUAL_PERIOD: Period = 30;

/** An agent's place in the desk. It is in the URL, so that a link leads there. */
export interface Place extends Pick<Listing, 'filter' | 'q'> {
  /** Undefined if the place leaves it to the agent, who may prefer one there. */
  readonly sort: Sort | undefined;
  readonly ticketId: string | undefined;
  /** The days of the insight page, if that is the place. */
  readonly period: Period | undefined;
  /** True if the place is the page of held mail. */
  readonly heldMail: boolean;
}

/** Reads `?status=…&q=…&sort=…&ticket=…`, the same with `assignee=…`, `?due=…`, or `?view=insight&days=…` or `?view=held-mail`; anything else means the open tickets. */
export function placeOf(query: string): Place {
  const parameters = new URLSearchParams(query);
  const view = parameters.get('view');
  const heldMail = view === 'held-mail';
  if (heldMail || view === 'insight') {
    const period = periods.find((days) => String(days) === parameters.get('days')) ?? USUAL_PERIOD;
    return { ...usual, period: heldMail ? undefined : period, heldMail };
  }
  const queue = queues.find((one) => assigneeOf[one] === parameters.get('assignee'));
  return {
    ...usual,
    filter:
      dues.find((due) => due === parameters.get('due')) ??
      queue ??
      filters.find((filter) => filter === parameters.get('status')) ??
      'open',
    q: parameters.get('q') ?? '',
    sort: sorts.find((sort) => sort === parameters.get('sort')),
    ticketId: parameters.get('ticket') || undefined,
  };
}

const usual: Place = {
  filter: 'open',
  q: '',
  sort: undefined,
  ticketId: undefined,
  period: undefined,
  heldMail: false,
};

export function queryOf({
  filter,
  q = '',
  sort = 'newest',
  ticketId,
}: Pick<Place, 'filter'> & Partial<Pick<Place, 'q' | 'sort' | 'ticketId'>>): string {
  return `?${listParameters({ filter, q, sort })}${ticketId === undefined ? '' : `&${new URLSearchParams({ ticket: ticketId })}`}`;
}

export const HELD_MAIL_QUERY = '?view=held-mail';

export const insightQuery = (period: Period): string => `?view=insight&days=${period}`;
