import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePoints } from '#core/text/text.ts';
import { latestMessage, latestOf, previewOf } from '#core/ticket/latest-message.ts';
import { withMessage } from '#core/ticket/message.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';

const dana = authorNamed('Dana');
const later = '2026-11-24T10:00:00.000000000Z';
const family = '👩‍👩‍👧‍👦';

describe('a preview', () => {
  it.each([
    ['a short text is the whole text', 'Hello.', 'Hello.'],
    ['lines is one line', 'Hello,\n\n\tit hangs.\r\nSee\u2028you\u2029\u00a0soon.', 'Hello, it hangs. See you soon.'],
    ['space has none at its ends', '  Hello. \n', 'Hello.'],
    ['a long text has 160 characters', 'x'.repeat(161), 'x'.repeat(160)],
    ['a text cut at a space ends before it', `${'x'.repeat(159)} y`, 'x'.repeat(159)],
    ['many emoji has 160 of them', '😀'.repeat(161), '😀'.repeat(160)],
    ['a family that fits has all of it', `${'x'.repeat(153)}${family}!`, `${'x'.repeat(153)}${family}`],
    ['a family that does not has none of it', `${'x'.repeat(154)}${family}!`, 'x'.repeat(154)],
    ['an emoji after much space has all of it', `a${' '.repeat(3_998)}😀`, 'a 😀'],
    ['a word after pages of nothing has it', `a${'\n'.repeat(9_000)}b`, 'a b'],
    ['nothing is nothing', '', ''],
  ])('of %s', (_, text, preview) => {
    expect(previewOf(text)).toBe(preview);
  });

  it('is the beginning of the text on one line, of whole characters, as long as allowed', () => {
    const text = fc.string({
      unit: fc.oneof(
        { weight: 8, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
        { weight: 1, arbitrary: fc.constantFrom('\n', '\r\n', ' \t ', family, ' '.repeat(3_000)) },
      ),
      maxLength: 300,
      size: 'max',
    });
    fc.assert(
      fc.property(text, (body) => {
        const preview = previewOf(body);
        const oneLine = body.replaceAll(/\s+/gu, ' ').trim();
        const ends = Array.from(new Intl.Segmenter().segment(oneLine), ({ index, segment }) => index + segment.length);
        expect(oneLine.startsWith(preview)).toBe(true);
        expect([0, ...ends]).toContain(preview.length);
        expect(codePoints(preview)).toBeLessThanOrEqual(160);
        // A space at either end isn't visible.
        const next = ends.find((end) => end > preview.length + 1);
        if (next !== undefined) expect(codePoints(oneLine.slice(0, next)) + 2).toBeGreaterThan(160);
      }),
    );
  });
});

describe('the latest message of a ticket', () => {
  const replied = withMessage(exampleTicket, { kind: 'reply', author: dana, body: 'Try\nagain.' }, later);

  it('is the customer’s own until someone replies', () => {
    expect(latestOf({ ...exampleTicket, message: 'It does\nnot work.' })).toEqual({
      author: { type: 'customer' },
      preview: 'It does not work.',
      createdAt: exampleTicket.createdAt,
    });
    expect(latestOf(replied)).toEqual({ author: dana, preview: 'Try again.', createdAt: later });
  });

  it('is the same after a note, even one that closes the ticket', () => {
    for (const close of [false, true]) {
      const note = { kind: 'note', author: dana, body: 'Secret.', close } as const;
      expect(latestOf(withMessage(replied, note, later))).toEqual(latestOf(replied));
      expect(latestOf(withMessage(exampleTicket, note, later))).toEqual(latestOf(exampleTicket));
    }
  });

  it('has its author and time', () => {
    expect(latestMessage({ type: 'customer' }, 'Thank you!', later)).toEqual({
      author: { type: 'customer' },
      preview: 'Thank you!',
      createdAt: later,
    });
  });
});
