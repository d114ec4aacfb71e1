import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { clockOf } from '#adapters/system-clock.ts';
import { byName, type CannedReply, type CannedReplyStore, saveCannedReply } from '#core/canned/canned-reply.ts';
import { encodedBytes, MAX_RESPONSE_BYTES } from '#core/encoded-bytes.ts';
import { cannedReplyLimits } from '#core/text/draft-limits.ts';

const clock = clockOf(() => Date.parse('2026-11-24T10:00:00Z'));
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const reply = (number: number, changes: Partial<CannedReply> = {}): CannedReply => ({
  id: idOf(number),
  name: `Reply ${number}`,
  body: 'Thank you!',
  updatedAt: '2026-11-24T09:00:00.000000000Z',
  ...changes,
});

/** Returns a store with these replies. */
function storeOf(...replies: CannedReply[]) {
  const stored = new Map(replies.map((one) => [one.id, one]));
  let revision = 0;
  const cannedReplies: CannedReplyStore = {
    all: async () => ({ replies: [...stored.values()], revision }),
    put: async (one, of) => {
      if (of !== revision) return false;
      revision += 1;
      stored.set(one.id, one);
      return true;
    },
    remove: async (id) => void stored.delete(id),
  };
  const pause = vi.fn(async () => {});
  return { stored, pause, world: { cannedReplies, clock, pause } };
}

const many = (count: number, changes: Partial<CannedReply> = {}) =>
  Array.from({ length: count }, (_, index) => reply(index + 1, changes));

describe('saving a canned reply', () => {
  it('adds one, and replaces the one with its id', async () => {
    const { stored, world } = storeOf(reply(1));
    const added = await saveCannedReply(world, idOf(2), { name: 'Refund', body: 'Done.' });
    const renamed = await saveCannedReply(world, idOf(1), { name: 'Thanks', body: 'Thank you!' });
    expect([...stored.values()]).toEqual([renamed, added]);
    expect(added).toMatchObject({ id: idOf(2), name: 'Refund', body: 'Done.' });
    expect(renamed.updatedAt > added.updatedAt).toBe(true);
  });

  it('says what to do when there are too many, and still accepts a change to one of them', async () => {
    const full = storeOf(...many(cannedReplyLimits.replies));
    const draft = { name: 'One more', body: 'Hello.' };
    await expect(saveCannedReply(full.world, idOf(0), draft)).rejects.toMatchObject({
      refusal: 'invalid_fields',
      message: expect.stringContaining('Delete one that nobody uses'),
    });
    expect(full.stored.size).toBe(cannedReplyLimits.replies);
    await saveCannedReply(full.world, idOf(7), draft);
    expect(full.stored.get(idOf(7))?.name).toBe('One more');
  });

  it('accepts the maximum number, each of the maximum length in a Latin or Cyrillic script', async () => {
    const body = 'ж'.repeat(cannedReplyLimits.body);
    const { stored, world } = storeOf(...many(cannedReplyLimits.replies - 1, { body }));
    await saveCannedReply(world, idOf(0), { name: 'The last', body });
    expect(stored.size).toBe(cannedReplyLimits.replies);
  });

  it.each([
    ['control characters', '\u0001', 71],
    ['quotes', '"', 124],
    ['emoji', '😀', 124],
  ])('refuses one that would make the list longer than a response can be: %s', async (_, character, most) => {
    const body = character.repeat(cannedReplyLimits.body);
    const { stored, world } = storeOf(...many(most - 1, { body }));
    await saveCannedReply(world, idOf(most), { name: 'The last', body });
    expect(encodedBytes([...stored.values()])).toBeLessThan(MAX_RESPONSE_BYTES);
    await expect(saveCannedReply(world, idOf(0), { name: 'Too much', body })).rejects.toMatchObject({
      refusal: 'invalid_fields',
      message: expect.stringContaining('Shorten or delete'),
    });
  });

  it('keeps the limits when many agents save at once, each of whom learns the outcome', async () => {
    const body = '😀'.repeat(cannedReplyLimits.body);
    const room = Math.floor(cannedReplyLimits.bytes / encodedBytes([reply(100, { body })]));
    const { stored, world } = storeOf(...many(room - 2, { body }));
    const saving = many(20).map(({ name }, index) => saveCannedReply(world, idOf(1000 + index), { name, body }));
    const outcomes = await Promise.allSettled(saving);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(stored.size).toBe(room);
    expect(encodedBytes([...stored.values()])).toBeLessThanOrEqual(cannedReplyLimits.bytes);
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.refusal] : []));
    expect(new Set(reasons)).toEqual(new Set(['invalid_fields']));
  });

  it('retries after a pause when another was saved meanwhile, and asks the agent to retry after ten of them', async () => {
    const { stored, pause, world } = storeOf(reply(1));
    const put = vi.fn(world.cannedReplies.put).mockResolvedValueOnce(false);
    const contested = { ...world, cannedReplies: { ...world.cannedReplies, put } };
    const draft = { name: 'Refund', body: 'Done.' };
    await saveCannedReply(contested, idOf(2), draft);
    expect([stored.size, put.mock.calls.length]).toEqual([2, 2]);
    expect(pause.mock.calls).toEqual([[1]]);
    put.mockReset().mockResolvedValue(false);
    await expect(saveCannedReply(contested, idOf(3), draft)).rejects.toMatchObject({ refusal: 'contended' });
    expect(put).toHaveBeenCalledTimes(10);
  });
});

describe('the order of canned replies', () => {
  it('is by name, as people look them up', () => {
    const names = ['reply 10', 'Äpfel', 'Zoo', 'reply 9', 'apfel'];
    const sorted = names.map((name, index) => reply(index, { name })).toSorted(byName);
    expect(sorted.map(({ name }) => name)).toEqual(['apfel', 'Äpfel', 'reply 9', 'reply 10', 'Zoo']);
  });

  it('is the same whatever order they came in', () => {
    const replies = fc.uniqueArray(fc.record({ id: fc.uuid(), name: fc.constantFrom('a', 'A', 'b', 'ä') }), {
      selector: ({ id }) => id,
    });
    fc.assert(
      fc.property(replies, (some) => {
        expect(some.toReversed().sort(byName)).toEqual(some.toSorted(byName));
      }),
    );
  });
});
