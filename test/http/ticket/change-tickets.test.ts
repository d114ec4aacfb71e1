import { describe, expect, it } from 'vitest';
import { encodedBytes, MAX_RESPONSE_BYTES } from '#core/encoded-bytes.ts';
import { toResultsJson } from '#http/ticket/change-tickets.ts';
import { exampleTicket } from './example-ticket.ts';

const id = '00000000-0000-4000-8000-000000000000';

describe('what many tickets return', () => {
  it('fits into a response: those at the end come without their ticket', () => {
    const large = { ...exampleTicket, message: '\0'.repeat(10_000) };
    const results = toResultsJson(
      Array.from({ length: 100 }, () => id),
      Array.from({ length: 100 }, () => large),
    );
    expect(encodedBytes({ results })).toBeLessThan(MAX_RESPONSE_BYTES);
    expect(results).toHaveLength(100);
    expect(results[50]).toHaveProperty('ticket');
    expect(results[99]).toEqual({ id: id, status: 200 });
  });
});
