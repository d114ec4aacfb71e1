import { type Filter, filters, isQueue, queues } from './ticket.ts';

/** The numbers of days that the insight page can show. */
export const periods = [7, 30, 90] as const;
export type Period = (typeof periods)[number];
export const USUAL_PERIOD: Period = 30;

/** An agent's place in the desk. It is in the URL, so that a link leads there. */
export interface Place {
  readonly filter: Filter;
  readonly ticketId: string | undefined;
  /** The days of the insight page, if that is the place. */
  readonly period: Period | undefined;
  /** True if the place is the page of held mail. */
  readonly heldMail: boolean;
}

/** Reads `?status=…&ticket=…`, `?assignee=…&ticket=…` or `?view=insight&days=…` or `?view=held-mail`; anything else means the open tickets. */
export function placeOf(query: string): Place {
  const parameters = new URLSearchParams(query);
  const view = parameters.get('view');
  const heldMail = view === 'held-mail';
  if (heldMail || view === 'insight') {
    const period = periods.find((days) => String(days) === parameters.get('days')) ?? USUAL_PERIOD;
    return { filter: 'open', ticketId: undefined, period: heldMail ? undefined : period, heldMail };
  }
  const queue = queues.find((one) => assigneeOf[one] === parameters.get('assignee'));
  return {
    filter: queue ?? filters.find((filter) => filter === parameters.get('status')) ?? 'open',
    ticketId: parameters.get('ticket') || undefined,
    period: undefined,
    heldMail,
  };
}

export function queryOf({ filter, ticketId }: Pick<Place, 'filter' | 'ticketId'>): string {
  return `?${listParameter(filter)}${ticketId === undefined ? '' : `&${new URLSearchParams({ ticket: ticketId })}`}`;
}

const assigneeOf = { mine: 'me', unassigned: 'none' } as const;

/** Returns the parameter that asks for a list, in the dashboard's URL and in the API's. */
export const listParameter = (filter: Filter): string =>
  isQueue(filter) ? `assignee=${assigneeOf[filter]}` : `status=${filter}`;

export const HELD_MAIL_QUERY = '?view=held-mail';

export const insightQuery = (period: Period): string => `?view=insight&days=${period}`;
