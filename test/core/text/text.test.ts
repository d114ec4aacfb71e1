import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { beginning, codePoints, lengthOf, normalizeText, onOneLine, personName } from '#core/text/text.ts';
import { ticketLine } from '#core/ticket/submit-ticket.ts';
import { openTicket } from '#test/core/arbitraries.ts';

describe('text', () => {
  it('is counted in code points after CRLF becomes LF and the ends are trimmed', () => {
    expect(codePoints(normalizeText('  a\r\nb \n'))).toBe(3);
    expect(codePoints('👩‍👧')).toBe(3);
    expect(codePoints('é')).toBe(1);
  });

  it.each([
    '\u200b',
    '\u2060',
    '\u3164',
    '\u2800',
    '\u00ad',
    '\u200d',
    '\ufeff',
    '\u115f\u1160',
    '\uffa0',
    '\u034f',
    '\ufe0f',
    '\u{e0020}',
    ' \n\u200b\t\u3164',
  ])('with nothing visible has no length: %j', (text) => {
    expect(lengthOf(text)).toBe(0);
    expect(lengthOf(`${text}a${text}`)).toBe(codePoints(normalizeText(`${text}a${text}`)));
  });

  it.each(['.', '\u0301', '\u0001', '👩‍🚀', 'علی\u200cرضا', '\ud800'])(
    'with something visible has a length: %j',
    (text) => {
      expect(lengthOf(text)).toBe(codePoints(text));
    },
  );

  it('does not change when normalized again', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\r', '\n', ' ', 'a', '\u00a0') }), (text) => {
        const once = normalizeText(text);
        fc.pre(!once.includes('\r\n'));
        expect(normalizeText(once)).toBe(once);
      }),
    );
  });

  it('is cut between characters as people see them, never inside one', () => {
    expect(beginning('ab👩‍👩‍👧‍👦', 8)).toBe('ab');
    expect(beginning('ab👩‍👩‍👧‍👦', 9)).toBe('ab👩‍👩‍👧‍👦');
    expect(beginning(`ab👩‍👩‍👧‍👦${'x'.repeat(99)}`, 8)).toBe('ab');
    expect(beginning('😀'.repeat(99), 3)).toBe('😀😀😀');
    expect(beginning('', 0)).toBe('');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, max) => {
        const cut = beginning(text, max);
        expect(codePoints(cut)).toBeLessThanOrEqual(max);
        const characters = (of: string) => Array.from(new Intl.Segmenter().segment(of), ({ segment }) => segment);
        expect(characters(cut)).toEqual(characters(text).slice(0, characters(cut).length));
      }),
    );
  });

  it('is cut the same whether or not it has to be segmented', () => {
    const unit = fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...'ab é\n©\u02ff\u00ad') },
      fc.constantFrom('\r\n', '\u0301', '\u200d', '😀', '\u0300', '\ud800', '각'),
    );
    fc.assert(
      fc.property(fc.array(unit), fc.nat(20), (units, max) => {
        const text = units.join('');
        const characters = Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
        let fitting = '';
        for (const character of characters) {
          if (codePoints(fitting + character) > max) break;
          fitting += character;
        }
        expect(beginning(text, max)).toBe(fitting);
      }),
      { numRuns: 1000 },
    );
  });

  it('of plain letters is cut without the segmenter, which adds 16 ms to a cold start', () => {
    const segmenter = vi.spyOn(Intl, 'Segmenter');
    onTestFinished(() => segmenter.mockRestore());
    expect(beginning('Grüße, “quoted” and not too long', 160)).toBe('Grüße, “quoted” and not too long');
    expect(beginning('It does not work. '.repeat(99), 20)).toBe('It does not work. It');
    expect(segmenter).not.toHaveBeenCalled();
  });

  it('stays on one line of a log, whatever a customer writes', () => {
    fc.assert(
      fc.property(openTicket, (ticket) => {
        expect(ticketLine(ticket)).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
      }),
    );
    expect(onOneLine('a\r\n[SUPPORT TICKET #forged]')).toBe('a\\u{d}\\u{a}[SUPPORT TICKET #forged]');
  });

  it('makes the line that people read', () => {
    fc.assert(
      fc.property(openTicket, (ticket) => {
        const known = {
          ...ticket,
          id: 'abc12345-0000-4000-8000-000000000000',
          userEmail: 'user@example.com',
          subject: 'Need help',
        };
        expect(ticketLine(known)).toBe('[SUPPORT TICKET #abc12345] From: user@example.com | Subject: Need help');
      }),
      { numRuns: 1 },
    );
  });

  it.each([
    ['Maria Santos', 'Maria Santos'],
    ['  Maria ', 'Maria'],
    ['x'.repeat(101), 'x'.repeat(100)],
    [`${'👩'.repeat(99)} Maria`, '👩'.repeat(99)],
    [`${'x'.repeat(97)}👩‍👩‍👧‍👦`, 'x'.repeat(97)],
    ['علی‌رضا 👩‍🚀', 'علی‌رضا 👩‍🚀'],
    ['', undefined],
    ['   ', undefined],
    ['\u3164', undefined],
    ['\u00ad \u2800', undefined],
    [7, undefined],
    [null, undefined],
    ['Maria\nBcc: x', undefined],
    ['Maria\u202e', undefined],
    ['\ud800', undefined],
  ])('a name that a token gives as %j is %j', (given, name) => {
    expect(personName(given)).toBe(name);
  });
});
