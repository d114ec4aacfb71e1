import { expect, it } from 'vitest';
import { isTaken } from '#dashboard/model/outgoing-message.ts';
import type { ThreadEntry } from '#dashboard/model/thread.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';

const outgoing = { kind: 'reply', body: 'Hello.\r\n ', version: 2, sending: true } as const;
const { id: dana } = authorNamed('Dana');
const entry: ThreadEntry = {
  id: 'm',
  kind: 'reply',
  author: authorNamed('Dana'),
  changes: [],
  message: { body: 'Hello.', delivery: null },
  createdAt: '2026-11-24T10:00:00.000000000Z',
  version: 3,
};

it('a message that is being sent is taken once the thread has it', () => {
  expect(isTaken(outgoing, [entry], dana)).toBe(true);
});

it.each<[string, Parameters<typeof isTaken>[0], ThreadEntry[], string | undefined]>([
  ['before it is', outgoing, [], dana],
  ['while it can be undone', { ...outgoing, sending: false }, [entry], dana],
  ['by the same words of another agent', outgoing, [{ ...entry, author: authorNamed('Eve') }], dana],
  [
    'by the same words of a namesake',
    outgoing,
    [{ ...entry, author: { ...authorNamed('Dana'), id: 'another' } }],
    dana,
  ],
  ['by the same words of the customer', outgoing, [{ ...entry, author: { type: 'customer' } }], dana],
  ['by the same words in a note', outgoing, [{ ...entry, kind: 'note' }], dana],
  ['by what was said before', outgoing, [{ ...entry, version: 2 }], dana],
  ['by other words', outgoing, [{ ...entry, message: { body: 'Hello!', delivery: null } }], dana],
  ['while nobody knows who sends it', outgoing, [entry], undefined],
])('is not taken %s', (_, one, entries, agent) => {
  expect(isTaken(one, entries, agent)).toBe(false);
});
