import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedFields, inverseOf } from '#dashboard/bulk/change.ts';
import { bulkChangeOf, commonValues } from '#dashboard/bulk/common-values.ts';
import { marked, rowsBetween, unmarked } from '#dashboard/bulk/marks.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { numbered } from '#test/dashboard/tickets.ts';

const ben = { id: 'ben', name: 'Ben' };
const eve = { id: 'eve', name: 'Eve' };
const tag = fc.constantFrom('a', 'A', 'b', 'c', 'd');
const tagSet = fc.uniqueArray(tag, { selector: (one) => one.toLowerCase(), maxLength: 4 });
const agent = fc.constantFrom(null, ben, eve);
const priority = fc.constantFrom('low', 'normal', 'high');
const aTicket: fc.Arbitrary<Ticket> = fc
  .record({ number: fc.nat(9), tags: tagSet, assignee: agent, priority })
  .map(({ number, ...fields }) => numbered(number, fields));
const keys = (tags: readonly string[] = []) => new Set(tags.map((one) => one.toLowerCase()));

describe('a change of many tickets', () => {
  it('changes of each what has another value, and its inverse brings that back', () => {
    const change = fc.oneof(
      fc.record({ assignee: agent }),
      fc.record({ priority }),
      fc.record({ snoozedUntil: fc.constantFrom(null, '2026-12-01T09:00:00.000000000Z') }),
      fc.record({ addTags: tagSet, removeTags: tagSet }).map(({ addTags, removeTags }) => ({
        addTags,
        removeTags: removeTags.filter((one) => !keys(addTags).has(one.toLowerCase())),
      })),
    );
    fc.assert(
      fc.property(aTicket, change, (ticket, to) => {
        const after = { ...ticket, ...changedFields(ticket, to) };
        expect(changedFields(after, to)).toBeUndefined();
        const back = { ...after, ...changedFields(after, inverseOf(ticket, to)) };
        expect({ ...back, tags: keys(back.tags) }).toEqual({ ...ticket, tags: keys(ticket.tags) });
      }),
    );
  });

  it('leaves the tags that others have added since when it is undone', () => {
    const before = numbered(1, { tags: ['a', 'b'] });
    const inverse = inverseOf(before, { addTags: ['c'], removeTags: ['b'] });
    expect(changedFields({ ...before, tags: ['a', 'c', 'theirs'] }, inverse)).toEqual({ tags: ['a', 'theirs', 'b'] });
  });
});

describe('what tickets have in common', () => {
  it('is undefined where they differ, and tags are of all or of some', () => {
    const tickets = [
      numbered(1, { assignee: null, tags: ['a', 'b'], priority: 'high' }),
      numbered(2, { assignee: ben, tags: ['B', 'c'], priority: 'high' }),
    ];
    expect(commonValues(tickets)).toEqual({
      assignee: undefined,
      priority: 'high',
      snoozedUntil: null,
      tags: ['b'],
      someTags: ['a', 'c'],
    });
  });

  it('becomes what is chosen; tags of some that were left alone stay with those', () => {
    fc.assert(
      fc.property(fc.array(aTicket, { minLength: 1, maxLength: 5 }), tagSet, fc.nat(), (tickets, chosen, seed) => {
        const { someTags } = commonValues(tickets);
        const kept = someTags.filter((one, place) => (seed >> place) % 2 === 0 && !keys(chosen).has(one.toLowerCase()));
        const change = bulkChangeOf(tickets, { tags: chosen }, kept);
        for (const ticket of tickets) {
          const { tags } = { ...ticket, ...changedFields(ticket, change) };
          const own = kept.filter((one) => keys(ticket.tags).has(one.toLowerCase()));
          expect(keys(tags)).toEqual(keys([...chosen, ...own]));
        }
      }),
    );
  });
});

describe('marks', () => {
  const rows = [1, 2, 3, 4].map((number) => numbered(number, { version: number }));
  const ids = (tickets: readonly Ticket[]) => tickets.map(({ id }) => id);

  it('keep the version that was seen when the ticket was marked', () => {
    const marks = marked(new Map(), rows.slice(0, 2));
    expect(marked(marks, [{ id: 'ticket-1', version: 9 }]).get('ticket-1')).toBe(1);
    expect([...unmarked(marks, ['ticket-1', 'gone']).keys()]).toEqual(['ticket-2']);
  });

  it('reach from row to row, in both directions', () => {
    expect(ids(rowsBetween(rows, 'ticket-2', 'ticket-4'))).toEqual(['ticket-2', 'ticket-3', 'ticket-4']);
    expect(ids(rowsBetween(rows, 'ticket-3', 'ticket-1'))).toEqual(['ticket-1', 'ticket-2', 'ticket-3']);
    expect(ids(rowsBetween(rows, 'gone', 'ticket-3'))).toEqual(['ticket-3']);
    expect(rowsBetween(rows, 'ticket-1', 'gone')).toEqual([]);
  });
});
