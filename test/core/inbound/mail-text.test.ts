import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '#core/inbound/mail-text.ts';
import { inboundText } from '#core/inbound/messages.ts';
import { codePoints } from '#core/text/text.ts';

const mail = (text: string) => ({ text, problems: [] });
const words = (text: string) => text.split(/\s+/u).filter((word) => word !== '');

describe('the text of a mail', () => {
  it('is the message as its sender wrote it', () => {
    expect(textOf(mail('Hello,\r\n\r\nit works now.\n'))).toEqual({
      body: 'Hello,\n\nit works now.',
      quoted: '',
      remarks: [],
    });
  });

  it('says so if there is none', () => {
    expect(textOf(mail(' \u200b\n')).body).toBe(inboundText.noText);
  });

  it('continues below the message where it is too long for one', () => {
    const text = Array.from({ length: 3000 }, (_, at) => `word${at}`).join(' ');
    const { body, quoted, remarks } = textOf(mail(text));
    expect(codePoints(body)).toBeLessThanOrEqual(10_000);
    expect([...words(body), ...words(quoted)]).toEqual(words(text));
    expect(remarks).toEqual([]);
  });

  it('says so if it is too long for both', () => {
    const { body, quoted, remarks } = textOf({
      ...mail('word '.repeat(20_000)),
      problems: ['One part was cut.'],
    });
    expect(codePoints(body) + codePoints(quoted)).toBeLessThanOrEqual(60_000);
    expect(remarks).toEqual(['One part was cut.', inboundText.cut]);
  });

  it('loses no word, and stays within the limits', () => {
    const text = fc.array(fc.oneof(fc.lorem({ maxCount: 400 }), fc.string({ unit: 'grapheme', maxLength: 300 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(text, (parts) => {
        const { body, quoted } = textOf(mail(parts.join('\n')));
        expect(codePoints(body)).toBeLessThanOrEqual(10_000);
        expect(codePoints(quoted)).toBeLessThanOrEqual(50_000);
      }),
    );
  });
});
