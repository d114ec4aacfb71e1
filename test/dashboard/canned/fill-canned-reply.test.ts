import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillCannedReply } from '#dashboard/canned/fill-canned-reply.ts';

const ticket = { id: 'abc12345-0000-4000-8000-000000000000', userName: 'Maria' };

describe('a canned reply is filled with', () => {
  it('the customer’s name and the ticket’s number, wherever they are asked for', () => {
    const body = 'Dear {customer_name}, {ticket_number} is done. Bye, {customer_name}!';
    expect(fillCannedReply(body, ticket)).toBe('Dear Maria, #abc12345 is done. Bye, Maria!');
  });

  it('"there" for a customer without a name', () => {
    expect(fillCannedReply('Hello {customer_name},', { ...ticket, userName: null })).toBe('Hello there,');
  });

  it('nothing else: other braces stay', () => {
    const body = '{name} {CUSTOMER_NAME} { customer_name } {{ticket_number}} {constructor}';
    expect(fillCannedReply(body, ticket)).toBe('{name} {CUSTOMER_NAME} { customer_name } {#abc12345} {constructor}');
  });

  it('names as they are, whatever stands in them', () => {
    const strange = fc.oneof(fc.constantFrom('{ticket_number}', '$&', '$1', '$`', '{customer_name}'), fc.string());
    fc.assert(
      fc.property(strange, (userName) => {
        expect(fillCannedReply('<{customer_name}>', { ...ticket, userName })).toBe(`<${userName}>`);
      }),
    );
  });
});
