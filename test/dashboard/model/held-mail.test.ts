import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extended, refreshed, ticketIdIn } from '#dashboard/model/held-mail.ts';

const ids = (...names: string[]) => names;

describe('a list of held mail', () => {
  it('is as its first page, and what lies beyond that stays', () => {
    const first = { ids: ids('9', '8'), next: 'page 2' };
    expect(refreshed(undefined, first)).toEqual(first);
    const known = extended(first, { ids: ids('7', '6'), next: 'page 3' });
    expect(known).toEqual({ ids: ids('9', '8', '7', '6'), next: 'page 3' });
    expect(refreshed(known, { ids: ids('91', '9'), next: 'new page 2' })).toEqual({
      ids: ids('91', '9', '8', '7', '6'),
      next: 'page 3',
    });
  });

  it('ends with a page that has no next one', () => {
    const known = { ids: ids('9', '8', '7'), next: undefined };
    expect(refreshed(known, { ids: ids('9'), next: undefined })).toEqual({ ids: ids('9'), next: undefined });
    expect(refreshed(known, { ids: [], next: undefined })).toEqual({ ids: [], next: undefined });
  });

  it('never names one mail twice', () => {
    const page = fc.uniqueArray(fc.integer({ min: 100, max: 999 }), { minLength: 1, maxLength: 20 }).map((numbers) => ({
      ids: numbers.toSorted((one, other) => other - one).map(String),
      next: 'next',
    }));
    fc.assert(
      fc.property(page, page, (known, read) => {
        const all = refreshed(known, read).ids;
        expect(new Set(all).size).toBe(all.length);
        expect(all).toEqual(all.toSorted().toReversed());
      }),
    );
  });
});

describe('a ticket’s id', () => {
  const one = 'abc12345-0000-4000-8000-000000000001';
  const same = 'abc12345-0000-4000-8000-000000000002';
  const other = 'def67890-0000-4000-8000-000000000003';

  it.each([
    [one, one],
    [` ${one.toUpperCase()}\n`, one],
    [`https://desk.example/static/admin-support.html?status=open&ticket=${other}`, other],
    ['#def67890', other],
    [' DEF67890 ', other],
    ['#00000000', undefined],
    ['def6789', undefined],
    ['def67890 or so', undefined],
    ['', undefined],
  ])('is read from %j', (text, id) => {
    expect(ticketIdIn(text, [one, other])).toBe(id);
  });

  it('is no number that several tickets have', () => {
    expect(ticketIdIn('#abc12345', [one, same, other])).toBeUndefined();
  });

  it('can be one of a ticket that isn’t known', () => {
    expect(ticketIdIn(same, [])).toBe(same);
  });
});
