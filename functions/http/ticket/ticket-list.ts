import type * as z from 'zod/mini';
import { invalidFields } from '#core/errors.ts';
import type { Filter, People } from '#core/search/filter.ts';
import { inStatus, isPositive } from '#core/search/in-status.ts';
import type { TicketList } from '#core/search/list-tickets.ts';
import { type Query, readQuery } from '#core/search/query.ts';
import type { listTicketsContract } from './list-tickets.ts';

type Parameters = z.output<typeof listTicketsContract.query>;

/** A list with its name, which no other list has, and its parameters in the URL. */
export type List = TicketList & { readonly name: string; readonly parameters: Readonly<Record<string, string>> };

/** Returns the list that an agent asks for. Throws `invalid_fields` for mistakes in `q`. */
export function listOf(
  { q = '', status, assignee, sort, due_before: before }: Omit<Parameters, 'limit' | 'cursor' | 'after_ticket'>,
  people: People,
): List {
  if (sort === 'due') {
    const parameters = { sort, ...(before !== undefined && { due_before: before }) };
    return { kind: 'due', name: `due ${before ?? ''}`, parameters, before };
  }
  const queue = assignee === 'me' ? people.me : assignee;
  if (q.trim() === '' && sort === 'newest') {
    if (queue === undefined) {
      const of = status ?? 'open';
      return { kind: 'status', name: of, parameters: { status: of }, status: of };
    }
    return { kind: 'queue', name: `assignee ${queue}`, parameters: { assignee: assignee ?? queue }, queue };
  }
  const parameters = {
    ...(q !== '' && { q }),
    ...(status && { status }),
    ...(assignee && { assignee }),
    ...(sort !== 'newest' && { sort }),
  };
  const query = readQuery(q, people);
  const within = status ?? (q.trim() === '' ? 'open' : 'all');
  const name = `search ${JSON.stringify({ ...parameters, ...(assignee && { assignee: queue }) })}`;
  return {
    kind: 'search',
    name,
    parameters,
    query: queue === undefined ? inStatus(query, within) : inQueue(query, queue),
    sort,
  };
}

function inQueue({ terms, filters }: Query, queue: string): Query {
  if (filters.some(isPositive('assignee'))) {
    throw invalidFields([{ pointer: '?assignee', detail: "can't be given together with assignee: in q" }]);
  }
  const assigned: Filter = { key: 'assignee', value: queue, isNot: false };
  if (filters.some(isPositive('status'))) {
    return { terms, filters: [...filters, assigned, { key: 'status', value: 'closed', isNot: true }] };
  }
  const unclosed = (['open', 'in_progress'] as const).map((value) => ({ key: 'status', value, isNot: false }) as const);
  return { terms, filters: [...filters, assigned, ...unclosed] };
}
