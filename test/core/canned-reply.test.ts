import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockOf } from '../../functions/adapters/system-clock.ts';
import { byName, type CannedReply, type CannedReplyStore, saveCannedReply } from '../../functions/core/canned-reply.ts';
import { cannedReplyLimits } from '../../functions/core/draft-limits.ts';

const clock = clockOf(() => Date.parse('2026-11-24T10:00:00Z'));
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const reply = (number: number, changes: Partial<CannedReply> = {}): CannedReply => ({
  id: idOf(number),
  name: `Reply ${number}`,
  body: 'Thank you!',
  updatedAt: '2026-11-24T09:00:00.000000000Z',
  ...changes,
});

/** A store that holds so many replies. */
function storeOf(...replies: CannedReply[]) {
  const stored = new Map(replies.map((one) => [one.id, one]));
  const cannedReplies: CannedReplyStore = {
    all: async () => [...stored.values()],
    put: async (one) => void stored.set(one.id, one),
    remove: async (id) => void stored.delete(id),
  };
  return { stored, world: { cannedReplies, clock } };
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

  it('says what to do when there are too many, and still takes a change of one of them', async () => {
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

  it('takes as many as there may be, each as long as it may be in a Latin or Cyrillic script', async () => {
    const body = 'ж'.repeat(cannedReplyLimits.body);
    const { stored, world } = storeOf(...many(cannedReplyLimits.replies - 1, { body }));
    await saveCannedReply(world, idOf(0), { name: 'The last', body });
    expect(stored.size).toBe(cannedReplyLimits.replies);
  });

  it('refuses what would make the list longer than an answer can be', async () => {
    const body = '\u0001'.repeat(cannedReplyLimits.body);
    const { world } = storeOf(...many(83, { body }));
    await expect(saveCannedReply(world, idOf(0), { name: 'Too much', body })).rejects.toMatchObject({
      refusal: 'invalid_fields',
      message: expect.stringContaining('Shorten or delete'),
    });
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
