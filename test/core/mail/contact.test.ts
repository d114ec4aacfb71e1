import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Contact, contactEmail, contactOf, latestContacts } from '#core/mail/contact.ts';
import { time } from '#test/core/arbitraries.ts';
import { exampleTicket as ticket } from '#test/http/ticket/example-ticket.ts';

const known = (at: string, email = 'now@example.com'): Contact => ({
  userId: ticket.userId,
  email,
  creditsPurchased: 500,
  at,
});
const knowing = (contact?: Contact) => ({ of: async () => contact });
const BEFORE = '2026-11-23T14:30:00.123456788Z';
const AFTER = '2026-11-23T14:30:00.123456790Z';

it('a ticket says how its customer could be reached when they wrote it', () => {
  expect(contactOf(ticket)).toEqual({
    userId: 'user-1',
    email: 'user@example.com',
    creditsPurchased: 100,
    at: ticket.createdAt,
  });
});

describe('the address that a ticket’s customer is written to', () => {
  it('is the ticket’s own as long as none is known', async () => {
    expect(await contactEmail(knowing(), ticket)).toBe('user@example.com');
  });

  it('is a later one, by however little; not an earlier one', async () => {
    expect(await contactEmail(knowing(known(AFTER)), ticket)).toBe('now@example.com');
    expect(await contactEmail(knowing(known(ticket.createdAt)), ticket)).toBe('user@example.com');
    expect(await contactEmail(knowing(known(BEFORE)), ticket)).toBe('user@example.com');
  });
});

describe('the latest contacts', () => {
  const contact = fc.record({
    userId: fc.constantFrom('a', 'b', 'c'),
    email: fc.emailAddress(),
    creditsPurchased: fc.nat(),
    at: time,
  });

  it('are one a customer, of their latest time, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(contact), (all) => {
        const latest = latestContacts(all);
        expect(latest.map(({ userId }) => userId).sort()).toEqual([...new Set(all.map(({ userId }) => userId))].sort());
        for (const one of latest) {
          expect(all).toContain(one);
          const times = all.filter(({ userId }) => userId === one.userId).map(({ at }) => at);
          expect(one.at).toBe(times.sort().at(-1));
        }
      }),
    );
  });
});
