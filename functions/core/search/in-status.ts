import { type Status, statuses } from '#core/ticket/ticket.ts';
import type { Filter } from './filter.ts';
import type { Query } from './query.ts';

/** Returns a function that finds the filters with a key that ask for a value rather than against it. */
export const isPositive = (key: Filter['key']) => (filter: Filter) => filter.key === key && !filter.isNot;

/** Returns a query for tickets of one status, which the query itself may restrict further. */
export function inStatus({ terms, filters }: Query, within: Status | 'all'): Query {
  if (within === 'all') return { terms, filters };
  const own = filters.filter(isPositive('status'));
  if (own.length === 0) return { terms, filters: [...filters, { key: 'status', value: within, isNot: false }] };
  const others = statuses.filter((status) => status !== within);
  return { terms, filters: [...filters, ...others.map((value) => ({ key: 'status', value, isNot: true }) as const)] };
}
