import { type Filter, filters } from './ticket.ts';

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
}

/** Reads `?status=…&ticket=…` or `?view=insight&days=…`; anything else means the open tickets. */
export function placeOf(query: string): Place {
  const parameters = new URLSearchParams(query);
  if (parameters.get('view') === 'insight') {
    const period = periods.find((days) => String(days) === parameters.get('days')) ?? USUAL_PERIOD;
    return { filter: 'open', ticketId: undefined, period };
  }
  return {
    filter: filters.find((filter) => filter === parameters.get('status')) ?? 'open',
    ticketId: parameters.get('ticket') || undefined,
    period: undefined,
  };
}

export function queryOf({ filter, ticketId }: Pick<Place, 'filter' | 'ticketId'>): string {
  return `?${new URLSearchParams({ status: filter, ...(ticketId !== undefined && { ticket: ticketId }) })}`;
}

export const insightQuery = (period: Period): string => `?view=insight&days=${period}`;
