import { describe, expect, it } from 'vitest';
import { search } from '#dashboard/model/search.ts';
import { exampleTicket } from '#test/dashboard/tickets.ts';

const maria = exampleTicket({ subject: 'Rückerstattung', message: 'Second line\nCafé' });
const ali = exampleTicket({ id: 'fedcba98-0000-4000-8000-000000000000', userEmail: 'ali@example.com', userId: 'u-77' });
const both = [maria, ali];

describe('search', () => {
  it.each([
    ['maria@', [maria]],
    ['ruckerstattung', [maria]],
    ['CAFE second', [maria]],
    ['#fedcba98', [ali]],
    ['fedcba98-0000', [ali]],
    ['u-77', [ali]],
    ['ba98', []],
    ['RÜCK\u00aderstattung', [maria]],
    ['u-7', []],
    ['48h', both],
    ['maria u-77', []],
    ['   ', both],
  ])('%j', (query, found) => {
    expect(search(both, query)).toEqual(found);
  });
});
