import { describe, expect, it } from 'vitest';
import { MAX_RESPONSE_BYTES } from '#core/encoded-bytes.ts';
import type { DeskError } from '#core/errors.ts';
import type { Entry } from '#core/ticket/entry.ts';
import { ifMatch } from '#http/ticket/if-match.ts';
import { agentNamed, authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from './example-ticket.ts';

const ticket = { ...exampleTicket, version: 3 };
const eve = authorNamed('Eve');
const closing: Entry = {
  id: '019a0000-0000-7000-8000-000000000000',
  version: 3,
  kind: 'change',
  author: eve,
  createdAt: ticket.createdAt,
  changes: [{ field: 'status', from: 'open', to: 'closed' }],
};
/** A thread whose third version was made by another agent. */
const threads = {
  async *since(_: string, version: number) {
    yield version < 3 ? [closing] : [];
  },
  entry: async () => undefined,
};
const check = (header: string | undefined, name = 'Dana') =>
  ifMatch(header, { agent: agentNamed(name), threads })(ticket, ticket);

describe('If-Match', () => {
  it.each([
    [undefined],
    ['*'],
    [' * '],
    ['"3"'],
    ['"3-aZ0_-"'],
    ['"1", "3"'],
    ['W/"2","3"'],
    ['"3", "4"'],
    [' , "3",,'],
    ['"a,b", "3"'],
    ['"é" , "3"'],
  ])('%s passes for version 3', async (header) => {
    await expect(check(header)).resolves.toBeUndefined();
  });

  it.each([
    ['"2"', [{ version: 3 }]],
    ['"2-hash"', [{ version: 3 }]],
    ['"1", "2", "4"', [{ version: 3 }]],
    ['"4"', []],
    ['W/"3"', []],
    ['""', []],
    ['"three"', []],
    ['"03"', []],
    ['"a,3"', []],
  ])(
    '%s refuses version 3, which another agent made, with the current ticket and the newer entries',
    async (header, thread) => {
      await expect(check(header)).rejects.toMatchObject({
        refusal: 'version_mismatch',
        message: expect.stringMatching(/^Someone else changed this ticket .* The current ticket is in `ticket`\.$/),
        headers: { etag: '"3"' },
        members: { ticket: { id: ticket.id, version: 3 }, thread },
      });
    },
  );

  it('"2" passes for version 3 if the agent made it', async () => {
    await expect(check('"2"', 'Eve')).resolves.toBeUndefined();
  });

  it('considers, and shows, only entries up to the version that was read', async () => {
    const later: Entry = { ...closing, version: 4, author: { type: 'customer' }, kind: 'reply', body: 'And?' };
    const all = [closing, later];
    const since = async function* (_: string, version: number) {
      yield all.filter((entry) => entry.version > version);
    };
    const checkAs = (name: string) =>
      ifMatch('"2"', { agent: agentNamed(name), threads: { ...threads, since } })(ticket, ticket);
    await expect(checkAs('Eve')).resolves.toBeUndefined();
    await expect(checkAs('Dana')).rejects.toMatchObject({
      members: { ticket: { version: 3 }, thread: [{ version: 3 }] },
    });
  });

  describe('of a version long ago', () => {
    const long = { ...exampleTicket, version: 201 };
    /** A body so long that many of them exceed a response. */
    const body = '\u0001'.repeat(10_000);
    const note: Entry = { ...closing, kind: 'note', changes: [], body };
    const entries = Array.from({ length: 200 }, (_, index): Entry => ({ ...note, version: index + 2 }));
    const partsOf = (all: readonly Entry[]) => {
      const read: number[] = [];
      const since = async function* (_: string, version: number) {
        for (let start = version - 1; start < all.length; start += 10) {
          read.push(start);
          yield all.slice(start, start + 10);
        }
      };
      return { read, threads: { ...threads, since } };
    };
    const checkLong = (threads: ReturnType<typeof partsOf>['threads']) =>
      ifMatch('"1"', { agent: agentNamed('Dana'), threads })(long, long);

    it('passes for a ticket whose many newer entries need not be seen', async () => {
      const { read, threads } = partsOf(entries);
      await expect(checkLong(threads)).resolves.toBeUndefined();
      expect(read).toHaveLength(20);
    });

    it.each([0, 195])(
      'refuses it for one of them, however late, with as many as fit into a response',
      async (index) => {
        const { read, threads } = partsOf(entries.with(index, { ...closing, version: index + 2 }));
        const refusal: unknown = await checkLong(threads).catch((error: unknown) => error);
        expect(refusal).toMatchObject({ refusal: 'version_mismatch', headers: { etag: '"201"' } });
        const { members } = refusal as DeskError;
        const versions = (members.thread as Entry[]).map(({ version }) => version);
        expect(versions.length).toBeGreaterThan(50);
        expect(versions).toEqual(versions.map((_, at) => at + 2));
        expect(Buffer.byteLength(JSON.stringify(JSON.stringify(members)))).toBeLessThanOrEqual(MAX_RESPONSE_BYTES);
        // Reads no further than needed.
        expect(read).toHaveLength(index === 0 ? Math.ceil((versions.length + 1) / 10) : 20);
      },
    );
  });

  it.each(['3', '"3', 'W/3', '"3" "4"', '"3 "', '"3", 4', '', ',', '"3";', '*, "3"'])(
    '%j is not a list of entity tags',
    (header) => {
      expect(() => ifMatch(header, { agent: agentNamed('Dana'), threads })).toThrow(
        expect.objectContaining({
          refusal: 'malformed_request',
          message: 'If-Match must be `*` or the ETag of a ticket, with its quotes: "3".',
        }),
      );
    },
  );
});
