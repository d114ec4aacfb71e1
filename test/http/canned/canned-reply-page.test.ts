import { describe, expect, it } from 'vitest';
import { MAX_RESPONSE_BYTES } from '#core/encoded-bytes.ts';
import { cannedReplyPage } from '#http/canned/canned-reply-page.ts';
import { cursorKeyFrom } from '#http/edge/cursor.ts';

const key = cursorKeyFrom('a key');
const replies = (count: number, body: string) =>
  Array.from({ length: count }, (_, index) => ({
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    name: `Reply ${index}`,
    body,
    updatedAt: '2026-11-24T09:00:00.000000000Z',
  }));

/** Returns the bytes that Lambda sends for a body. */
const sent = (body: unknown) =>
  Buffer.byteLength(JSON.stringify({ statusCode: 200, headers: {}, body: JSON.stringify(body) }));

const cursorIn = (next: string) => new URL(next, 'https://desk.example').searchParams.get('cursor') ?? '';

describe('the list of canned replies', () => {
  it('is one page by name, without a link', () => {
    const { body, next } = cannedReplyPage(replies(11, 'Hello.').toReversed(), key);
    expect(body.map(({ name }) => name)).toEqual(replies(11, '').map(({ name }) => name));
    expect(next).toBeUndefined();
  });

  it.each(['"', '\u0001'])(
    'of two hundred full of %j comes in pages that each fit, with none left out and none twice',
    (text) => {
      const all = replies(200, text.repeat(10_000));
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const { body, next } = cannedReplyPage(all, key, cursor);
        expect(sent(body)).toBeLessThan(MAX_RESPONSE_BYTES);
        seen.push(...body.map(({ id }) => id));
        cursor = next && cursorIn(next);
      } while (cursor !== undefined);
      expect(seen).toEqual(all.map(({ id }) => id));
    },
  );

  it('refuses another agent’s cursor, and one whose reply was deleted', () => {
    const all = replies(200, '\u0001'.repeat(10_000));
    const { next = '', body } = cannedReplyPage(all, key);
    const refusal = expect.objectContaining({ refusal: 'invalid_cursor' });
    expect(() => cannedReplyPage(all, cursorKeyFrom('another'), cursorIn(next))).toThrow(refusal);
    const left = all.filter(({ id }) => id !== body.at(-1)?.id);
    expect(() => cannedReplyPage(left, key, cursorIn(next))).toThrow(refusal);
  });
});
