import { describe, expect, it } from 'vitest';
import type { ThreadStore } from '../../functions/core/ports.ts';
import { ifMatch } from '../../functions/http/if-match.ts';
import { exampleTicket } from './example-ticket.ts';

const ticket = { ...exampleTicket, version: 3 };
const eve = { type: 'agent', name: 'Eve' } as const;
const closing = {
  op: 'op-3',
  kind: 'status_changed',
  author: eve,
  at: ticket.createdAt,
  from: 'open',
  to: 'closed',
} as const;
/** A thread whose third version another agent made. */
const threads = {
  thread: async () => ({
    ticket,
    entries: [{ type: 'event', event: { ...closing, version: 3 } }],
    confirmation: undefined,
    earlier: undefined,
  }),
} as unknown as ThreadStore;
const check = (header: string | undefined, name = 'Dana') => ifMatch(header, { agent: { name }, threads })(ticket);

describe('If-Match', () => {
  it.each([[undefined], ['*'], [' * '], ['"3"'], ['"3-aZ0_-"'], ['"1", "3"'], ['W/"2","3"'], ['"3", "4"']])(
    '%s lets version 3 pass',
    async (header) => {
      await expect(check(header)).resolves.toBeUndefined();
    },
  );

  it.each([
    ['"2"', [{ version: 3 }]],
    ['"2-hash"', [{ version: 3 }]],
    ['"1", "2", "4"', [{ version: 3 }]],
    ['"4"', []],
    ['W/"3"', []],
    ['""', []],
    ['"three"', []],
  ])(
    '%s refuses version 3, which another agent made, with the newer ticket and what came since',
    async (header, thread) => {
      await expect(check(header)).rejects.toMatchObject({
        refusal: 'version_mismatch',
        message: expect.stringMatching(/^Someone changed this ticket .* the newer one is in `ticket`\.$/),
        headers: { etag: '"3"' },
        members: { ticket: { id: ticket.id, version: 3 }, thread },
      });
    },
  );

  it('"2" lets version 3 pass that the agent made', async () => {
    await expect(check('"2"', 'Eve')).resolves.toBeUndefined();
  });

  it.each(['3', '"3', 'W/3', '"3" "4"', '"3 "', '"3", 4', ''])('%j is not a list of entity tags', (header) => {
    expect(() => ifMatch(header, { agent: { name: 'Dana' }, threads })).toThrow(
      expect.objectContaining({
        refusal: 'malformed_request',
        message: 'If-Match must be `*` or the ETag of a ticket, with its quotes: "3".',
      }),
    );
  });
});
