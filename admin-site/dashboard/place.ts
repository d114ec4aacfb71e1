import { type Filter, filters } from './ticket.ts';

/** Where an agent is in the desk; it stands in the URL, so that a link leads there. */
export interface Place {
  readonly filter: Filter;
  readonly ticketId: string | undefined;
}

/** Reads `?status=…&ticket=…`; anything else means the open tickets. */
export function placeOf(query: string): Place {
  const parameters = new URLSearchParams(query);
  return {
    filter: filters.find((filter) => filter === parameters.get('status')) ?? 'open',
    ticketId: parameters.get('ticket') || undefined,
  };
}

export function queryOf({ filter, ticketId }: Place): string {
  return `?${new URLSearchParams({ status: filter, ...(ticketId !== undefined && { ticket: ticketId }) })}`;
}
