import { describe, expect, it } from 'vitest';
import { parse } from '#http/edge/parse.ts';
import { refuseUnknownRouteContract } from '#http/edge/refuse-unknown-route.ts';
import { getTicketContract } from '#http/ticket/get-ticket.ts';
import { listTicketsContract } from '#http/ticket/list-tickets.ts';
import { submitTicketContract } from '#http/ticket/submit-ticket.ts';
import { updateTicketContract } from '#http/ticket/update-ticket.ts';

const mistake = (pointer: string, detail: string) =>
  expect.objectContaining({ refusal: 'invalid_fields', members: { errors: [{ pointer, detail }] } });

describe("a ticket's text", () => {
  const { schema } = submitTicketContract.body;
  const submit = (subject: unknown, message: unknown = 'x') => parse(schema, { subject, message });

  it('is normalized', () => {
    expect(submit(' a\r\nb ', ' c ')).toEqual({ subject: 'a\nb', message: 'c' });
  });

  it.each([
    [undefined, 'is missing'],
    [['a', 'b'], 'is given more than once'],
    [1, 'must be text'],
    [null, 'must be text'],
    ['', 'is empty'],
    [' \r\n ', 'is empty'],
    ['\u200b\u2060\u3164\u2800\u00ad\u200d\ufeff', 'is empty'],
    ['\ud800', 'contains an unpaired surrogate'],
    ['x'.repeat(201), 'is longer than 200 characters'],
    ['👩'.repeat(201), 'is longer than 200 characters'],
  ])('%j is refused', (subject, detail) => {
    expect(() => submit(subject)).toThrow(mistake('#/subject', detail));
  });

  it('keeps invisible characters inside it', () => {
    expect(submit('\u200bcooperative co\u00adop 👩\u200d🚀').subject).toBe('\u200bcooperative co\u00adop 👩\u200d🚀');
  });

  it('may have up to 200 and 10,000 characters', () => {
    expect(submit('👩'.repeat(200), '👩'.repeat(10_000)).message).toHaveLength(20_000);
    expect(() => submit('x', 'x'.repeat(10_001))).toThrow(mistake('#/message', 'is longer than 10000 characters'));
  });
});

describe('an Idempotency-Key', () => {
  const read = (key?: string) => parse(submitTicketContract.headers, { 'idempotency-key': key }, 'header ');

  it.each([undefined, '!', '~'.repeat(255)])('may be %j', (key) => {
    expect(read(key)).toEqual({ 'idempotency-key': key });
  });

  it.each(['', ' ', 'a b', 'é', 'x'.repeat(256)])('may not be %j', (key) => {
    expect(() => read(key)).toThrow(mistake('header idempotency-key', 'must be 1 to 255 visible ASCII characters'));
  });
});

describe('the query of a list', () => {
  const read = (query: object) => parse(listTicketsContract.query, query, '?');

  it('defaults to 100 open tickets', () => {
    const sort = 'newest';
    expect(read({})).toEqual({ limit: 100, sort });
    expect(read({ status: 'all', limit: '1', cursor: 'x' })).toEqual({ status: 'all', limit: 1, cursor: 'x', sort });
  });

  it.each(['0', '101', '1000', '-1', '1.5', 'ten', ''])('refuses the limit %j', (limit) => {
    expect(() => read({ limit })).toThrow(mistake('?limit', 'must be a whole number from 1 to 100'));
  });

  it.each(['new', '', 'Open'])('refuses the status %j', (status) => {
    expect(() => read({ status })).toThrow(mistake('?status', 'must be one of open, in_progress, closed, all'));
  });
});

describe('a change to a ticket', () => {
  it('has one of the statuses', () => {
    const { schema } = updateTicketContract.body;
    expect(parse(schema, { status: 'in_progress' })).toEqual({ status: 'in_progress' });
    expect(() => parse(schema, { status: 'solved' })).toThrow(
      mistake('#/status', 'must be one of open, in_progress, closed'),
    );
  });

  it("is for a ticket, or for one that can't exist", () => {
    const read = (id: string) => parse(getTicketContract.path, { ticket_id: id }).ticket_id;
    expect(read('abc12345-0000-4000-8000-000000000000')).toBe('abc12345-0000-4000-8000-000000000000');
    expect(read('entry#000000002')).toBe('00000000-0000-0000-0000-000000000000');
  });
});

it('any other request is a 404 or a 405', () => {
  expect(refuseUnknownRouteContract.responses).toEqual({
    404: { description: 'No such path' },
    405: { description: "The path doesn't support this method", headers: { Allow: 'The methods it supports' } },
  });
});
