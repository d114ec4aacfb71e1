import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillCannedReply } from '#dashboard/canned/fill-canned-reply.ts';

const ticket = { id: 'abc12345-0000-4000-8000-000000000000', userName: 'Dr. Maria Sanchez' };
const filled = (body: string, userName: string | null = ticket.userName, agent = 'Dana') =>
  fillCannedReply(body, { ...ticket, userName }, agent).text;
const unfilled = (body: string) => fillCannedReply(body, ticket, undefined).unfilled;

describe('a canned reply is filled with', () => {
  it('names and the ticket’s number, wherever they are asked for', () => {
    const body = 'Dear {customer_name}, {first_name}, {ticket_number} is done. Bye, {first_name}! {agent_name}';
    expect(filled(body)).toBe('Dear Dr. Maria Sanchez, Maria, #abc12345 is done. Bye, Maria! Dana');
  });

  it('"there" for a customer without a name, or with other words if it has them', () => {
    expect(filled('Hello {customer_name},', null)).toBe('Hello there,');
    expect(filled('Hi {first_name},', 'maria@example.com')).toBe('Hi there,');
    expect(filled('Hi {first_name|dear customer},', null)).toBe('Hi dear customer,');
    expect(filled('Hi{first_name|},', null)).toBe('Hi,');
    expect(filled('Hi {first_name|dear customer},')).toBe('Hi Maria,');
    expect(fillCannedReply('{agent_name|The team}', ticket, undefined)).toEqual({ text: 'The team', unfilled: [] });
  });

  it('nothing else: other braces stay', () => {
    const body = '{name} {CUSTOMER_NAME} { customer_name } {{ticket_number}} {constructor}';
    expect(filled(body)).toBe('{name} {CUSTOMER_NAME} { customer_name } {#abc12345} {constructor}');
  });

  it('names as they are, whatever stands in them', () => {
    const strange = fc.oneof(fc.constantFrom('{ticket_number}', '$&', '$1', '$`', '{customer_name}'), fc.string());
    fc.assert(
      fc.property(strange, (userName) => {
        expect(filled('<{customer_name}>', userName)).toBe(`<${userName}>`);
      }),
    );
  });
});

describe('a placeholder of a canned reply is unfilled', () => {
  it('if nothing is known to fill it in, once for all its places', () => {
    expect(unfilled('{Order number}, {agent_name}, {toString}, {Order number}')).toEqual([
      '{Order number}',
      '{agent_name}',
      '{toString}',
    ]);
  });

  it('but code and JSON are no placeholders', () => {
    expect(unfilled('{"a": 1} {} { } {a: 1} f() {\n}')).toEqual([]);
  });
});
