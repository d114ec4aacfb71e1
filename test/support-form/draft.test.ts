import { describe, expect, test } from 'vitest';
import { lengthOf } from '#core/text/text.ts';
import { Drafts, removeDraftsBut } from '#site/customer/drafts.ts';
import { emptyDraft, isDraft, mistakesIn } from '#site/support-form/draft.ts';

const draft = { subject: 'Help', message: 'It is broken.', key: 'k1' };

describe('a draft', () => {
  test('has its own key, which is valid in an Idempotency-Key header', () => {
    expect(emptyDraft().key).toMatch(/^[\x21-\x7e]{1,255}$/);
    expect(emptyDraft().key).not.toBe(emptyDraft().key);
  });

  test('is counted like on the desk: in code points, after trimming', () => {
    expect(lengthOf('  👩‍🚒\r\n')).toBe(3);
    expect(mistakesIn({ ...draft, subject: '🎫'.repeat(200), message: `${'x'.repeat(10_000)}\n` })).toEqual({});
  });

  test('lists every mistake that the desk would refuse', () => {
    expect(mistakesIn({ ...draft, subject: ' \n\u200b\u3164', message: '🎫'.repeat(10_001) })).toEqual({
      subject: 'is empty',
      message: 'is longer than 10,000 characters',
    });
  });
});

describe('a stored draft', () => {
  /** Storage like a browser's, whose keys are properties of the object. */
  function memory(): () => Storage {
    const storage: Storage & Record<string, string> = Object.create({
      getItem: (key: string) => storage[key] ?? null,
      setItem: (key: string, value: string) => Object.assign(storage, { [key]: value }),
      removeItem: (key: string) => Reflect.deleteProperty(storage, key),
    });
    return () => storage;
  }
  const { signal } = new AbortController();
  const of = (owner: string | undefined, storage: () => Storage) => new Drafts(owner, signal, storage);

  test('survives a reload with its key, until it is removed', () => {
    const storage = memory();
    of('ann', storage).save('message', draft);
    const reloaded = of('ann', storage);
    expect(reloaded.load('message', isDraft)).toEqual(draft);
    reloaded.save('message', undefined);
    expect(reloaded.load('message', isDraft)).toBeUndefined();
  });

  test('is visible to nobody else, and removed once another customer signs in', () => {
    const storage = memory();
    of('ann', storage).save('message', draft);
    for (const other of ['bob', 'an', 'ann ', undefined])
      expect(of(other, storage).load('message', isDraft)).toBeUndefined();
    storage().setItem('shop', 'theirs');
    removeDraftsBut('ann', storage);
    expect(of('ann', storage).load('message', isDraft)).toEqual(draft);
    removeDraftsBut('bob', storage);
    expect(Object.keys(storage())).toEqual(['shop']);
  });

  test('is not stored without a customer, or after their session', () => {
    const storage = memory();
    const over = new AbortController();
    const late = new Drafts('ann', over.signal, storage);
    over.abort();
    late.save('message', draft);
    of(undefined, storage).save('message', draft);
    expect(Object.keys(storage())).toEqual([]);
  });

  test('is missing without an error if storage is forbidden, full or corrupt', () => {
    const forbidden = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    const blocked = of('ann', forbidden);
    blocked.save('message', draft);
    removeDraftsBut('ann', forbidden);
    expect(blocked.load('message', isDraft)).toBeUndefined();
    const storage = memory();
    of('ann', storage).save('message', draft);
    const [key = ''] = Object.keys(storage());
    for (const spoilt of ['{spoilt', '{"subject":1}', 'null']) {
      storage().setItem(key, spoilt);
      expect(of('ann', storage).load('message', isDraft)).toBeUndefined();
    }
  });
});
