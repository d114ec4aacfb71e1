import { describe, expect, test } from 'vitest';
import { lengthOf } from '../../admin-site/customer/written.ts';
import { emptyDraft, mistakesIn } from '../../admin-site/support-form/draft.ts';
import { draftStorage } from '../../admin-site/support-form/draft-storage.ts';

const draft = { subject: 'Help', message: 'It is broken.', key: 'k1' };

describe('a draft', () => {
  test('has a key of its own that may stand in an Idempotency-Key header', () => {
    expect(emptyDraft().key).toMatch(/^[\x21-\x7e]{1,255}$/);
    expect(emptyDraft().key).not.toBe(emptyDraft().key);
  });

  test('is counted as the desk counts: code points, after trimming', () => {
    expect(lengthOf('  👩‍🚒\r\n')).toBe(3);
    expect(mistakesIn({ ...draft, subject: '🎫'.repeat(200), message: `${'x'.repeat(10_000)}\n` })).toEqual({});
  });

  test('names every mistake the desk would refuse', () => {
    expect(mistakesIn({ ...draft, subject: ' \n\u200b\u3164', message: '🎫'.repeat(10_001) })).toEqual({
      subject: 'is empty',
      message: 'is longer than 10,000 characters',
    });
  });
});

describe('a stored draft', () => {
  function memory(): Storage {
    const items = new Map<string, string>();
    return {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
      removeItem: (key: string) => void items.delete(key),
    } as Storage;
  }

  test('survives a reload with its key, until it is cleared', () => {
    const storage = memory();
    draftStorage('a@example.com', () => storage).save(draft);
    const reloaded = draftStorage('a@example.com', () => storage);
    expect(reloaded.load()).toEqual(draft);
    reloaded.clear();
    expect(reloaded.load()).toBeUndefined();
  });

  test('is gone once another customer is there', () => {
    const storage = memory();
    draftStorage('a@example.com', () => storage).save(draft);
    expect(draftStorage('b@example.com', () => storage).load()).toBeUndefined();
    expect(draftStorage('a@example.com', () => storage).load()).toBeUndefined();
  });

  test('is simply absent where storage is forbidden, full or spoilt', () => {
    const forbidden = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    const blocked = draftStorage('a@example.com', forbidden);
    blocked.save(draft);
    expect(blocked.load()).toBeUndefined();
    const storage = memory();
    storage.setItem('support-form:draft', '{spoilt');
    expect(draftStorage('a@example.com', () => storage).load()).toBeUndefined();
  });
});
