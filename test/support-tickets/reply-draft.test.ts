import { expect, test } from 'vitest';
import { Drafts } from '#site/customer/drafts.ts';
import { emptyReply, keepReply, storedReply } from '#site/support-tickets/reply-draft.ts';

test('a reply is kept while it has text or files', () => {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  };
  const drafts = new Drafts('ann', new AbortController().signal, () => storage as unknown as Storage);
  const file = { key: 1, id: 'u1', name: 'a.png', type: 'image/png', size: 3, expiresAt: 9 };
  for (const change of [{ text: 'Half a w' }, { files: [file] }]) {
    const draft = { ...emptyReply(), ...change };
    keepReply(drafts, 't1', draft);
    expect(storedReply(drafts, 't1')).toEqual(draft);
  }
  keepReply(drafts, 't1', { ...emptyReply(), files: [] });
  expect(stored.size).toBe(0);
});
