import { describe, expect, it } from 'vitest';
import { countingWith } from '#core/search/count-matches.ts';
import { readQuery } from '#core/search/query.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { searchedDesk } from './searched-desk.ts';

const team = { version: 1, agents: [] };
const idOf = (number: number) => `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`;

/** Counts what a query finds among so many tickets, whose subjects all say "refund". */
function count(query: string, tickets: number, message: (number: number) => string = () => '') {
  const desk = Array.from({ length: tickets }, (_, number) => ({
    ticket: { ...exampleTicket, id: idOf(number), subject: 'refund', message: message(number) },
    entries: [],
  }));
  const { world } = searchedDesk(desk, { team });
  return countingWith(world)(readQuery(query, { me: 'dana', agents: [] }), { id: 'dana', team });
}

describe('the number of tickets that match', () => {
  it('is told up to 100', async () => {
    expect(await count('invoice', 3)).toBe(0);
    expect(await count('refund', 100)).toBe(100);
    expect(await count('refund', 101)).toBe('100+');
  });

  it('isn’t told if it takes too long: none of many that may match does', async () => {
    expect(await count('"gift card"', 2000, () => 'card gift')).toBeNull();
  });
});
