import { expect, it } from 'vitest';
import { ownedBy } from '#core/ticket/owned-by.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';

it('a ticket is visible to its own customer, and not found for any other', () => {
  const asks = (userId: string) => () =>
    ownedBy({ issuer: '', userId, email: 'a@example.com', creditsPurchased: 1 })(exampleTicket);
  expect(asks(exampleTicket.userId)).not.toThrow();
  expect(asks('another')).toThrow('There is no ticket with this id.');
});
