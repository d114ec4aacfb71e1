import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeOf, queryOf } from '#dashboard/model/place.ts';
import { filters } from '#dashboard/model/ticket.ts';

it('reads every place that it writes', () => {
  const ticketId = fc.option(fc.string({ minLength: 1 }), { nil: undefined });
  fc.assert(
    fc.property(fc.record({ filter: fc.constantFrom(...filters), ticketId }), (place) => {
      expect(placeOf(queryOf(place))).toEqual(place);
    }),
  );
});

it('writes places that people can read', () => {
  expect(queryOf({ filter: 'in_progress', ticketId: 'abc' })).toBe('?status=in_progress&ticket=abc');
});

it.each(['', '?status=', '?status=nonsense&ticket=', '?x=1'])('takes %j for the open tickets', (query) => {
  expect(placeOf(query)).toEqual({ filter: 'open', ticketId: undefined });
});
