import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { HELD_MAIL_QUERY, placeOf, queryOf } from '#dashboard/model/place.ts';
import { filters } from '#dashboard/model/ticket.ts';

it('reads every place that it writes', () => {
  const ticketId = fc.option(fc.string({ minLength: 1 }), { nil: undefined });
  fc.assert(
    fc.property(fc.record({ filter: fc.constantFrom(...filters), ticketId }), (place) => {
      expect(placeOf(queryOf(place))).toEqual({ ...place, heldMail: false });
    }),
  );
});

it('writes places that people can read', () => {
  expect(queryOf({ filter: 'in_progress', ticketId: 'abc' })).toBe('?status=in_progress&ticket=abc');
});

it.each(['', '?status=', '?status=nonsense&ticket=', '?x=1'])('takes %j for the open tickets', (query) => {
  expect(placeOf(query)).toEqual({ filter: 'open', ticketId: undefined, heldMail: false });
});

it('reads that held mail is the place', () => {
  expect(placeOf(HELD_MAIL_QUERY)).toEqual({ filter: 'open', ticketId: undefined, period: undefined, heldMail: true });
  expect(placeOf('?view=insight&days=7')).toMatchObject({ period: 7, heldMail: false });
});
