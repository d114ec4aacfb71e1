import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Conversation, type Place, placeBefore, readConversation } from '#core/ticket/conversation.ts';
import { isOlder } from '#core/ticket/merged-messages.ts';
import type { Thread, ThreadEntry } from '#core/ticket/thread.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';

const idOf = (ticket: number) => `0000000${ticket}-0000-4000-8000-000000000000`;
const timeOf = (nano: number) => `2026-11-24T10:00:00.${String(nano).padStart(9, '0')}Z`;

/** Threads whose entries happened at these times, of which the first has the others' tickets merged into it; read in parts of at most `size`. */
function threadsAt(times: readonly (readonly number[])[], size: number) {
  const merged = times.slice(1).map((_, index) => idOf(index + 1));
  const all = times.map((own, index) => {
    const id = idOf(index);
    const [first = 0, ...later] = [...own].sort((a, b) => a - b);
    const entries = later.map(
      (nano, place): ThreadEntry => ({
        id: `${String(index).padStart(8, '0')}-${place}`,
        version: place + 2,
        kind: 'reply',
        author: { type: 'customer' },
        createdAt: timeOf(nano),
        changes: [],
        body: 'x',
      }),
    );
    const ticket: Ticket = {
      ...exampleTicket,
      id,
      createdAt: timeOf(first),
      version: entries.length + 1,
      ...(index === 0 && merged.length > 0 && { merged }),
    };
    return { ticket, entries };
  });
  return {
    all,
    async thread(id: string, before = Number.POSITIVE_INFINITY): Promise<Thread | undefined> {
      const one = all.find(({ ticket }) => ticket.id === id);
      const earlier = one?.entries.filter(({ version }) => version < before) ?? [];
      const entries = earlier.slice(-size);
      const isWhole = entries.length === earlier.length;
      return (
        one && {
          ticket: one.ticket,
          entries,
          confirmation: undefined,
          earlier: isWhole ? undefined : entries[0]?.version,
        }
      );
    },
  };
}

it('a conversation has all entries of all its threads in order of time, each once, however it is cut into pages', async () => {
  const times = fc.array(fc.uniqueArray(fc.nat({ max: 60 }), { minLength: 1, maxLength: 15 }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(times, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), async (of, size, fits) => {
      const threads = threadsAt(of, size);
      const read: ThreadEntry[] = [];
      let before: Place | undefined;
      do {
        const conversation = (await readConversation(threads, idOf(0), before)) as Conversation;
        const left = Math.max(0, conversation.entries.length - fits);
        read.unshift(...conversation.entries.slice(left));
        before = left > 0 ? placeBefore(conversation, left) : conversation.earlier;
      } while (before);
      const firsts = threads.all.slice(1).map(({ ticket }) => ({ ...ticket, body: ticket.message }));
      const expected = [...firsts, ...threads.all.flatMap(({ entries }) => entries)];
      const inOrder = expected.toSorted((a, b) => (isOlder(a, b) ? -1 : 1)).map(({ id }) => id);
      expect(read.map(({ id }) => id)).toEqual(inOrder);
      // Where a merged ticket begins, it has its subject.
      const begun = read.flatMap(({ id, subject }) => (subject === undefined ? [] : [`${id} ${subject}`]));
      expect(begun.sort()).toEqual(firsts.map(({ id, subject }) => `${id} ${subject}`).sort());
    }),
  );
});
