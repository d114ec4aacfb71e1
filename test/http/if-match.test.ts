import { describe, expect, it } from 'vitest';
import { ifMatch } from '../../functions/http/if-match.ts';
import { exampleTicket } from './example-ticket.ts';

const ticket = { ...exampleTicket, version: 3 };

describe('If-Match', () => {
  it.each([[undefined], ['*'], [' * '], ['"3"'], ['"1", "3"'], ['W/"2","3"']])('%s lets version 3 pass', (header) => {
    expect(() => ifMatch(header)(ticket)).not.toThrow();
  });

  it.each(['"2"', 'W/"3"', '""'])('%s refuses version 3 with the newer ticket', (header) => {
    expect(() => ifMatch(header)(ticket)).toThrow(
      expect.objectContaining({
        refusal: 'version_mismatch',
        message: expect.stringMatching(/^Someone changed this ticket .* the newer one is in `ticket`\.$/),
        headers: { etag: '"3"' },
        members: { ticket: expect.objectContaining({ id: ticket.id, version: 3 }) },
      }),
    );
  });

  it.each(['3', '"3', 'W/3', '"3" "4"', '"3 "', '"3", 4', ''])('%j is not a list of entity tags', (header) => {
    expect(() => ifMatch(header)).toThrow(
      expect.objectContaining({
        refusal: 'malformed_request',
        message: 'If-Match must be `*` or the ETag of a ticket, with its quotes: "3".',
      }),
    );
  });
});
