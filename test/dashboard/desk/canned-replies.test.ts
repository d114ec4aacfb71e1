import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { CannedReplies } from '#dashboard/desk/canned-replies.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import type { CannedReplyApi } from '#dashboard/wire/canned-reply-api.ts';
import { ProblemError, Unreachable } from '#dashboard/wire/errors.ts';
import { cannedRepliesInMemory } from './canned-replies-in-memory.ts';

const reply = (name: string) => ({ id: `id of ${name}`, name, body: 'Hello.', updatedAt: '2026-11-24T09:00:00Z' });

function setUp(changes: Partial<CannedReplyApi> = {}) {
  const canned = { ...cannedRepliesInMemory(reply('b'), reply('a')), ...changes };
  const api = signal<DeskApi | undefined>({} as DeskApi);
  const failures: unknown[] = [];
  const page = new CannedReplies({
    session: { api, failed: (error) => void failures.push(error) },
    cannedOf: () => canned,
  });
  const names = () => page.replies.value?.map(({ name }) => name);
  return { api, canned, page, names, failures };
}

describe('the canned replies of the page', () => {
  it('are read when they are needed, by name', async () => {
    const { page, names } = setUp();
    expect(names()).toBeUndefined();
    await page.load();
    expect(names()).toEqual(['a', 'b']);
  });

  it('hold an edit as soon as it is saved', async () => {
    const { page, names } = setUp();
    await page.load();
    expect(await page.save({ ...reply('b'), name: '0' })).toBeUndefined();
    expect(names()).toEqual(['0', 'a']);
    await page.save(reply('c'));
    expect(names()).toEqual(['0', 'a', 'c']);
  });

  it('are saved as they were when that began; what is written since stays', async () => {
    const { page, names } = setUp();
    page.draft.value = reply('c');
    await page.save(page.draft.value);
    expect(page.draft.value).toBeUndefined();
    page.draft.value = reply('d');
    const saving = page.save(page.draft.value);
    page.draft.value = { ...page.draft.value, body: 'Hello again.' };
    await saving;
    expect([names(), page.draft.value.body]).toEqual([['c', 'd'], 'Hello again.']);
  });

  it('lose a deleted one at once, and have it back if that fails', async () => {
    const failing = async () => Promise.reject(new Unreachable('The desk did not answer.'));
    const { page, names } = setUp({ remove: failing });
    await page.load();
    const removing = page.remove(reply('a'));
    expect(names()).toEqual(['b']);
    expect(await removing).toBe('The desk did not answer.');
    expect(names()).toEqual(['a', 'b']);
  });

  it.each(['save', 'remove'] as const)('are not set back by an answer from before an edit: %s', async (kind) => {
    const { canned, page, names } = setUp();
    await page.load();
    const { promise: held, resolve: answer } = Promise.withResolvers<void>();
    const all = canned.all;
    canned.all = async () => {
      const before = await all();
      canned.all = all;
      await held;
      return before;
    };
    const loading = page.load();
    await (kind === 'save' ? page.save(reply('c')) : page.remove(reply('a')));
    answer();
    await loading;
    expect(names()).toEqual(kind === 'save' ? ['a', 'b', 'c'] : ['b']);
  });

  it('say why they could not be read, until they are', async () => {
    const { canned, page } = setUp();
    const all = canned.all;
    canned.all = async () => Promise.reject(new Unreachable('The desk did not answer.'));
    await page.load();
    expect(page.unread.value).toBe('The desk did not answer.');
    canned.all = all;
    await page.load();
    expect(page.unread.value).toBeUndefined();
  });

  it('tell the page of a key that is no longer taken, and of no other refusal', async () => {
    const refusal = new ProblemError(401, 'This key is revoked.');
    const { canned, page, failures } = setUp({ save: async () => Promise.reject(refusal) });
    await page.save(reply('c'));
    expect(failures).toEqual([refusal]);
    canned.save = async () => Promise.reject(new ProblemError(422, 'Too many.'));
    expect(await page.save(reply('c'))).toBe('Too many.');
    expect(failures).toHaveLength(1);
  });

  it('are forgotten at sign-out, with what was being written, and no late answer brings them back', async () => {
    const { api, page, names } = setUp();
    page.draft.value = reply('draft');
    await page.load();
    const late = page.load();
    api.value = undefined;
    await late;
    expect([names(), page.draft.value, page.unread.value]).toEqual([undefined, undefined, undefined]);
  });
});
