import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { sorts } from '#dashboard/model/listing.ts';
import { HELD_MAIL_QUERY, placeOf, queryOf } from '#dashboard/model/place.ts';
import { dues, filters, queues } from '#dashboard/model/ticket.ts';

it('reads every place that it writes', () => {
  const ticketId = fc.option(fc.string({ minLength: 1 }), { nil: undefined });
  const filter = fc.constantFrom(...filters, ...queues);
  const sort = fc.constantFrom(...sorts.filter((one) => one !== 'newest'), undefined);
  fc.assert(
    fc.property(fc.record({ filter, q: fc.string(), sort, ticketId }), (place) => {
      expect(placeOf(queryOf(place))).toEqual({ ...place, heldMail: false });
    }),
  );
});

it('has a place for what is due, in the only order that it has', () => {
  for (const filter of dues) {
    expect(queryOf({ filter, sort: 'due' })).toBe(`?due=${filter}`);
    expect(placeOf(`?due=${filter}&ticket=abc`)).toEqual({ filter, q: '', ticketId: 'abc', heldMail: false });
  }
});

it('writes places that people can read', () => {
  expect(queryOf({ filter: 'in_progress', ticketId: 'abc' })).toBe('?status=in_progress&ticket=abc');
  expect(queryOf({ filter: 'open', sort: 'waiting' })).toBe('?status=open&sort=waiting');
});

it.each(['', '?status=', '?status=nonsense&ticket=', '?x=1'])('takes %j for the open tickets', (query) => {
  expect(placeOf(query)).toEqual({ filter: 'open', q: '', heldMail: false });
});

it('reads that held mail is the place', () => {
  expect(placeOf(HELD_MAIL_QUERY)).toEqual({ filter: 'open', q: '', heldMail: true });
  expect(placeOf('?view=insight&days=7')).toMatchObject({ period: 7, heldMail: false });
});
