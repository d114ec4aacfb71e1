import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Author } from '#core/ticket/author.ts';
import type { Entry, EntryKind, FieldChange } from '#core/ticket/entry.ts';
import { hasUnseen } from '#core/ticket/unseen.ts';
import { agentNamed, authorNamed } from '#test/core/agents/agent-named.ts';

const dana = agentNamed('Dana');
const authors: Record<'customer' | 'Dana' | 'Eve' | 'the desk', Author> = {
  customer: { type: 'customer' },
  Dana: authorNamed('Dana'),
  Eve: authorNamed('Eve'),
  'the desk': { type: 'system' },
};
const moved: FieldChange = { field: 'status', from: 'open', to: 'closed' };

const entry = (kind: EntryKind, by: keyof typeof authors, what: 'alone' | 'with a change'): Entry => ({
  id: 'e1',
  version: 2,
  kind,
  author: authors[by],
  createdAt: '2026-11-24T10:00:00.000000000Z',
  changes: what === 'alone' ? [] : [moved],
  ...((kind === 'reply' || kind === 'note') && { body: 'Hello.' }),
});

const table = [
  ['reply', 'customer', 'alone', true],
  ['reply', 'customer', 'with a change', true],
  ['reply', 'Eve', 'alone', true],
  ['reply', 'Eve', 'with a change', true],
  ['note', 'Eve', 'alone', false],
  ['note', 'Eve', 'with a change', true],
  ['change', 'Eve', 'with a change', true],
  ['reply', 'Dana', 'alone', false],
  ['reply', 'Dana', 'with a change', false],
  ['note', 'Dana', 'alone', false],
  ['note', 'Dana', 'with a change', false],
  ['change', 'Dana', 'with a change', false],
  ['change', 'the desk', 'with a change', false],
  ['mail_bounced', 'the desk', 'alone', false],
  ['mail_complained', 'the desk', 'alone', false],
] as const;

describe('before Dana acts', () => {
  it.each(table)('a %s by %s %s must be seen: %s', (kind, by, what, unseen) => {
    expect(hasUnseen(dana, [entry(kind, by, what)])).toBe(unseen);
  });

  it('that another agent merged the named ticket need not be seen, neither of it nor of its survivor', () => {
    const by = entry('change', 'Eve', 'alone');
    const into: Entry = { ...by, changes: [{ field: 'merged_into', from: null, to: 's' }] };
    const taken: Entry = { ...by, changes: [{ field: 'merged', from: ['x'], to: ['x', 't'] }] };
    expect([hasUnseen(dana, [into], 't'), hasUnseen(dana, [taken], 't')]).toEqual([false, false]);
    expect([hasUnseen(dana, [taken]), hasUnseen(dana, [taken], 'x'), hasUnseen(dana, [taken], 's')]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('one such entry among others is enough, and without entries nothing must be seen', () => {
    expect(hasUnseen(dana, [])).toBe(false);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...table)), (rows) => {
        const entries = rows.map(([kind, by, what]) => entry(kind, by, what));
        expect(hasUnseen(dana, entries)).toBe(rows.some(([, , , unseen]) => unseen));
      }),
    );
  });
});
