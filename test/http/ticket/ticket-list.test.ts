import { describe, expect, it } from 'vitest';
import { listOf } from '#http/ticket/ticket-list.ts';

const me = '11111111-1111-4111-8111-111111111111';
const people = { me, agents: [{ id: me, name: 'Ann' }] };
const list = (parameters: Partial<Parameters<typeof listOf>[0]>) => listOf({ sort: 'newest', ...parameters }, people);
const filtersOf = (parameters: Parameters<typeof list>[0]) => {
  const of = list(parameters);
  return of.kind === 'search'
    ? of.query.filters.map(
        (filter) => `${filter.isNot ? '-' : ''}${filter.key}:${'value' in filter ? filter.value : ''}`,
      )
    : undefined;
};

describe('the list that an agent asks for', () => {
  it('is of open tickets without anything, of all with a query', () => {
    expect(list({})).toMatchObject({ kind: 'status', name: 'open', status: 'open', parameters: { status: 'open' } });
    expect(list({ q: '  ' })).toMatchObject({ kind: 'status', status: 'open' });
    expect(filtersOf({ q: 'refund' })).toEqual([]);
    expect(filtersOf({ sort: 'waiting' })).toEqual(['status:open']);
    expect(filtersOf({ q: 'refund', status: 'all', sort: 'oldest' })).toEqual([]);
  });

  it('intersects status and query', () => {
    expect(filtersOf({ q: 'refund', status: 'closed' })).toEqual(['status:closed']);
    expect(filtersOf({ q: 'status:open status:closed', status: 'closed' })).toEqual([
      'status:open',
      'status:closed',
      '-status:open',
      '-status:in_progress',
    ]);
  });

  it('is of an agent’s tickets, of which none is closed', () => {
    expect(list({ assignee: 'me' })).toMatchObject({ kind: 'queue', queue: me, parameters: { assignee: 'me' } });
    expect(filtersOf({ assignee: 'me', sort: 'oldest' })).toEqual([
      `assignee:${me}`,
      'status:open',
      'status:in_progress',
    ]);
    expect(filtersOf({ assignee: 'none', q: 'status:closed' })).toEqual([
      'status:closed',
      'assignee:none',
      '-status:closed',
    ]);
    expect(() => list({ assignee: 'none', q: 'assignee:me' })).toThrow('?assignee');
  });

  it('has a name of its own, by which its cursors are told from others', () => {
    const lists = [
      list({}),
      list({ q: 'a' }),
      list({ q: 'b' }),
      list({ q: 'a', sort: 'oldest' }),
      list({ q: 'a', status: 'open' }),
      list({ q: 'a', assignee: 'me' }),
      list({ q: 'a', assignee: 'none' }),
      list({ sort: 'oldest' }),
      list({ assignee: 'me' }),
      list({ sort: 'due' }),
      list({ sort: 'due', due_before: '2026-11-29T00:00:00Z' }),
    ];
    expect(new Set(lists.map(({ name }) => name)).size).toBe(lists.length);
    expect(list({ q: 'a', assignee: me }).name).toBe(list({ q: 'a', assignee: 'me' }).name);
  });
});
